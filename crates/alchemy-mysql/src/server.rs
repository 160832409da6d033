//! Which server it is: MySQL or MariaDB, and its version.

use std::cmp::Ordering;

/// The two families of servers that speak this protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServerKind {
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
}

/// A server's kind and version.
///
/// ```
/// use alchemy_mysql::{Server, ServerKind};
/// let server = Server::parse("10.11.19-MariaDB-0+deb12u1");
/// assert_eq!((server.kind, server.version), (ServerKind::MariaDb, (10, 11, 19)));
/// assert!(server.is_at_least(10, 5) && !server.is_at_least(11, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Server {
    /// MySQL or MariaDB.
    pub kind: ServerKind,
    /// Major, minor and patch.
    pub version: (u16, u16, u16),
}

impl Server {
    /// MySQL 8.4: what a dialect without a server stands for.
    pub const MYSQL: Server = Server { kind: ServerKind::MySql, version: (8, 4, 0) };
    /// MariaDB 11.4: what a dialect without a server stands for.
    pub const MARIADB: Server = Server { kind: ServerKind::MariaDb, version: (11, 4, 0) };

    /// Reads what `SELECT version()` says. Parts that are no numbers count as zero.
    ///
    /// ```
    /// use alchemy_mysql::{Server, ServerKind};
    /// assert_eq!(Server::parse("8.0.36"), Server { kind: ServerKind::MySql, version: (8, 0, 36) });
    /// ```
    pub fn parse(text: &str) -> Server {
        let is_mariadb = text.to_ascii_lowercase().contains("mariadb");
        let kind = if is_mariadb { ServerKind::MariaDb } else { ServerKind::MySql };
        let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
        let mut parts = numbers.split('.').map(|part| part.parse().unwrap_or(0)).chain([0, 0, 0]);
        let mut next = || parts.next().unwrap_or(0);
        Server { kind, version: (next(), next(), next()) }
    }

    /// Whether it is MariaDB.
    ///
    /// ```
    /// use alchemy_mysql::Server;
    /// assert!(Server::MARIADB.is_mariadb() && !Server::MYSQL.is_mariadb());
    /// ```
    pub fn is_mariadb(&self) -> bool {
        self.kind == ServerKind::MariaDb
    }

    /// Whether its version is this one or a later one.
    ///
    /// ```
    /// use alchemy_mysql::Server;
    /// let server = Server::parse("10.5.1-MariaDB");
    /// assert!(server.is_at_least(10, 5) && !server.is_at_least(10, 6));
    /// ```
    pub fn is_at_least(&self, major: u16, minor: u16) -> bool {
        (self.version.0, self.version.1).cmp(&(major, minor)) != Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use super::{Server, ServerKind};

    #[test]
    fn versions_are_read_from_what_servers_say() {
        for (text, kind, version) in [
            ("8.0.36", ServerKind::MySql, (8, 0, 36)),
            ("9.7.4-2", ServerKind::MySql, (9, 7, 4)),
            ("11.4.2-MariaDB-ubu2404", ServerKind::MariaDb, (11, 4, 2)),
            ("8.4", ServerKind::MySql, (8, 4, 0)),
            ("", ServerKind::MySql, (0, 0, 0)),
        ] {
            assert_eq!(Server::parse(text), Server { kind, version }, "{text}");
        }
    }
}
