//! What alchemy promises, one promise per file, on the one database that `ALCHEMY_TEST_URL` names (SQLite in memory if it
//! names none). `cargo xtask test` runs it once for each database.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs, reason = "tests")]

mod behaviour {
    mod bad_input;
    mod batches;
    mod cascades;
    mod combining;
    mod core;
    mod cuts;
    mod documents;
    mod elements;
    mod flow;
    mod functions;
    mod futures;
    mod identity;
    mod kept;
    mod keys;
    mod links;
    mod loading;
    mod mistakes;
    mod mysql;
    mod names;
    mod not_loaded;
    mod operators;
    mod overwriting;
    mod own_types;
    mod plain;
    mod postgres;
    mod records;
    mod refusals;
    mod results;
    mod runtimes;
    mod schema;
    mod schemas;
    mod selecting;
    mod sqlite;
    mod streams;
    mod stress;
    mod tpch;
    mod transactions;
    mod trees;
    mod types;
    mod undo;
    mod values;
    mod views;
    mod writes;
}
