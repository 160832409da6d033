//! The ORM of alchemy: plain structs as models, sessions with an identity map and a unit of work, eager loading.
//!
//! | module | holds |
//! |---|---|
//! | `mapping` | what a model is: from `#[derive(Mapped)]` to a mapper |
//! | `instance` | what the session knows of one object: handles, guards, states, the store |
//! | `relation` | field types for related objects |
//! | `query` | relationships in statements |
//! | `load` | loader options: what they do before, during and after a statement |
//! | `unit_of_work` | what a flush does: collect, plan, perform, settle |
//! | `session` | what applications hold |
//!
//! Invariant: nothing is sent but where a future is awaited; nothing is stored until a commit.

mod instance;
mod load;
mod mapping;
pub mod prelude;
#[doc(hidden)]
pub mod private;
mod query;
mod relation;
mod session;
mod unit_of_work;
mod url;

pub use alchemy_core as core;
#[doc(inline)]
pub use alchemy_core::SqlEnum;
pub use alchemy_core::{
    Assign, Assignments, Auto, Column, Columns, Connection, Delete, Engine, EngineOptions, Error, ErrorKind, Executor, Expr,
    Expression, FromRow, Insert, IntoExpr, IntoFrom, IntoKey, IntoValues, MetaData, Mode, Model, Outcome, Plain, Query, Result,
    Row, RowOf, Select, Shape, SqlType, SqlValue, Statement, StatementEvent, Subquery, Transaction, Update, Value, default, family,
    func, select, text,
};
pub use alchemy_derive::Mapped;
pub use instance::{AnyEntity, Entity, Node, Object, ReadGuard, State, Store, Tracked, Tracking, WriteGuard};
pub use load::{ColumnOptions, Holds, Load, LoaderOptions, OptionSet, Options};
pub use mapping::{Alias, AnyField, Attr, AttrsOf, Field, LeadsTo, Mapped, Mapper, Related, Whole, WholeOrNull};
pub use query::Joined;
pub use relation::{BelongsTo, Deferred, HasMany, HasOne, IntoRelated, View};
pub use session::{Get, Nested, Session, SessionBuilder};
pub use url::{create_engine, engine_options};
