//! As which user servers run. PostgreSQL and MySQL refuse to run as root, and rightly: as root, all of them run as an
//! unprivileged user that exists already.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::{Failure, files};

/// Users by preference: the database packages' own, then the one every system has.
const CANDIDATES: &[&str] = &["postgres", "mysql", "nobody"];

/// The user that servers run as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    /// We are no root: whoever we are.
    Ours,
    /// We are root: this user and group.
    Other { user: u32, group: u32 },
}

impl Account {
    /// The account for servers started by this process.
    pub(super) fn choose() -> Result<Self, Failure> {
        if !is_root()? {
            return Ok(Self::Ours);
        }
        let users = files::read(Path::new("/etc/passwd"))?;
        let found = CANDIDATES.iter().find_map(|name| find(&users, name));
        found.ok_or_else(|| format!("servers cannot run as root, and none of the users {} exists", CANDIDATES.join(", ")).into())
    }

    /// Makes the command run as this user.
    pub(super) fn apply(self, command: &mut Command) {
        if let Self::Other { user, group } = self {
            command.uid(user).gid(group);
        }
    }

    /// Gives the file or directory to this user.
    pub(super) fn own(self, path: &Path) -> Result<(), Failure> {
        if let Self::Other { user, group } = self {
            std::os::unix::fs::chown(path, Some(user), Some(group))
                .map_err(|e| format!("{} cannot be given to user {user}: {e}", path.display()))?;
        }
        Ok(())
    }
}

/// The standard library has no `getuid`; the owner of our own entry in `/proc` is the same.
pub(super) fn is_root() -> Result<bool, Failure> {
    Ok(std::fs::metadata("/proc/self").map_err(|e| format!("/proc cannot be read: {e}"))?.uid() == 0)
}

fn find(users: &str, name: &str) -> Option<Account> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some(Account::Other { user: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::{Account, find};

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "mysqlx:x:1:2::/:/bin/sh\nmysql:x:107:110:MySQL Server,,,:/nonexistent:/bin/false\n";
        assert_eq!(find(users, "mysql"), Some(Account::Other { user: 107, group: 110 }));
        assert_eq!(find(users, "nobody"), None);
    }
}
