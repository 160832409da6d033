//! Who runs the statement.

use crate::sql::{Func, KnownFunction};

/// The user whose privileges are in force.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::current_user()).compile(&Ansi)?.text(), "SELECT CURRENT_USER AS current_user_1");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn current_user() -> Func<String> {
    Func::known(KnownFunction::CurrentUser, Vec::new())
}

/// The user that connected.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::session_user()).compile(&Ansi)?.text(), "SELECT SESSION_USER AS session_user_1");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn session_user() -> Func<String> {
    Func::known(KnownFunction::SessionUser, Vec::new())
}

/// The user, as the database's `USER` says.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// assert_eq!(select(func::user()).compile(&Ansi)?.text(), "SELECT USER AS user_1");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn user() -> Func<String> {
    Func::known(KnownFunction::User, Vec::new())
}
