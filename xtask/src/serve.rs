//! `cargo xtask servers`: keeps servers running for whoever wants to run single tests against them.

use std::io::Read;
use std::path::Path;

use crate::server::{Request, Servers};
use crate::{Failure, Outcome, files};

/// Starts the servers, prints `name=url` for each, and stops them when its input closes. On Ctrl-C they stop as well.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let request = Request::parse(arguments)?;
    let servers = Servers::start(&request);
    for missing in &servers.missing {
        eprintln!("xtask: {} is not running: {}", missing.name, missing.reason);
    }
    for address in servers.addresses() {
        println!("{address}");
    }
    if let Some(path) = &request.env_file {
        files::write(Path::new(path), &exports(&servers))?;
    }
    wait_for_end_of_input()?;
    Ok(servers.missing.iter().all(|missing| !missing.is_required))
}

/// The variables that the tests and benchmarks read, for `source`. `ALCHEMY_TEST_URL` is left to the reader, who can pick one
/// of the `ALCHEMY_URL_...`.
fn exports(servers: &Servers) -> String {
    let all = servers.addresses().join(";");
    let mut lines = vec![format!("export ALCHEMY_TEST_ALL='{all}'"), format!("export ALCHEMY_BENCH_ALL='{all}'")];
    for server in &servers.running {
        let name = server.name.to_uppercase().replace(['-', '.'], "_");
        lines.push(format!("export ALCHEMY_URL_{name}='{}'", server.url));
    }
    lines.join("\n") + "\n"
}

fn wait_for_end_of_input() -> Result<(), Failure> {
    eprintln!("xtask: the servers run until Ctrl-C or the end of input");
    let mut ignored = [0; 256];
    while std::io::stdin().read(&mut ignored)? > 0 {}
    Ok(())
}
