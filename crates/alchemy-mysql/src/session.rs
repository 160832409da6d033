//! What a session is set to, and which statements change that.

use alchemy_core::{Error, Result};
use mysql_async::Conn;
use mysql_async::prelude::Queryable;

use crate::fault;
use crate::server::Server;

/// Everything in one statement. The list of modes is ours as a whole: strict, so that values are refused instead of cut;
/// without NO_BACKSLASH_ESCAPES and ANSI_QUOTES, which would change what literals and names mean. MariaDB's
/// ONLY_FULL_GROUP_BY does not know what depends on a key, so it is left out there, as it is by default.
const SET_UP: &str = "SET NAMES utf8mb4, SESSION time_zone = '+00:00', SESSION autocommit = 1, \
    SESSION sql_mode = CONCAT('STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
    ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', IF(VERSION() LIKE '%MariaDB%', '', ',ONLY_FULL_GROUP_BY'))";

/// Reads back what matters, since a proxy may have swallowed the setting.
const FACTS: &str =
    "SELECT VERSION(), @@max_allowed_packet, @@SESSION.sql_mode, @@SESSION.time_zone, @@SESSION.auto_increment_increment";

/// What a server says of itself.
pub(crate) struct Facts {
    pub(crate) server: Server,
    pub(crate) max_packet: usize,
    /// How far apart generated keys are; clusters have them spread.
    pub(crate) key_increment: u64,
}

/// Sets a session up.
pub(crate) async fn set_up(conn: &mut Conn, server: &Server) -> Result<()> {
    conn.query_drop(SET_UP).await.map_err(|error| fault::error(error, server))
}

/// Reads back what a new session is.
pub(crate) async fn read_back(conn: &mut Conn, expected: &Server) -> Result<Facts> {
    let facts: Option<(String, u64, String, String, u64)> =
        conn.query_first(FACTS).await.map_err(|error| fault::error(error, expected))?;
    let Some((version, max_packet, modes, zone, key_increment)) = facts else {
        return Err(Error::configuration("the server does not say which one it is"));
    };
    let strict = ["STRICT_TRANS_TABLES", "NO_ZERO_DATE"].iter().all(|mode| modes.split(',').any(|set| set == *mode));
    if !strict || zone != "+00:00" {
        return Err(Error::configuration("the server did not take the session's settings"));
    }
    Ok(Facts { server: Server::parse(&version), max_packet: usize::try_from(max_packet).unwrap_or(usize::MAX), key_increment })
}

/// Whether a statement leaves something in the session that the next user must not find: a setting, a lock, a variable, a
/// temporary table. In doubt it does.
pub(crate) fn is_changed_by(sql: &str) -> bool {
    const WORDS: [&str; 14] = [
        "set",
        "lock",
        "unlock",
        "use",
        "prepare",
        "execute",
        "deallocate",
        "call",
        "do",
        "handler",
        "xa",
        "flush",
        "begin",
        "start",
    ];
    let first = WORDS.iter().any(|known| first_word(sql).eq_ignore_ascii_case(known)) || sql.trim_start().starts_with("/*");
    first || contains(sql, "temporary") || contains(sql, "get_lock") || sql.contains(":=") || contains(sql, "into @")
}

/// Whether the rows that a statement gives back are those that it changed.
pub(crate) fn changes_rows(sql: &str) -> bool {
    ["insert", "delete", "replace", "update"].iter().any(|known| first_word(sql).eq_ignore_ascii_case(known))
}

fn first_word(sql: &str) -> &str {
    sql.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("")
}

fn contains(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::is_changed_by;

    #[test]
    fn what_stays_in_a_session_is_noticed() {
        for sql in [
            "SET @a = 1",
            "  set names latin1",
            "create temporary TABLE t (a int)",
            "SELECT GET_LOCK('x', 1)",
            "SELECT @a := 1",
            "SELECT 1 INTO @a",
            "LOCK TABLES t READ",
            "START TRANSACTION",
        ] {
            assert!(is_changed_by(sql), "{sql}");
        }
        for sql in
            ["SELECT settings FROM t", "INSERT INTO t VALUES (?)", "CREATE TABLE t (a INT)", "SAVEPOINT s", "UPDATE t SET a = ?"]
        {
            assert!(!is_changed_by(sql), "{sql}");
        }
    }
}
