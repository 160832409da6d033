//! `Serialize` for relationship fields: a loaded tree becomes what one expects, what is not loaded becomes null.
//!
//! Objects of a session may point back at each other; an object that is being written already becomes null as well.

use std::cell::RefCell;

use serde::ser::{Serialize, SerializeSeq, Serializer};

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

impl<T: Mapped + Serialize> Serialize for HasMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Ok(views) = self.try_iter() else { return serializer.serialize_none() };
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
                    _ => serializer.serialize_none(),
                }
            }
        }
    )*};
}
single!(HasOne BelongsTo);
