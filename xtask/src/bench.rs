//! `cargo xtask bench`: the benchmarks, on every database that can be had.

use crate::server::{Directory, Request, Servers};
use crate::{Outcome, cargo};

/// Builds first, so that no server waits for the compiler; then starts the servers and runs the benchmarks.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = Request::parse(arguments)?;
    if !cargo::succeeds(&mut cargo::command(&["build", "--release", "--package", "alchemy-benches"])?)? {
        return Ok(false);
    }
    let servers = Servers::start(&request);
    for missing in &servers.missing {
        println!("{} is not running: {}", missing.name, missing.reason);
    }
    let scratch = Directory::new("sqlite")?;
    let mut addresses = servers.addresses();
    if request.wants("sqlite") {
        addresses.push(format!("sqlite=sqlite:{}", scratch.join("bench.db").display()));
    }
    let mut benches = cargo::command(&["run", "--release", "--package", "alchemy-benches", "--"])?;
    benches.args(&request.rest).env("ALCHEMY_BENCH_ALL", addresses.join(";"));
    cargo::succeeds(&mut benches)
}
