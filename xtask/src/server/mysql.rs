//! MySQL: as it is installed, or from Debian's newest suite with libraries and loader of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::supervised::{self, Stop, Supervised};
use super::{Directory, Request, Server, debian, ready, version};
use crate::{Failure, files};

/// Run by the server before it greets anybody; one statement to a line. Users are made for every host, as a server may or may
/// not take 127.0.0.1 for localhost, and the anonymous user that MariaDB's setup may make would be preferred to them.
const SETUP: &str = "\
CREATE DATABASE alchemy;
DROP USER IF EXISTS ''@'localhost';
CREATE USER 'root'@'%';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
CREATE USER 'alchemy'@'%' IDENTIFIED BY 'secret';
GRANT ALL PRIVILEGES ON alchemy.* TO 'alchemy'@'%';
";

/// Options that only MySQL knows.
const OWN_SETTINGS: &[&str] = &["--secure-file-priv=", "--mysqlx=OFF", "--skip-log-bin"];

/// A server program, by itself or with the folder of the system it was built for.
enum Program {
    Installed(PathBuf),
    Unpacked(debian::System),
}

impl Program {
    fn command(&self) -> Command {
        match self {
            Self::Installed(program) => {
                let mut command = Command::new(program);
                command.arg("--no-defaults");
                command
            }
            Self::Unpacked(system) => {
                let mut command = system.command("usr/sbin/mysqld");
                command.arg("--no-defaults").args([
                    format!("--basedir={}", system.join("usr").display()),
                    format!("--lc-messages-dir={}", system.join("usr/share/mysql").display()),
                    format!("--plugin-dir={}", system.join("usr/lib/mysql/plugin").display()),
                ]);
                command
            }
        }
    }
}

/// The version that is installed, or else the one in Debian's newest suite.
pub(super) fn start(request: &Request) -> Result<Option<Server>, Failure> {
    let directory = Directory::new("mysql")?;
    let program = match find()? {
        Some(program) => Program::Installed(program),
        None => Program::Unpacked(debian::fetch(request, &directory, "mysql-server-core", "usr/sbin/mysqld")?),
    };
    let (version, _) = version::of(&mut program.command())?;
    let name = format!("mysql-{}", version::leading(&version, 1));
    if !request.wants(&name) {
        return Ok(None);
    }
    let data = set_up(&directory, &program)?;
    let port = ready::free_port()?;
    let mut server = program.command();
    server.args(settings(&directory, &data, port)?).args(OWN_SETTINGS);
    let mut process = Supervised::start(&server, &directory, Stop::Kill)?;
    ready::wait(&mut process, port, ready::mysql)?;
    let url = format!("mysql://root@127.0.0.1:{port}/alchemy");
    Ok(Some(Server { name, version, url, _process: process, _directory: directory }))
}

/// MariaDB installs itself under this name too; only its version tells.
fn find() -> Result<Option<PathBuf>, Failure> {
    let Some(program) = files::program("mysqld") else { return Ok(None) };
    let (_, line) = version::of(&mut Command::new(&program))?;
    Ok((!line.contains("MariaDB")).then_some(program))
}

/// Makes the data directory.
fn set_up(directory: &Directory, program: &Program) -> Result<PathBuf, Failure> {
    let data = directory.join("data");
    let mut initialize = program.command();
    initialize.args(["--initialize-insecure", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF"]);
    initialize.arg(format!("--datadir={}", data.display()));
    supervised::run(directory, &initialize)?;
    Ok(data)
}

/// The options that MySQL and MariaDB share. Durability is of no use here and costs most of the time; the character set is
/// what MySQL has by itself and MariaDB has from the system's configuration, which is not read.
pub(super) fn settings(directory: &Directory, data: &Path, port: u16) -> Result<Vec<String>, Failure> {
    let setup = directory.write("setup.sql", SETUP)?;
    Ok(vec![
        format!("--datadir={}", data.display()),
        format!("--socket={}", directory.join("socket").display()),
        format!("--pid-file={}", directory.join("pid").display()),
        format!("--init-file={}", setup.display()),
        format!("--port={port}"),
        "--bind-address=127.0.0.1".to_owned(),
        "--max-connections=100".to_owned(),
        "--character-set-server=utf8mb4".to_owned(),
        "--innodb-buffer-pool-size=64M".to_owned(),
        "--innodb-flush-log-at-trx-commit=0".to_owned(),
        "--innodb-flush-method=nosync".to_owned(),
        "--innodb-doublewrite=0".to_owned(),
    ])
}
