//! `cargo xtask conformance core`: the golden cases, compared, and put before every database that can be had.

use crate::server::{Request, Servers};
use crate::{Outcome, cargo};

/// Builds first, so that no server waits for the compiler; what follows `core` names areas or cases.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = Request::parse(arguments)?;
    let Some(("core", wanted)) = request.rest.split_first().map(|(first, rest)| (first.as_str(), rest)) else {
        return Err("which golden records? there are those of the `core`".into());
    };
    if !cargo::succeeds(&mut cargo::command(&["build", "--package", "alchemy-conformance"])?)? {
        return Ok(false);
    }
    let servers = Servers::start(&request);
    for missing in &servers.missing {
        println!("{} is not running: {}", missing.name, missing.reason);
    }
    let mut conformance = cargo::command(&["run", "--quiet", "--package", "alchemy-conformance", "--"])?;
    conformance.args(wanted).env("ALCHEMY_TEST_ALL", servers.addresses().join(";"));
    Ok(cargo::succeeds(&mut conformance)? && servers.missing.iter().all(|missing| !missing.is_required))
}
