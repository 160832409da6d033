//! The names that a query needs.

pub use crate::{
    Auto, BigInteger, Column, Columns as _, Dialect, Error, ErrorKind, Expr, Expression, Integer, IntoExpr, MetaData, Numeric,
    Result, Select, SmallInteger, Table, TableDef, Value, Varchar, all_of, any_of, case, case_when, default, func, literal, select,
    table, text,
};
#[cfg(feature = "engine")]
pub use crate::{Connection, Engine, Executor, Transaction};
pub use crate::{Conversions as _, case_of, over};
#[cfg(feature = "derive")]
pub use crate::{FromRow, SqlEnum, SqlValue};
pub use crate::{JsonOperators as _, SearchOperators as _};

pub use crate::{BitOperators as _, CustomOperators as _, NumberOperators as _, TextOperators as _};
pub use crate::{
    Query as _, Record, Rows as _, SetOperations as _, Statement as _, inline, literal_column, param, param_list, param_rows,
    values,
};
