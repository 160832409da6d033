//! What a dialect cannot say is `Unsupported` when the statement is compiled, and never left out of its text.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod refusals {
    mod constructs;
    mod extensions;
    mod options;
    mod table;
}
