//! The driver against a real server.
