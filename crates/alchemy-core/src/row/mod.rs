//! How rows become values: one shape, two modes.
//!
//! A statement's row type is a [`Shape`]: a value, a model, or a tuple of these. A [`Mode`] says what a model becomes:
//! [`Plain`] gives the struct itself, the ORM's tracked mode an entity of a session. So one statement serves both.

mod key;
mod loading;
mod mode;
mod model;
mod record;
mod remap;
mod shape;
mod sink;

pub use key::IntoKey;
pub use loading::{Entities, LoadPlan, LoadReader, LoadRun, Runner};
pub use mode::{EntityView, Mode, Overwrite, Plain};
pub use model::Model;
pub use record::{Header, Record, RecordKey};
pub use remap::Remapped;
pub use shape::{FromRow, Shape, in_row, read_column};
pub use sink::{BoxFuture, Pace, Sink};
