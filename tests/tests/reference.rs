//! The code of the book's reference chapters, with the texts that they show.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod reference {
    mod bulk;
    mod combining;
    mod compiling;
    mod cte;
    mod dialects;
    mod documents;
    mod functions;
    mod mysql;
    mod operators;
    mod own_dialect;
    mod postgresql;
    mod results;
    mod schema;
    mod select;
    mod sqlite;
    mod text;
    mod types;
    mod writes;
}
