//! From the server's and the driver's errors to ours.
//!
//! Invariant: the values that servers quote in their messages are left out of ours.

use alchemy_core::{Error, ErrorKind, Fault};
use mysql_async::{DriverError, ServerError};

use crate::server::Server;

/// An error of the driver as one of ours.
pub(crate) fn error(error: mysql_async::Error, server: &Server) -> Error {
    match error {
        mysql_async::Error::Server(fault) => Error::database(server_fault(&fault, server)),
        #[cfg(feature = "tls")]
        mysql_async::Error::Io(cause) if is_of_tls(&cause) => Error::configuration(format!("the TLS handshake failed: {cause}")),
        mysql_async::Error::Io(cause) => Error::disconnect(format!("the connection was lost: {cause}")).with_source(cause),
        mysql_async::Error::Driver(cause) => driver(cause),
        other => Error::configuration(other.to_string()),
    }
}

/// A certificate that is not trusted, or a server with which no encryption can be agreed on.
#[cfg(feature = "tls")]
fn is_of_tls(cause: &mysql_async::IoError) -> bool {
    match cause {
        mysql_async::IoError::Io(cause) => cause.get_ref().is_some_and(|cause| cause.is::<rustls::Error>()),
        mysql_async::IoError::Tls(_) => true,
    }
}

fn driver(cause: DriverError) -> Error {
    if matches!(cause, DriverError::NoClientSslFlagFromServer) {
        return Error::configuration("the server has no TLS, and `ssl-mode` asks for it");
    }
    let kind = match &cause {
        DriverError::UnknownAuthPlugin { .. } | DriverError::CleartextPluginDisabled | DriverError::MysqlOldPasswordDisabled => {
            ErrorKind::Configuration
        }
        DriverError::MixedParams | DriverError::StmtParamsMismatch { .. } | DriverError::LocalInfile(_) => ErrorKind::Programming,
        DriverError::StmtParamsNumberExceedsLimit { .. } => ErrorKind::Programming,
        DriverError::PacketTooLarge => ErrorKind::Data,
        _ => ErrorKind::Disconnect,
    };
    // The driver's variants may hold rows and values, so that its words are taken and it is not kept as the cause.
    Error::new(kind, format!("the connection failed: {cause}"))
}

/// What a server's error number means. Numbers below 1900 are shared; MySQL counts on from 3000, MariaDB from 1900 and
/// 4000.
fn kind(code: u16, state: &str, message: &str) -> ErrorKind {
    match code {
        1062 | 1586 | 1022 | 1169 => ErrorKind::Unique,
        1216 | 1217 | 1451 | 1452 => ErrorKind::ForeignKey,
        1048 | 1364 | 1263 => ErrorKind::NotNull,
        3819 | 4025 => ErrorKind::Check,
        // Deadlocks, those of XA, a read that is no longer the last, a certification that failed.
        1213 | 1613 | 1614 | 1020 | 3101 => ErrorKind::Serialization,
        1205 | 1907 | 1969 | 3024 | 3572 => ErrorKind::Timeout,
        1264 | 1265 | 1366 | 1367 | 1406 | 1292 | 1411 | 1690 | 1365 | 1153 | 1441 | 3140 | 3156 => ErrorKind::Data,
        1045 | 1044 | 1049 | 1251 | 1524 | 1698 | 1862 => ErrorKind::Configuration,
        1053 | 1077 | 1079 | 1927 | 2006 | 2013 | 4031 => ErrorKind::Disconnect,
        1046 | 1295 | 1390 => ErrorKind::Programming,
        // Permissions and limits, some of which the standard counts among the mistakes of syntax, and writes in a transaction
        // that takes none.
        1792 | 1040 | 1142 | 1143 | 1203 | 1226 | 1227 | 1290 | 1370 => ErrorKind::Operational,
        1305 if message.starts_with("SAVEPOINT") => ErrorKind::InvalidState,
        _ => by_state(state),
    }
}

fn by_state(state: &str) -> ErrorKind {
    match state.get(..2) {
        Some("22") => ErrorKind::Data,
        Some("23") => ErrorKind::Integrity,
        Some("40") => ErrorKind::Serialization,
        Some("42") | Some("21") => ErrorKind::Programming,
        _ => ErrorKind::Operational,
    }
}

fn server_fault(error: &ServerError, server: &Server) -> Fault {
    let kind = kind(error.code, &error.state, &error.message);
    let mut fault = Fault::new(kind, without_value(error.code, &error.message));
    fault.sqlstate = Some(error.state.clone()).filter(|state| state.len() == 5);
    fault.code = Some(error.code.into());
    match kind {
        ErrorKind::Unique => {
            let key = last_quoted(&error.message, '\'');
            // MySQL names the table before the key.
            match key.as_deref().and_then(|key| key.split_once('.')).filter(|_| !server.is_mariadb()) {
                Some((table, key)) => (fault.table, fault.constraint) = (Some(table.into()), Some(key.into())),
                None => fault.constraint = key,
            }
        }
        ErrorKind::ForeignKey => foreign_key(&mut fault, &error.message),
        ErrorKind::NotNull => fault.column = quoted(&error.message, '\''),
        ErrorKind::Check if error.code == 4025 => {
            // CONSTRAINT `ck` failed for `database`.`table`
            fault.constraint = quoted(&error.message, '`');
            fault.table = last_quoted(&error.message, '`');
        }
        ErrorKind::Check => fault.constraint = quoted(&error.message, '\''),
        ErrorKind::Data => fault.column = column(&error.message),
        _ => {}
    }
    fault
}

/// `… fails (`database`.`table`, CONSTRAINT `name` FOREIGN KEY …`
fn foreign_key(fault: &mut Fault, message: &str) {
    let Some((_, place)) = message.split_once(" (`") else { return };
    let Some((names, constraint)) = place.split_once(", CONSTRAINT ") else { return };
    fault.table = last_quoted(&format!("`{names}"), '`');
    fault.constraint = quoted(constraint, '`');
}

/// The column of `… for column 'c' at row 1`, or MariaDB's `… for column `d`.`t`.`c` at row 1`.
fn column(message: &str) -> Option<String> {
    let (_, place) = message.rsplit_once(" for column ")?;
    last_quoted(place, '`').or_else(|| quoted(place, '\''))
}

/// The first name in quotes.
fn quoted(text: &str, quote: char) -> Option<String> {
    let (_, rest) = text.split_once(quote)?;
    let (name, _) = rest.split_once(quote)?;
    Some(name.to_owned())
}

/// The last name in quotes.
fn last_quoted(text: &str, quote: char) -> Option<String> {
    let (rest, _) = text.rsplit_once(quote)?;
    let (_, name) = rest.rsplit_once(quote)?;
    Some(name.to_owned())
}

/// The message without the value that it quotes: `Duplicate entry 'x' for key 'k'`, `Incorrect integer value: 'x' for
/// column 'c'`. Only the messages about values do that, and what follows the value cannot be mistaken from the right.
fn without_value(code: u16, message: &str) -> String {
    let (start, end) = match code {
        1062 | 1586 => ("Duplicate entry ", " for key "),
        1292 | 1366 | 1411 | 1525 => (": '", " for "),
        1690 => return "a value is out of range in an expression".to_owned(),
        _ => return message.to_owned(),
    };
    let Some(from) = message.find(start).map(|at| at + start.trim_end_matches('\'').len()) else { return message.to_owned() };
    let to = message.rfind(end).filter(|to| *to >= from).unwrap_or(message.len());
    format!("{}…{}", &message[..from], &message[to..])
}

#[cfg(test)]
mod tests {
    use alchemy_core::{Error, ErrorKind};
    use mysql_async::ServerError;

    use crate::server::Server;

    fn fault(code: u16, message: &str, server: Server) -> Error {
        let error = ServerError { code, message: message.into(), state: "HY000".into() };
        super::error(error.into(), &server)
    }

    #[test]
    fn names_are_read_and_values_are_left_out() {
        let unique = fault(1062, "Duplicate entry 'a ' for key 'secret' for key 'user.uq'", Server::MYSQL);
        assert_eq!((unique.kind(), unique.table(), unique.constraint()), (ErrorKind::Unique, Some("user"), Some("uq")));
        assert!(!unique.to_string().contains("secret"), "{unique}");
        let unique = fault(1062, "Duplicate entry 'secret' for key 'uq'", Server::MARIADB);
        assert_eq!((unique.constraint(), unique.code()), (Some("uq"), Some(1062)));
        let message = "Cannot add or update a child row: a foreign key constraint fails (`d`.`address`, CONSTRAINT `fk_a` \
                       FOREIGN KEY (`user_id`) REFERENCES `user` (`id`))";
        let key = fault(1452, message, Server::MYSQL);
        assert_eq!((key.kind(), key.table(), key.constraint()), (ErrorKind::ForeignKey, Some("address"), Some("fk_a")));
        let value = fault(1366, "Incorrect integer value: 'secret' for column `d`.`t`.`n` at row 1", Server::MARIADB);
        assert_eq!((value.kind(), value.column()), (ErrorKind::Data, Some("n")));
        assert!(!value.to_string().contains("secret"), "{value}");
        let check = fault(4025, "CONSTRAINT `ck` failed for `d`.`t`", Server::MARIADB);
        assert_eq!((check.kind(), check.table(), check.constraint()), (ErrorKind::Check, Some("t"), Some("ck")));
        assert_eq!(fault(3819, "Check constraint 'ck' is violated.", Server::MYSQL).constraint(), Some("ck"));
        assert_eq!(fault(1048, "Column 'c' cannot be null", Server::MYSQL).column(), Some("c"));
    }

    #[test]
    fn a_message_of_another_form_is_no_panic() {
        for code in [1062, 1292, 1366, 1452, 3819, 4025, 1048, 9999] {
            for message in ["", "'", ": '", "for key 'Duplicate entry '", "` (`", " (`a, CONSTRAINT `", " for column `"] {
                let _ = fault(code, message, Server::MYSQL);
            }
        }
    }
}
