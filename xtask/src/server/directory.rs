//! Temporary directories that remove themselves.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::account::Account;
use super::process;
use crate::{Failure, files};

/// A directory of our own below the system's temporary one, removed with all it holds when dropped.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    account: Account,
}

impl Directory {
    /// A new directory that servers may write to. Its name is short, because sockets lie in it and their paths may have no
    /// more than 107 bytes.
    pub(crate) fn new(name: &str) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("alchemy-{}-{name}", std::process::id()));
        // `create_dir`, unlike `create_dir_all`, refuses a directory that someone else has put there.
        std::fs::create_dir(&path).map_err(|e| format!("{} cannot be made: {e}", path.display()))?;
        let directory = Self { path, account: Account::choose()? };
        directory.account.own(&directory.path)?;
        Ok(directory)
    }

    pub(super) fn account(&self) -> Account {
        self.account
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file that the servers' user can read, whatever our own umask.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.join(name);
        files::write(&path, text)?;
        self.account.own(&path)?;
        Ok(path)
    }

    /// Where the servers' user finds the programs of this folder: there, or in a copy in this directory where the folder lies
    /// in someone's closed home. `program` is the path, within the folder, of one that must be found.
    pub(super) fn reach(&self, folder: &Path, program: &str) -> Result<PathBuf, Failure> {
        if process::run_in(self, Command::new("test").arg("-x").arg(folder.join(program))).is_ok() {
            return Ok(folder.to_path_buf());
        }
        let copy = self.join("programs");
        process::output(Command::new("cp").arg("-a").arg(folder).arg(&copy))?;
        process::output(Command::new("chmod").args(["-R", "a+rX"]).arg(&copy))?;
        Ok(copy)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        if let Err(failure) = files::remove(&self.path) {
            eprintln!("xtask: {failure}");
        }
    }
}
