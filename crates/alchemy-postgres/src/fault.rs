//! From the server's and the driver's errors to ours.
//!
//! Invariant: the values that the server quotes in its messages are left out of ours, and so is the driver's error, which
//! holds them too.

use std::error::Error as StdError;
use std::io;

use alchemy_core::{Error, ErrorKind, Fault};
use tokio_postgres::error::{DbError, Severity};

/// An error of the driver as one of ours.
pub(crate) fn error(error: tokio_postgres::Error) -> Error {
    if let Some(fault) = error.as_db_error() {
        return Error::database(server_fault(fault));
    }
    if error.is_closed() {
        return Error::disconnect("the connection was lost");
    }
    let text = error.to_string();
    match error.into_source() {
        Some(cause) => from_cause(cause, &text),
        None => Error::disconnect(format!("the connection failed: {text}")),
    }
}

/// An error of connecting. What is neither the server's word nor the network's is a setting that does not suit it.
pub(crate) fn connecting(error: tokio_postgres::Error) -> Error {
    let of_network = error.is_closed() || error.source().is_some_and(|cause| cause.is::<io::Error>());
    if error.as_db_error().is_some() || of_network {
        return self::error(error);
    }
    let cause = error.source().map_or_else(String::new, |cause| format!(": {cause}"));
    Error::configuration(format!("{error}{cause}"))
}

/// Our own refusals of values come back as causes; so do errors of the network.
fn from_cause(cause: Box<dyn StdError + Sync + Send>, text: &str) -> Error {
    let cause = match cause.downcast::<Error>() {
        Ok(own) => return *own,
        Err(cause) => cause,
    };
    match cause.downcast::<io::Error>() {
        // What cannot be put into a message was never sent: too long, or with NUL in a name.
        Ok(cause) if cause.kind() == io::ErrorKind::InvalidInput => {
            Error::bad_value(format!("the statement cannot be sent: {cause}"))
        }
        Ok(cause) => Error::disconnect(format!("the connection was lost: {cause}")).with_source(*cause),
        Err(_) => Error::disconnect(format!("the connection failed: {text}")),
    }
}

fn server_fault(fault: &DbError) -> Fault {
    let code = fault.code().code();
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Fault {
        sqlstate: Some(code.to_owned()),
        constraint: owned(fault.constraint()),
        table: owned(fault.table()),
        column: owned(fault.column()),
        ..Fault::new(kind(code), message(code, fault.message()))
    }
}

/// What the server says without being asked goes into the log, as loud as it says it.
pub(crate) fn log(notice: &DbError) {
    let (severity, message) = (notice.severity(), notice.message());
    match notice.parsed_severity() {
        Some(Severity::Warning) => tracing::warn!(target: "alchemy::notice", severity, message),
        Some(Severity::Debug) => tracing::debug!(target: "alchemy::notice", severity, message),
        _ => tracing::info!(target: "alchemy::notice", severity, message),
    }
}

/// Messages of refused values end with the value.
fn message<'a>(code: &str, message: &'a str) -> &'a str {
    match code.starts_with("22") {
        true => message.split_once(": ").map_or(message, |(what, _)| what).split('"').next().unwrap_or("").trim_end(),
        false => message,
    }
}

/// What a SQLSTATE means.
fn kind(code: &str) -> ErrorKind {
    match code {
        "23505" => ErrorKind::Unique,
        // RESTRICT has a code of its own, used since PostgreSQL 18.
        "23503" | "23001" => ErrorKind::ForeignKey,
        "23502" => ErrorKind::NotNull,
        "23514" => ErrorKind::Check,
        "40001" | "40P01" => ErrorKind::Serialization,
        "25P02" => ErrorKind::PendingRollback,
        "28000" | "28P01" | "3D000" => ErrorKind::Configuration,
        // Permissions, and transactions and servers that take no writes: the statement is right, and may run elsewhere.
        "42501" | "25006" => ErrorKind::Operational,
        "57014" | "55P03" | "25P03" | "25P04" => ErrorKind::Timeout,
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" => ErrorKind::Disconnect,
        _ => by_class(code.get(..2).unwrap_or("")),
    }
}

fn by_class(class: &str) -> ErrorKind {
    match class {
        "08" => ErrorKind::Disconnect,
        "22" => ErrorKind::Data,
        "23" | "44" => ErrorKind::Integrity,
        "40" => ErrorKind::Serialization,
        // Not supported, wrong in the state of the transaction, unknown names, wrong text, too long or too deep.
        "0A" | "21" | "25" | "26" | "2B" | "34" | "3B" | "3F" | "42" | "54" => ErrorKind::Programming,
        _ => ErrorKind::Operational,
    }
}

#[cfg(test)]
mod tests {
    use super::{kind, message};
    use alchemy_core::ErrorKind;

    #[test]
    fn codes_have_kinds() {
        for (code, expected) in [
            ("23505", ErrorKind::Unique),
            ("23P01", ErrorKind::Integrity),
            ("40P01", ErrorKind::Serialization),
            ("22003", ErrorKind::Data),
            ("42P01", ErrorKind::Programming),
            ("42501", ErrorKind::Operational),
            ("25006", ErrorKind::Operational),
            ("53300", ErrorKind::Operational),
            ("57014", ErrorKind::Timeout),
            ("57P01", ErrorKind::Disconnect),
            ("08006", ErrorKind::Disconnect),
            ("3D000", ErrorKind::Configuration),
            ("", ErrorKind::Operational),
        ] {
            assert_eq!(kind(code), expected, "{code}");
        }
    }

    #[test]
    fn refused_values_are_not_repeated() {
        for (code, text, expected) in [
            ("22P02", "invalid input syntax for type integer: \"secret\"", "invalid input syntax for type integer"),
            ("22003", "value \"99999999999\" is out of range for type integer", "value"),
            ("22001", "value too long for type character varying(3)", "value too long for type character varying(3)"),
            ("42703", "column \"x\" does not exist", "column \"x\" does not exist"),
        ] {
            assert_eq!(message(code, text), expected);
        }
    }
}
