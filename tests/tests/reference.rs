//! The code of the book's reference chapters, with the texts that they show.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod reference {
    mod combining;
    mod dialects;
    mod documents;
    mod functions;
    mod operators;
    mod schema;
    mod select;
    mod types;
    mod writes;
}
