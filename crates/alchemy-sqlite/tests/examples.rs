//! The program of the book's chapter on the core runs to its end; what it claims, it asserts.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

#[path = "../examples/core.rs"]
mod core_alone;

#[test]
fn the_core_does_what_is_said_of_it() {
    core_alone::main().unwrap();
}
