//! SQLite's result codes in the workspace's terms.
//!
//! This MUST stay right, because others act on it: `Serialization` is retried, `Disconnect` empties the pool.
//!
//! | code | kind | why |
//! |---|---|---|
//! | `BUSY_SNAPSHOT` | `Serialization` | what was read is out of date; the whole transaction can run again |
//! | `BUSY`, `LOCKED` | `Operational` | somebody else kept the lock for longer than `busy_timeout`; no deadline of the caller's passed |
//! | `INTERRUPT` | `Timeout` | only a deadline interrupts, or the connection's end |
//! | `CANTOPEN`, `NOTADB` | `Configuration` | the URL names no database |
//! | `READONLY` | `Operational` | the file, the connection or its transaction takes no writes |
//! | `READONLY_DBMOVED` | `Disconnect` | the file was replaced under the connection |
//!
//! Two cases need to know more than the code, and are told by the connection: BUSY although the busy handler did not
//! give up is a deadlock that SQLite broke (`Serialization`), and BUSY after the deadline is a `Timeout`.
//!
//! SQLite names constraints only for CHECK and for unique indexes over expressions. Its message says the table and the
//! columns otherwise, which is where [`Error::table`] and [`Error::column`] come from.

use alchemy_core::{Error, ErrorKind, Fault};
use rusqlite::ffi;

/// The extended code's low byte: the code.
pub(crate) const PRIMARY: i64 = 0xff;
/// Somebody else holds the lock.
pub(crate) const BUSY: i64 = ffi::SQLITE_BUSY as i64;
/// The statement was interrupted.
pub(crate) const INTERRUPT: i64 = ffi::SQLITE_INTERRUPT as i64;

/// The statement is wrong, or something that SQLite has no code for.
pub(crate) const ERROR: i64 = ffi::SQLITE_ERROR as i64;

/// Somebody else holds the lock, where SQLite did not say so.
pub(crate) fn locked() -> Error {
    database(ffi::Error::new(ffi::SQLITE_BUSY), None)
}

/// An error of rusqlite's as one of ours.
pub(crate) fn translated(error: rusqlite::Error) -> Error {
    match error {
        rusqlite::Error::SqliteFailure(code, message) => database(code, message),
        // Its `Display` repeats the whole statement, which the engine names already.
        rusqlite::Error::SqlInputError { error, msg, .. } => database(error, Some(msg)),
        rusqlite::Error::MultipleStatement => programming("the text holds several statements; run them one by one"),
        rusqlite::Error::Empty => programming("the text holds no statement"),
        other => programming(&other.to_string()),
    }
}

/// The statement is wrong.
pub(crate) fn programming(message: &str) -> Error {
    Error::new(ErrorKind::Programming, message)
}

fn database(code: ffi::Error, message: Option<String>) -> Error {
    let message = message.unwrap_or_else(|| code.to_string());
    let mut fault = Fault::new(kind(code.extended_code, &message), message);
    fault.code = Some(code.extended_code.into());
    name_what_failed(&mut fault);
    Error::database(fault)
}

fn kind(extended: i32, message: &str) -> ErrorKind {
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => ErrorKind::Unique,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKey,
        // ON DELETE RESTRICT is a trigger of SQLite's own.
        ffi::SQLITE_CONSTRAINT_TRIGGER if message == "FOREIGN KEY constraint failed" => ErrorKind::ForeignKey,
        ffi::SQLITE_CONSTRAINT_NOTNULL => ErrorKind::NotNull,
        ffi::SQLITE_CONSTRAINT_CHECK => ErrorKind::Check,
        // A value of the wrong type in a STRICT table.
        ffi::SQLITE_CONSTRAINT_DATATYPE => ErrorKind::Data,
        ffi::SQLITE_BUSY_SNAPSHOT => ErrorKind::Serialization,
        ffi::SQLITE_READONLY_DBMOVED => ErrorKind::Disconnect,
        other => match other & PRIMARY as i32 {
            ffi::SQLITE_CONSTRAINT => ErrorKind::Integrity,
            ffi::SQLITE_MISMATCH | ffi::SQLITE_TOOBIG => ErrorKind::Data,
            ffi::SQLITE_INTERRUPT => ErrorKind::Timeout,
            ffi::SQLITE_CANTOPEN | ffi::SQLITE_NOTADB => ErrorKind::Configuration,
            // The code of wrong statements is also that of a few wrong values.
            ffi::SQLITE_ERROR if matches!(message, "integer overflow" | "malformed JSON") => ErrorKind::Data,
            ffi::SQLITE_ERROR | ffi::SQLITE_MISUSE | ffi::SQLITE_RANGE => ErrorKind::Programming,
            _ => ErrorKind::Operational,
        },
    }
}

/// Takes the names out of `UNIQUE constraint failed: t.a, t.b`.
fn name_what_failed(fault: &mut Fault) {
    let Some((_, what)) = fault.message.split_once(" constraint failed: ") else { return };
    match fault.kind {
        ErrorKind::Check => fault.constraint = Some(what.to_owned()),
        ErrorKind::Unique | ErrorKind::NotNull => {
            if let Some(index) = what.strip_prefix("index '") {
                fault.constraint = Some(index.trim_end_matches('\'').to_owned());
            } else if let Some((table, column)) = what.split_once('.') {
                let one = !what.contains(", ");
                (fault.table, fault.column) = (Some(table.to_owned()), one.then(|| column.to_owned()));
            }
        }
        _ => {}
    }
}
