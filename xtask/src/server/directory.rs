//! Temporary directories that remove themselves.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::account::Account;
use super::{process, supervised};
use crate::{Failure, files};

/// The shell program that removes the directory `$1` as soon as its input closes: when we are done with it, having said so, and
/// just as well when we are killed. Then it insists, for those who end with us may still be writing.
const KEEPER: &str = r#"
if read -r done; then rm -rf "$1"; exit; fi
for again in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1"; sleep 0.3; done
"#;

/// A directory of our own below the system's temporary one, removed with all it holds when dropped.
#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
    account: Account,
    keeper: Child,
}

impl Directory {
    /// A new directory that servers may write to. Its name is short, because sockets lie in it and their paths may have no
    /// more than 107 bytes.
    pub(crate) fn new(name: &str) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("alchemy-{}-{name}", std::process::id()));
        // `create_dir`, unlike `create_dir_all`, refuses a directory that someone else has put there.
        std::fs::create_dir(&path).map_err(|e| format!("{} cannot be made: {e}", path.display()))?;
        let keeper = keeper(&path).spawn().map_err(|e| format!("sh does not start: {e}"))?;
        let directory = Self { path, account: Account::choose()?, keeper };
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
        if supervised::run(self, Command::new("test").arg("-x").arg(folder.join(program))).is_ok() {
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
        if let Some(mut input) = self.keeper.stdin.take() {
            // Nobody reads it any more only if the keeper is gone, which its status tells.
            let _ = input.write_all(b"done\n");
        }
        if !self.keeper.wait().is_ok_and(|status| status.success()) {
            eprintln!("xtask: {} could not be removed", self.path.display());
        }
    }
}

/// In a process group of its own, so that Ctrl-C reaches us and not the shell that has to clean up after us.
fn keeper(path: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", KEEPER, "sh"]).arg(path).process_group(0).stdin(Stdio::piped());
    shell
}

#[cfg(test)]
mod tests {
    use super::Directory;

    #[test]
    fn a_directory_is_gone_with_its_value() {
        let directory = Directory::new("test").unwrap();
        let file = directory.write("file", "text").unwrap();
        assert!(file.is_file());
        drop(directory);
        assert!(!file.exists());
    }
}
