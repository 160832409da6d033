//! A member of a relationship, looked at.

use std::ops::Deref;

use crate::instance::ReadGuard;

/// A member of a relationship: borrowed from an owned tree, or a read guard on an object. It derefs to the struct.
#[derive(Debug)]
pub enum View<'a, T> {
    /// Borrowed from a tree.
    Owned(&'a T),
    /// Guarded in a session.
    Tracked(ReadGuard<T>),
}

impl<T> Deref for View<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            View::Owned(object) => object,
            View::Tracked(guard) => guard,
        }
    }
}
