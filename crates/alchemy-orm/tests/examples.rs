//! The programs that the book is made of run to their end; what they claim, they assert.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[path = "../examples/loading.rs"]
mod loading;
#[path = "../examples/models.rs"]
mod models;
#[path = "../examples/sessions.rs"]
mod sessions;

#[test]
fn models_are_declared_as_shown() {
    models::main().unwrap();
}

#[test]
fn sessions_do_what_is_said_of_them() {
    sessions::main().unwrap();
}

#[test]
fn loading_sends_what_is_said_of_it() {
    loading::main().unwrap();
}
