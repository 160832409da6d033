//! `cargo xtask test`: every test, on every database that can be had.
//!
//! | module | holds |
//! |---|---|
//! | `plan` | which cargo commands that takes |
//! | `suite` | running one, its output shown and its tests counted |
//! | `report` | the table at the end |
//!
//! Invariant: a database that did not run never looks as if it had; it is in the table, with the reason.

mod plan;
mod report;
mod suite;

use std::path::PathBuf;

use crate::server::{Directory, Request, Servers};
use crate::{Failure, Outcome, cargo, files};
use report::{Report, Row, Status};
use suite::Counts;

/// The crates' own tests: unit, documentation, and those of the drivers on the servers.
const UNIT: &str = "unit";
/// The part that needs no particular database: rendering, plans, derive mistakes, and what compares databases.
const REST: &str = "rest";

/// Where the claims of the last whole run stand: which features its tests show.
pub(crate) fn claims() -> Result<PathBuf, Failure> {
    Ok(files::target()?.join("claims.tsv"))
}

/// Builds everything, runs the tests without and with databases, and prints the table.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = Request::parse(arguments)?;
    let mut report = Report::default();
    if !build(&request)? {
        println!("the tests do not build\n0 passed, 1 failed");
        return Ok(false);
    }
    let running = begin_claims()?;
    run_with_databases(&request, &mut report)?;
    if request.only.is_empty() && request.rest.is_empty() && report.is_good() {
        std::fs::rename(running, claims()?)?;
    }
    if report.is_empty() {
        return Err(format!("--only {} names nothing that there is", request.only.join(",")).into());
    }
    println!("\n{report}");
    Ok(report.is_good())
}

/// Builds all that will be run, so that the times in the table are the tests' own and no server waits for the compiler.
fn build(request: &Request) -> Result<bool, Failure> {
    let unit = if request.wants(UNIT) { plan::unit() } else { Vec::new() };
    for arguments in unit.into_iter().chain([plan::behaviour(), plan::rest()?]) {
        let mut command = cargo::command(&["test", "--no-run"])?;
        if !cargo::succeeds(command.args(arguments))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The claims of a run are kept only if it was whole and nothing failed; until then they stand in a file of their own.
fn begin_claims() -> Result<PathBuf, Failure> {
    let path = claims()?.with_extension("running");
    files::write(&path, "")?;
    Ok(path)
}

/// The crates' own tests. Those of the drivers find the servers by these variables.
fn run_unit(request: &Request, databases: &[(String, String, String)]) -> Result<Row, Failure> {
    let urls = |schemes: &[&str]| {
        let matches = |url: &&str| schemes.iter().any(|scheme| url.starts_with(scheme));
        databases.iter().map(|(_, _, url)| url.as_str()).filter(matches).collect::<Vec<_>>()
    };
    let (postgres, mysql) = (urls(&["postgres:"]), urls(&["mysql:", "mariadb:"]).join(";"));
    let first = postgres.first().copied().unwrap_or_default();
    let variables = [("ALCHEMY_POSTGRES_URL", first), ("ALCHEMY_MYSQL_URLS", mysql.as_str())];
    let mut counts = Counts::default();
    for arguments in plan::unit() {
        counts.add(suite::run(&arguments, &variables, &request.rest)?);
    }
    // The tests of that driver take one server at a time.
    for further in postgres.iter().skip(1) {
        counts.add(suite::run(&plan::postgres_driver(), &[("ALCHEMY_POSTGRES_URL", further)], &request.rest)?);
    }
    Ok(Row::ran("the crates", "", counts, &request.rest))
}

/// The servers live from here to the end of this function.
fn run_with_databases(request: &Request, report: &mut Report) -> Result<(), Failure> {
    let scratch = Directory::new("sqlite")?;
    let servers = Servers::start(request);
    let databases = databases(request, &servers, &scratch);
    if request.wants(UNIT) {
        report.add(run_unit(request, &databases)?);
    }
    for (name, version, url) in &databases {
        let variables = [("ALCHEMY_TEST_NAME", name.as_str()), ("ALCHEMY_TEST_URL", url.as_str())];
        let counts = suite::run(&plan::behaviour(), &variables, &request.rest)?;
        report.add(Row::ran(name, version, counts, &request.rest));
    }
    for missing in servers.missing.iter() {
        report.add(Row { status: Status::missing(missing), ..Row::empty(&missing.name) });
    }
    if request.wants(REST) {
        let all: Vec<String> = databases.iter().map(|(name, _, url)| format!("{name}={url}")).collect();
        let counts = suite::run(&plan::rest()?, &[("ALCHEMY_TEST_ALL", &all.join(";"))], &request.rest)?;
        report.add(Row::ran("the rest", "", counts, &request.rest));
    }
    Ok(())
}

/// Name, version and URL of each database that runs. SQLite comes with its driver crate, so it always does: once on the
/// caller's thread in memory, once on a worker thread in a file.
fn databases(request: &Request, servers: &Servers, scratch: &Directory) -> Vec<(String, String, String)> {
    let file = scratch.join("worker.db");
    let sqlite = [("sqlite", "sqlite::memory:".to_owned()), ("sqlite-worker", format!("sqlite:{}?mode=worker", file.display()))];
    let sqlite = sqlite.into_iter().filter(|(name, _)| request.wants(name));
    let sqlite = sqlite.map(|(name, url)| (name.to_owned(), "bundled".to_owned(), url));
    let servers = servers.running.iter().map(|server| (server.name.clone(), server.version.clone(), server.url.clone()));
    sqlite.chain(servers).collect()
}
