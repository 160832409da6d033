//! The one error of the workspace: one word wide, with a kind to match on and accessors for what programs need.
//!
//! All wording stands here, through named constructors, so that messages stay alike: lower case, no full stop, naming
//! the thing and what would help. Messages never contain bound values.
//!
//! Invariant: an [`Error`] that came from a server carries the server's own code in [`Error::sqlstate`] where it has one.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A result with the workspace's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, for programs to match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A UNIQUE constraint or primary key was violated.
    Unique,
    /// A FOREIGN KEY constraint was violated.
    ForeignKey,
    /// A NOT NULL constraint was violated.
    NotNull,
    /// A CHECK constraint was violated.
    Check,
    /// Another integrity rule of the database was violated.
    Integrity,
    /// The server could not serialize the transaction, or broke a deadlock: retrying the whole transaction may succeed.
    Serialization,
    /// The server refused for a reason that lies outside the statement (resources, permissions, shutting down).
    Operational,
    /// A value does not fit: out of range, malformed, not representable.
    Data,
    /// The statement is wrong: syntax, a missing table or column, a wrong number of values.
    Programming,
    /// The connection was lost, or could not be made.
    Disconnect,
    /// A deadline passed.
    Timeout,
    /// The dialect has no way to say what was asked for.
    Unsupported,
    /// A setting is wrong: a malformed URL, an unknown scheme, a refused password.
    Configuration,
    /// A connection whose earlier call did not finish was used again.
    Poisoned,
    /// The outcome of a COMMIT is not known, because the connection was lost while waiting for it.
    CommitUnknown,
    /// A row was expected, and there was none.
    NoRows,
    /// One row was expected, and there were several.
    MultipleRows,
    /// A row that was to be changed is gone or was changed by someone else.
    StaleData,
    /// A relationship or column was read that was not loaded.
    NotLoaded,
    /// An object was used that is not in this session.
    Detached,
    /// An object that the session needs is held by a living guard.
    Borrowed,
    /// The session's transaction failed and waits for `rollback()`.
    PendingRollback,
    /// Rows or tables depend on each other in a circle that nothing may break.
    CircularDependency,
    /// A mapping is wrong: a relationship without a foreign key, two candidates, a missing counterpart.
    Mapping,
    /// A call that the current state does not allow.
    InvalidState,
}

/// What a failed statement, connection or session says. See [`ErrorKind`] for the kinds.
///
/// ```
/// use alchemy_core::{Error, ErrorKind};
/// let error = Error::unsupported("row locks", "sqlite");
/// assert_eq!(error.kind(), ErrorKind::Unsupported);
/// assert_eq!(error.to_string(), "sqlite cannot express row locks");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    sqlstate: Option<Box<str>>,
    code: Option<i64>,
    constraint: Option<Box<str>>,
    table: Option<Box<str>>,
    column: Option<Box<str>>,
    /// Where the column stands in the row that was read, until it is named.
    position: Option<usize>,
    statement: Option<Arc<str>>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What a driver knows of a failure; [`Error::database`] makes an error of it.
///
/// ```
/// use alchemy_core::{Error, ErrorKind, Fault};
/// let error = Error::database(Fault { sqlstate: Some("23505".into()), constraint: Some("user_name_key".into()),
///     ..Fault::new(ErrorKind::Unique, "duplicate key") });
/// assert_eq!(error.constraint(), Some("user_name_key"));
/// ```
#[derive(Debug, Clone)]
pub struct Fault {
    /// The kind that users match on.
    pub kind: ErrorKind,
    /// The database's own words.
    pub message: String,
    /// The five-character SQLSTATE, where the database has one.
    pub sqlstate: Option<String>,
    /// The database's own numeric code, where it has one.
    pub code: Option<i64>,
    /// The violated constraint's name.
    pub constraint: Option<String>,
    /// The table concerned.
    pub table: Option<String>,
    /// The column concerned.
    pub column: Option<String>,
}

impl Fault {
    /// A fault of which only kind and message are known.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Fault { kind, message: message.into(), sqlstate: None, code: None, constraint: None, table: None, column: None }
    }
}

impl Error {
    /// An error of `kind` with a message of its own.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            sqlstate: None,
            code: None,
            constraint: None,
            table: None,
            column: None,
            position: None,
            statement: None,
            source: None,
        }))
    }

    /// What a driver reports.
    pub fn database(fault: Fault) -> Self {
        let mut error = Error::new(fault.kind, fault.message);
        error.0.sqlstate = fault.sqlstate.map(Into::into);
        error.0.code = fault.code;
        error.0.constraint = fault.constraint.map(Into::into);
        error.0.table = fault.table.map(Into::into);
        error.0.column = fault.column.map(Into::into);
        error
    }

    /// The dialect `dialect` cannot say `what`.
    pub fn unsupported(what: impl fmt::Display, dialect: &str) -> Self {
        Error::new(ErrorKind::Unsupported, format!("{dialect} cannot express {what}"))
    }

    /// A value of the database's type `found` cannot be read as the Rust type `expected`.
    pub fn decode(expected: &str, found: impl fmt::Display) -> Self {
        let found = found.to_string();
        let remedy = match found.as_str() {
            "NULL" => "; a column that may be NULL is read as an `Option`, one on the outer side of a join with `.nullable()`",
            _ => "",
        };
        Error::new(ErrorKind::Data, format!("cannot read {found} as `{expected}`{remedy}"))
    }

    /// The value that could not be read stands there in its row.
    #[doc(hidden)]
    #[cold]
    pub fn at_column(mut self, index: usize) -> Self {
        if self.kind() == ErrorKind::Data {
            self.0.position.get_or_insert(index);
        }
        self
    }

    /// What was read begins there in its row.
    #[doc(hidden)]
    #[cold]
    pub fn behind_columns(mut self, columns: usize) -> Self {
        self.0.position = self.0.position.map(|position| position + columns);
        self
    }

    /// Says which column of the row could not be read, where that is known.
    #[cold]
    pub(crate) fn naming_column<'n>(mut self, column: impl FnOnce(usize) -> (usize, &'n str)) -> Self {
        let Some((index, name)) = self.0.position.take().map(column) else { return self };
        self.in_column(index, name)
    }

    /// The column in which the value stands that could not be read; the first is number 0.
    #[cold]
    pub(crate) fn in_column(mut self, index: usize, name: &str) -> Self {
        let number = index + 1;
        self.0.message = match name {
            "" => format!("column {number}: {}", self.0.message),
            name => format!("column {number} `{name}`: {}", self.0.message),
        };
        self.0.column = (!name.is_empty()).then(|| name.into());
        self
    }

    /// A value does not fit what it is stored in or read into.
    pub fn out_of_range(what: impl fmt::Display, target: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Data, format!("{what} is out of range for {target}"))
    }

    /// A value that cannot be stored at all.
    pub fn bad_value(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Data, message)
    }

    /// A setting or URL is wrong.
    pub fn configuration(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Configuration, message)
    }

    /// A URL's scheme names no known database.
    pub fn unknown_scheme(scheme: &str, known: &[&str]) -> Self {
        Error::configuration(format!("unknown URL scheme `{scheme}`; known here: {}", known.join(", ")))
    }

    /// The connection was lost or could not be made.
    pub fn disconnect(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Disconnect, message)
    }

    /// `what` took longer than `limit`.
    pub fn timeout(what: &str, limit: Duration) -> Self {
        Error::new(ErrorKind::Timeout, format!("{what} did not finish within {limit:?}"))
    }

    /// The connection's earlier call did not finish, so its answers cannot be trusted.
    pub fn poisoned() -> Self {
        Error::new(ErrorKind::Poisoned, "an earlier call on this connection did not finish; the connection is closed")
    }

    /// A row was expected.
    pub fn no_rows() -> Self {
        Error::new(ErrorKind::NoRows, "one row was expected, the statement gave none")
    }

    /// There is no row with that key.
    pub fn no_row_of(table: &str, key: &dyn fmt::Debug) -> Self {
        let mut error = Error::new(ErrorKind::NoRows, format!("no row of `{table}` has the key {key:?}"));
        error.0.table = Some(table.into());
        error
    }

    /// One row was expected.
    pub fn multiple_rows() -> Self {
        Error::new(ErrorKind::MultipleRows, "one row was expected, the statement gave several")
    }

    /// The attribute was read without having been loaded.
    pub fn not_loaded(attribute: &str, remedy: &str) -> Self {
        Error::new(ErrorKind::NotLoaded, format!("`{attribute}` was not loaded; {remedy}"))
    }

    /// A value that is not there was put into a statement.
    pub(crate) fn unset_value() -> Self {
        Error::new(ErrorKind::InvalidState, "a value that is unset was put into a statement; set, flush or load it first")
    }

    /// NULL, written by the program, on one side of `<` or its like.
    pub(crate) fn ordering_null() -> Self {
        let message = "nothing is less or greater than NULL; `is_null` and `is_not_null` ask for it";
        Error::new(ErrorKind::Programming, message)
    }

    /// No foreign key says how two sources are joined.
    pub(crate) fn no_join(left: &str, right: &str) -> Self {
        let message = format!("no foreign key leads from `{left}` to `{right}` or back; say the condition with `join_on`");
        Error::new(ErrorKind::Programming, message)
    }

    /// Several foreign keys say how two sources are joined.
    pub(crate) fn ambiguous_join(left: &str, right: &str) -> Self {
        let message = format!("several foreign keys join `{left}` and `{right}`; say the condition with `join_on`");
        Error::new(ErrorKind::Programming, message)
    }

    /// A join has nothing to its left.
    pub(crate) fn no_left_side() -> Self {
        let message = "nothing that is selected from can be to the left of a join; name it with `from` or `join_from`";
        Error::new(ErrorKind::Programming, message)
    }

    /// A join could have several things to its left.
    pub(crate) fn ambiguous_left_side() -> Self {
        let message = "several things that are selected from could be to the left of a join; name one with `from` or `join_from`";
        Error::new(ErrorKind::Programming, message)
    }

    /// All of a SELECT's sources are left to the statement around it.
    pub(crate) fn nothing_to_select_from() -> Self {
        let message = "the statement around a SELECT has all of its sources, so none remains; say which with `correlate`";
        Error::new(ErrorKind::Programming, message)
    }

    /// Columns cannot refer to what has no name.
    pub(crate) fn nameless_source() -> Self {
        Error::new(ErrorKind::Programming, "a column refers to something in FROM that has no name")
    }

    /// What may be NULL since its row may be missing is read as what cannot be.
    pub(crate) fn outer_side(column: &str) -> Self {
        let message = format!(
            "`{column}` stands on the outer side of a join, where it may be NULL, and is read as what may not; select it with `.nullable()`"
        );
        Error::new(ErrorKind::Programming, message)
    }

    /// A column of a derived table has no name by which it could be referred to.
    pub(crate) fn nameless_column() -> Self {
        Error::new(ErrorKind::Programming, "a column of a subquery has no name; give it one with `label`")
    }

    /// A name stands for a column of several tables.
    pub(crate) fn ambiguous_column(name: &str) -> Self {
        Error::new(ErrorKind::Programming, format!("several things that are selected from have a column `{name}`"))
    }

    /// A name in ORDER BY or GROUP BY stands for nothing.
    pub(crate) fn no_such_label(name: &str) -> Self {
        Error::new(ErrorKind::Programming, format!("no column or label of the statement is called `{name}`"))
    }

    /// A mapping is wrong.
    pub fn mapping(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Mapping, message)
    }

    /// An object is held by a living guard.
    pub fn borrowed(what: &str) -> Self {
        Error::new(ErrorKind::Borrowed, format!("{what} is held by a living guard; drop the guard first"))
    }

    /// The session must be rolled back first.
    pub fn pending_rollback() -> Self {
        Error::new(ErrorKind::PendingRollback, "an earlier flush or commit failed; call `rollback()` before going on")
    }

    /// Things depend on each other in a circle.
    pub fn circular(what: &str, members: &[&str]) -> Self {
        Error::new(ErrorKind::CircularDependency, format!("{what} depend on each other in a circle: {}", members.join(" -> ")))
    }

    /// A row that was to be changed is not there.
    pub fn stale(table: &str, expected: u64, found: u64) -> Self {
        let mut error = Error::new(
            ErrorKind::StaleData,
            format!("rows of `{table}` to be changed: {expected}, found: {found}; somebody else changed or deleted them"),
        );
        error.0.table = Some(table.into());
        error
    }

    /// An object does not belong to this session.
    pub fn detached(what: &str) -> Self {
        Error::new(ErrorKind::Detached, format!("{what} does not belong to this session"))
    }

    /// A call that the current state does not allow.
    pub fn invalid_state(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::InvalidState, message)
    }

    /// The engine was closed.
    pub fn engine_closed() -> Self {
        Error::invalid_state("the engine is closed")
    }

    /// A transaction is begun already.
    pub fn transaction_begun() -> Self {
        Error::invalid_state("a transaction was begun by an earlier statement; `commit()` or `rollback()` it first")
    }

    /// A statement committed the transaction that was to be rolled back.
    pub fn committed_behind() -> Self {
        Error::invalid_state("a statement had committed the transaction by itself; what ran before it cannot be rolled back")
    }

    /// The database ended the transaction by itself, so what follows must not run as if it had not.
    pub fn transaction_lost(cause: &Error) -> Self {
        let message = "the database rolled the transaction back after an error; call `rollback()` before going on";
        Error::new(ErrorKind::PendingRollback, message).with_source(cause.clone())
    }

    /// The rows that an INSERT gave back cannot be told apart.
    pub fn rows_mixed_up() -> Self {
        Error::invalid_state("the rows that the INSERT gave back do not match those that went in by their keys")
    }

    /// The database did not tell the key that it was to generate.
    pub fn no_generated_key(table: &str) -> Self {
        let mut error = Error::invalid_state(format!("the database did not tell the generated keys of `{table}`"));
        error.0.table = Some(table.into());
        error
    }

    /// The driver broke its contract: it kept the sink that it was to give back.
    pub fn sink_lost() -> Self {
        Error::invalid_state("the driver did not give back what the rows were pushed into")
    }

    /// The database did not insert what was to be inserted.
    pub fn inserted_count(table: &str, expected: usize, found: u64) -> Self {
        let message = format!("{expected} rows were to be inserted into `{table}`, the database tells of {found}");
        let mut error = Error::new(ErrorKind::Integrity, message);
        error.0.table = Some(table.into());
        error
    }

    /// A parameter is executed without a value.
    pub fn missing_parameter(name: &str) -> Self {
        let message = format!("no value was given for the parameter `{name}`, and it has no default");
        Error::new(ErrorKind::Programming, message)
    }

    /// A statement that says nothing to write is executed without a value for one of its columns.
    pub(crate) fn nothing_to_write(column: &str, statement: &str, remedy: &str) -> Self {
        let message =
            format!("the {statement} says no values, so each column is a parameter; none was given for `{column}`: {remedy}");
        Error::new(ErrorKind::Programming, message)
    }

    /// A column that a table does not have.
    pub(crate) fn no_such_column(table: &str, column: &str, known: &[&str]) -> Self {
        let known = known.join("`, `");
        Error::new(ErrorKind::Programming, format!("the table `{table}` has no column `{column}`; it has `{known}`"))
    }

    /// A value is given to a parameter that the statement does not have.
    pub fn stray_parameter(name: &str) -> Self {
        Error::new(ErrorKind::Programming, format!("the statement has no parameter `{name}` for the value given to it"))
    }

    /// A parameter takes a value, not SQL.
    pub(crate) fn expression_for_parameter(name: &str) -> Self {
        Error::new(ErrorKind::Programming, format!("the parameter `{name}` is given an expression; it takes values"))
    }

    /// Two parameters of one name are different.
    pub fn clashing_parameters(name: &str) -> Self {
        let message = format!("two different parameters are called `{name}`; make one of them `unique()`");
        Error::new(ErrorKind::Programming, message)
    }

    /// A required value is missing; the same kind as the database's own refusal, told before anything is sent.
    pub fn missing_value(table: &str, column: &str, why: &str) -> Self {
        let mut error = Error::new(ErrorKind::NotNull, format!("`{table}.{column}` has no value: {why}"));
        error.0.table = Some(table.into());
        error.0.column = Some(column.into());
        error
    }

    /// The same error, naming the statement that failed. An error that names one already keeps it.
    #[must_use]
    pub fn with_statement(mut self, statement: &Arc<str>) -> Self {
        self.0.statement.get_or_insert_with(|| statement.clone());
        self
    }

    /// The same error with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// The same error under another kind.
    #[must_use]
    pub fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The five-character SQLSTATE, if the server gave one.
    pub fn sqlstate(&self) -> Option<&str> {
        self.0.sqlstate.as_deref()
    }

    /// The database's own numeric code, if it has one.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// The violated constraint, if the server named it.
    pub fn constraint(&self) -> Option<&str> {
        self.0.constraint.as_deref()
    }

    /// The table concerned, if known.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The column concerned, if known.
    pub fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// The text of the statement that failed, if one did.
    pub fn statement(&self) -> Option<&str> {
        self.0.statement.as_deref()
    }

    /// Whether a constraint or another integrity rule was violated.
    pub fn is_integrity(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Unique | ErrorKind::ForeignKey | ErrorKind::NotNull | ErrorKind::Check | ErrorKind::Integrity
        )
    }

    /// Whether running the whole transaction again may succeed.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind(), ErrorKind::Serialization)
    }

    /// Whether the connection is gone.
    pub fn is_disconnect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Disconnect | ErrorKind::Poisoned | ErrorKind::CommitUnknown)
    }
}

/// How much of a statement a message shows, in bytes.
const SHOWN: usize = 2_000;

impl fmt::Display for Error {
    /// The message, with the statement; of a very long one the beginning.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.statement {
            None => Ok(()),
            Some(statement) if statement.len() <= SHOWN => write!(f, " [in: {statement}]"),
            Some(statement) => {
                let end = (0..=SHOWN).rev().find(|at| statement.is_char_boundary(*at)).unwrap_or_default();
                write!(f, " [in: {}… ({} bytes)]", &statement[..end], statement.len())
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.kind())?;
        if let Some(state) = self.sqlstate() {
            write!(f, " (SQLSTATE {state})")?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

#[cfg(feature = "json")]
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::new(ErrorKind::Data, format!("malformed JSON: {error}")).with_source(error)
    }
}
