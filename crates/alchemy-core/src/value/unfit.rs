//! Values that no database holds.

use std::sync::Arc;

use crate::error::Error;
use crate::value::{ExtensionValue, Value};

/// A value that is finer, longer or further away than any database keeps. Nothing binds it.
///
/// ```
/// use alchemy_core::{ErrorKind, Unfit, Value};
/// let Value::Extension(value) = Unfit::value("a leap second", "a time of day") else { unreachable!() };
/// assert_eq!(value.refusal().map(|error| error.kind()), Some(ErrorKind::Data));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit {
    what: &'static str,
    target: &'static str,
}

impl Unfit {
    /// What the value is, and what it does not fit.
    ///
    /// ```
    /// use alchemy_core::Unfit;
    /// assert_eq!(Unfit::value("a leap second", "a time of day").kind(), "a leap second");
    /// ```
    pub fn value(what: &'static str, target: &'static str) -> Value {
        Value::Extension(Arc::new(Unfit { what, target }))
    }
}

impl ExtensionValue for Unfit {
    fn kind(&self) -> &'static str {
        self.what
    }

    fn text(&self) -> String {
        self.what.to_owned()
    }

    fn refusal(&self) -> Option<Error> {
        Some(Error::out_of_range(self.what, self.target))
    }
}
