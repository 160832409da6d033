//! The mode of a session: rows become entities.

use std::sync::Arc;

use alchemy_core::{Error, Mode, Model, Overwrite, Result, Row};

use crate::instance::{Entity, Store};
use crate::mapping::TypedMapper;

/// Rows become entities of a session.
#[derive(Debug)]
pub enum Tracked {}

/// Where the objects of rows go, and which of those that are there take the rows' values.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Tracking {
    pub(crate) store: Arc<Store>,
    pub(crate) overwrite: Overwrite,
}

impl Tracking {
    pub(crate) fn new(store: &Arc<Store>) -> Self {
        Tracking { store: store.clone(), overwrite: Overwrite::Stale }
    }

    /// For the statements that follow for its loader options: they lock nothing.
    pub(crate) fn followed(mut self) -> Self {
        if self.overwrite == Overwrite::Unedited {
            self.overwrite = Overwrite::Stale;
        }
        self
    }
}

impl Mode for Tracked {
    type Context = Tracking;
    type Entity<T: Model> = Entity<T>;

    fn overwrite(tracking: &mut Tracking, overwrite: Overwrite) {
        tracking.overwrite = overwrite;
    }

    fn entity<T: Model>(tracking: &mut Tracking, row: &dyn Row, at: usize) -> Result<Entity<T>> {
        match T::mapper().downcast_ref::<TypedMapper<T>>() {
            Some(typed) => (typed.hydrate)(tracking, row, at),
            None => Err(Error::mapping("a model that `#[derive(Mapped)]` did not make cannot be tracked")),
        }
    }
}
