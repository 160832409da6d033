//! From the server's and the client library's errors to ours.

use std::error::Error as StdError;

use alchemy_core::{Error, ErrorKind, Fault};
use tokio_postgres::error::{DbError, SqlState};

/// An error of the client library as one of ours.
pub(crate) fn error(error: tokio_postgres::Error) -> Error {
    if let Some(refused) = error.as_db_error() {
        return Error::database(server_fault(refused));
    }
    // What encoding or decoding refused is an error of ours already.
    if let Some(ours) = error.source().and_then(|cause| cause.downcast_ref::<Error>()) {
        return ours.clone();
    }
    let text = match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    };
    let kind = if error.is_closed() || error.source().is_some_and(|cause| cause.is::<std::io::Error>()) {
        ErrorKind::Disconnect
    } else {
        ErrorKind::Operational
    };
    Error::new(kind, text)
}

/// An error while connecting: what is neither refused nor lost is a setting.
pub(crate) fn connecting(error: tokio_postgres::Error) -> Error {
    let ours = self::error(error);
    if ours.kind() == ErrorKind::Operational && ours.sqlstate().is_none() { ours.with_kind(ErrorKind::Configuration) } else { ours }
}

fn server_fault(refused: &DbError) -> Fault {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Fault {
        sqlstate: Some(refused.code().code().to_owned()),
        constraint: owned(refused.constraint()),
        table: owned(refused.table()),
        column: owned(refused.column()),
        ..Fault::new(kind(refused.code()), refused.message())
    }
}

/// What an SQLSTATE means.
fn kind(state: &SqlState) -> ErrorKind {
    match state.code() {
        "23505" => ErrorKind::Unique,
        "23503" => ErrorKind::ForeignKey,
        "23502" => ErrorKind::NotNull,
        "23514" => ErrorKind::Check,
        "40001" | "40P01" => ErrorKind::Serialization,
        "25P02" => ErrorKind::PendingRollback,
        "57014" | "55P03" => ErrorKind::Timeout,
        "57P01" | "57P02" | "57P03" | "57P05" => ErrorKind::Disconnect,
        "28000" | "28P01" | "3D000" => ErrorKind::Configuration,
        "42501" => ErrorKind::Operational,
        code => match &code[..2] {
            "08" => ErrorKind::Disconnect,
            "22" => ErrorKind::Data,
            "23" | "44" => ErrorKind::Integrity,
            "25" | "2D" | "3B" => ErrorKind::InvalidState,
            "40" => ErrorKind::Serialization,
            "0A" | "26" | "42" | "3F" => ErrorKind::Programming,
            _ => ErrorKind::Operational,
        },
    }
}
