//! The project's own tasks, run as `cargo xtask TASK`.
//!
//! | module | holds |
//! |---|---|
//! | `server` | throw-away database servers: found or fetched, started, stopped, removed |
//! | `test` | every test, on every database that can be had, and a table of what ran |
//! | `tidy` | the architecture's rules, as data |
//! | `features` | what the tests show of the inventory of features |
//! | `bench`, `book`, `conformance`, `serve` | the smaller tasks |
//! | `cargo`, `files`, `table` | what the tasks share |
//!
//! It depends on the standard library alone, so that it builds in seconds and never holds up what it checks.
#![expect(clippy::print_stdout, reason = "a command-line program speaks through its standard output")]

mod bench;
mod book;
mod cargo;
mod conformance;
mod features;
mod files;
mod serve;
mod server;
mod table;
mod test;
mod tidy;

use std::process::{Command, ExitCode};

/// What a task hands back: `Ok(true)` when all is well, `Ok(false)` when what it checks is not and it has said so itself.
type Outcome = Result<bool, Failure>;

/// Why a task could not be done, in words for the person who started it.
type Failure = Box<dyn std::error::Error>;

/// A task: its name, what it does in one line, and the function that does it.
type Task = (&'static str, &'static str, fn(&[String]) -> Outcome);

const TASKS: &[Task] = &[
    ("test", "all tests, on every database: [--no-install] [--only NAME,...] [-- FILTER]", test::run),
    ("tidy", "the architecture's rules: layers, vendors, drivers, prose", tidy::run),
    (
        "conformance",
        "golden cases compared, and put before every database: core [--no-install] [--only NAME,...] [AREA|ID ...]",
        conformance::run,
    ),
    ("features", "what the tests claim to show of the inventory: [--book] writes the book's page", features::run),
    ("bench", "the benchmarks, on every database: [--no-install] [--only NAME,...] [-- ARGUMENTS]", bench::run),
    ("book", "builds the book, with an mdbook of its own if need be", book::run),
    ("servers", "starts the servers and keeps them: [--no-install] [--only NAME,...] [--env-file PATH]", serve::run),
    ("ci", "everything that has to pass before a change is taken", ci),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        list();
        return ExitCode::SUCCESS;
    };
    match TASKS.iter().find(|task| task.0 == name) {
        Some((_, _, task)) => report(task(rest)),
        None => {
            list();
            report(Err(format!("there is no task called {name}").into()))
        }
    }
}

fn list() {
    println!("cargo xtask TASK\n");
    for (name, what, _) in TASKS {
        println!("  {name:11} {what}");
    }
}

fn report(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn ci(_: &[String]) -> Outcome {
    let script = files::root()?.join(".ci/run");
    let status = Command::new("bash").arg(&script).status().map_err(|e| format!("bash does not start: {e}"))?;
    Ok(status.success())
}
