//! Names that live as long as the program, so that what holds them can be copied.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The one copy of a name. Memory is bounded by the number of different names.
pub(crate) fn intern(name: &str) -> &'static str {
    static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.into());
    names.insert(kept);
    kept
}
