//! The mode of a session: rows become entities.

use std::sync::Arc;

use alchemy_core::{Error, Mode, Model, Result, Row};

use crate::instance::{Entity, Store};
use crate::mapping::TypedMapper;

/// Rows become entities of a session.
#[derive(Debug)]
pub enum Tracked {}

impl Mode for Tracked {
    type Context = Arc<Store>;
    type Entity<T: Model> = Entity<T>;

    fn entity<T: Model>(store: &mut Arc<Store>, row: &dyn Row, at: usize) -> Result<Entity<T>> {
        match T::mapper().downcast_ref::<TypedMapper<T>>() {
            Some(typed) => (typed.hydrate)(store, row, at),
            None => Err(Error::mapping("a model that `#[derive(Mapped)]` did not make cannot be tracked")),
        }
    }
}
