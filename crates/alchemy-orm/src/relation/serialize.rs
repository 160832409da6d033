//! `Serialize` for relationship fields: a loaded tree becomes what one expects, what is not loaded becomes null.
//!
//! Objects of a session may point back at each other. One that is being written already is not written again: a reference
//! to it becomes null, and a collection leaves it out.

use std::cell::RefCell;

use alchemy_core::{Error, ErrorKind};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::mapping::Mapped;
use crate::relation::{BelongsTo, HasMany, HasOne};

thread_local! {
    /// Where the fields lie that are being written, outermost first.
    static FIELDS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Writes a field.
fn writing<F, R>(field: &F, write: impl FnOnce() -> R) -> R {
    FIELDS.with_borrow_mut(|fields| fields.push(std::ptr::from_ref(field).addr()));
    let result = write();
    FIELDS.with_borrow_mut(Vec::pop);
    result
}

/// Whether an object is being written: a field that lies in it is.
fn is_written<T>(object: &T) -> bool {
    let start = std::ptr::from_ref(object).addr();
    FIELDS.with_borrow(|fields| fields.iter().any(|field| (start..start + size_of::<T>()).contains(field)))
}

/// Null for what is not loaded. An object that is held by a write guard is there, so it is not left out.
fn absent<S: Serializer>(serializer: S, error: &Error) -> Result<S::Ok, S::Error> {
    if error.kind() == ErrorKind::NotLoaded { serializer.serialize_none() } else { Err(S::Error::custom(error)) }
}

impl<T: Mapped + Serialize> Serialize for HasMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let views = match self.try_iter() {
            Ok(views) => views,
            Err(error) => return absent(serializer, &error),
        };
        writing(self, || {
            let mut list = serializer.serialize_seq(None)?;
            for view in views {
                let object: &T = &view;
                if !is_written(object) {
                    list.serialize_element(object)?;
                }
            }
            list.end()
        })
    }
}

macro_rules! single {
    ($($field:ident)*) => {$(
        impl<T: Mapped + Serialize> Serialize for $field<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.try_get() {
                    Ok(Some(view)) if !is_written::<T>(&view) => writing(self, || T::serialize(&view, serializer)),
                    Ok(_) => serializer.serialize_none(),
                    Err(error) => absent(serializer, &error),
                }
            }
        }
    )*};
}
single!(HasOne BelongsTo);
