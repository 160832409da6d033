//! What the driver promises, on the server that `ALCHEMY_POSTGRES_URL` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod connect;
mod faults;
mod interruption;
mod parameters;
mod session;
mod spelling;
mod statements;
mod transactions;
mod values;
