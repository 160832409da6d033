//! The names that an application needs. It leaves out the core's `Table`, `Column` and `Transaction`, which are names of
//! models in many an application.

#[cfg(feature = "chrono")]
pub use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
#[cfg(feature = "rust_decimal")]
pub use rust_decimal::Decimal;
#[cfg(feature = "uuid")]
pub use uuid::Uuid;

pub use alchemy_core::{
    Auto, Columns as _, Connection, Engine, Error, ErrorKind, Executor, Expr, Expression, IntoExpr, MetaData, Result, Select,
    all_of, any_of, default, func, literal, select, text,
};
pub use alchemy_core::{Conversions as _, case, case_of, case_when, over};

pub use crate::{
    Alias, Attr, BelongsTo, ColumnOptions as _, Deferred, Entity, FromRow, HasMany, HasOne, Load, Mapped, Options, Session,
    SqlValue, State, create_engine, engine_options,
};

pub use alchemy_core::{BitOperators as _, CustomOperators as _, NumberOperators as _, TextOperators as _};
pub use alchemy_core::{Query as _, Record, Rows as _, SetOperations as _};
