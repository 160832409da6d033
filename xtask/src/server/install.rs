//! Getting what is not there: where downloads are kept, whether they are allowed, and the system's package manager.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use super::{Request, account, process};
use crate::{Failure, files};

/// Where downloaded servers are kept between runs.
pub(super) fn cache() -> Result<PathBuf, Failure> {
    let folder = files::target()?.join("servers");
    files::create_dir(&folder)?;
    Ok(folder)
}

/// Fails, naming what would have helped, when the caller forbade installing.
pub(super) fn must_be_allowed(request: &Request, what: &str) -> Result<(), Failure> {
    match request.no_install {
        true => Err(format!("not installed, and --no-install forbids: {what}").into()),
        false => Ok(()),
    }
}

/// Installs a package of the system's. The service it brings is of no interest; we start servers of our own.
pub(super) fn package(request: &Request, name: &str) -> Result<(), Failure> {
    let by_hand = format!("apt-get install {name}");
    must_be_allowed(request, &by_hand)?;
    if files::program("apt-get").is_none() {
        return Err(format!("not installed, and there is no apt-get; install {name} with this system's package manager").into());
    }
    eprintln!("xtask: {by_hand}");
    update_once()
        .and_then(|()| apt_get(&["install", "-y", "--no-install-recommends", name]))
        .map_err(|failure| format!("not installed; as root: {by_hand} ({failure})").into())
}

/// The package lists of a fresh machine are empty or old; once in a run is enough.
fn update_once() -> Result<(), Failure> {
    static UPDATED: OnceLock<()> = OnceLock::new();
    if UPDATED.get().is_none() {
        apt_get(&["update"])?;
        UPDATED.get_or_init(|| ());
    }
    Ok(())
}

/// As root, or with a sudo that asks for no password; anything else would stop a script in its tracks.
fn apt_get(arguments: &[&str]) -> Result<(), Failure> {
    let mut command = match account::is_root()? {
        true => Command::new("env"),
        false => Command::new("sudo"),
    };
    if !account::is_root()? {
        command.args(["--non-interactive", "env"]);
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    process::output(&mut command).map(|_| ())
}
