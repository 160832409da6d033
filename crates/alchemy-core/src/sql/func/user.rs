//! Who runs the statement.

use crate::sql::{Func, KnownFunction};

/// The user whose privileges are in force.
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn current_user() -> Func<String> {
    Func::known(KnownFunction::CurrentUser, Vec::new())
}

/// The user that connected.
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn session_user() -> Func<String> {
    Func::known(KnownFunction::SessionUser, Vec::new())
}

/// The user, as the database's `USER` says.
///
/// # Errors
/// Compiling is `Unsupported` where the database has no users.
pub fn user() -> Func<String> {
    Func::known(KnownFunction::User, Vec::new())
}
