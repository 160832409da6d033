//! MariaDB, as it is installed.

use std::path::PathBuf;
use std::process::Command;

use super::supervised::{self, Stop, Supervised};
use super::{Directory, Request, Server, install, mysql, ready, version};
use crate::{Failure, files};

/// The version that the system has installed, or now installs.
pub(super) fn start(request: &Request) -> Result<Option<Server>, Failure> {
    let program = match files::program("mariadbd") {
        Some(program) => program,
        None => {
            install::package(request, "mariadb-server")?;
            files::program("mariadbd").ok_or("mariadb-server is installed, but its mariadbd is nowhere to be found")?
        }
    };
    let (version, _) = version::of(&mut Command::new(&program))?;
    let name = format!("mariadb-{}", version::leading(&version, 2));
    if !request.wants(&name) {
        return Ok(None);
    }
    let directory = Directory::new("mariadb")?;
    let data = set_up(&directory)?;
    let port = ready::free_port()?;
    let mut server = Command::new(&program);
    server.arg("--no-defaults").args(mysql::settings(&directory, &data, port)?);
    let mut process = Supervised::start(&server, &directory, Stop::Kill)?;
    ready::wait(&mut process, port, ready::mysql)?;
    let url = format!("mariadb://root@127.0.0.1:{port}/alchemy");
    Ok(Some(Server { name, version, url, _process: process, _directory: directory }))
}

/// Makes the data directory.
fn set_up(directory: &Directory) -> Result<PathBuf, Failure> {
    let data = directory.join("data");
    let mut install = Command::new("mariadb-install-db");
    install.args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"]);
    install.arg(format!("--datadir={}", data.display()));
    supervised::run(directory, &install)?;
    Ok(data)
}
