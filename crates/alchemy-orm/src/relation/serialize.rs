//! `Serialize` for relationship fields: a loaded tree becomes what one expects, what is not loaded becomes null.
//!
//! Objects of a session may point back at each other; an object that is being written already becomes null as well.

use std::cell::RefCell;

use alchemy_core::{Error, ErrorKind};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::mapping::Mapped;
use crate::relation::{BelongsTo, HasMany, HasOne, View};

thread_local! {
    static BEING_WRITTEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

struct Once<'v, 'a, T>(&'v View<'a, T>);

impl<T: Serialize> Serialize for Once<'_, '_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object: &T = self.0;
        let address = std::ptr::from_ref(object) as usize;
        if BEING_WRITTEN.with_borrow(|written| written.contains(&address)) {
            return serializer.serialize_none();
        }
        BEING_WRITTEN.with_borrow_mut(|written| written.push(address));
        let result = object.serialize(serializer);
        BEING_WRITTEN.with_borrow_mut(Vec::pop);
        result
    }
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
        let mut list = serializer.serialize_seq(None)?;
        for view in views {
            list.serialize_element(&Once(&view))?;
        }
        list.end()
    }
}

macro_rules! single {
    ($($field:ident)*) => {$(
        impl<T: Mapped + Serialize> Serialize for $field<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.try_get() {
                    Ok(Some(view)) => Once(&view).serialize(serializer),
                    Ok(None) => serializer.serialize_none(),
                    Err(error) => absent(serializer, &error),
                }
            }
        }
    )*};
}
single!(HasOne BelongsTo);
