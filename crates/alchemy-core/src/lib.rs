//! The SQL toolkit of alchemy: expressions, schema, compiler, engine and pool. It knows no object mapping and names no
//! database; dialects and drivers are crates of their own.
//!
//! | module | holds |
//! |---|---|
//! | [`Error`] | the one error of the workspace |
//! | `value` | dynamic values, owned and borrowed |
//! | `types` | which Rust type carries which SQL type |
//! | `row` | how rows become values: shapes and modes |
//! | `schema` | tables as values |
//! | `sql` | statements and expressions as values |
//! | `compile` | from a statement to text |
//! | [`dialect`] | what differs between databases: the questions |
//! | [`driver`] | what a database crate implements to run statements |
//! | `ddl` | statements that change the schema |
//! | `pool`, `engine` | connections, transactions, execution (feature `engine`) |
//!
//! Without its default feature `engine` the crate builds and compiles SQL with neither tokio nor a pool. The feature `derive`
//! brings `#[derive(FromRow)]`, `#[derive(SqlEnum)]` and `#[derive(SqlValue)]`, which need no ORM; the features `bigdecimal`,
//! `chrono`, `jiff`, `json`, `rust_decimal`, `time` and `uuid` bring column types. All of these are off by default.

mod compile;
mod ddl;
pub mod dialect;
pub mod driver;
#[cfg(feature = "engine")]
mod engine;
mod error;
mod graph;
mod intern;
mod macros;
#[cfg(feature = "engine")]
mod pool;
pub mod prelude;
#[cfg(feature = "derive")]
#[doc(hidden)]
pub mod private;
mod row;
mod schema;
mod sql;
mod tuples;
mod types;
mod value;

#[cfg(feature = "derive")]
#[doc(inline)]
pub use alchemy_derive::{FromRow, SqlEnum, SqlValue};
pub use compile::Slot;
pub use compile::{Compiled, Key, Keyed, Place, Render, Renderer};
pub use compile::{SchemaMap, TranslateSchemas, Translated};
pub use ddl::{AddConstraint, CommentOn, CreateColumn, Ddl, DropConstraint, DropIndex};
pub use ddl::{CreateEnum, CreateSchema, CreateSequence, CreateTableAs, CreateView};
pub use ddl::{CreateIndex, CreateTable, DdlStatement, DropTable};
pub use ddl::{DropEnum, DropSchema, DropSequence, DropView};
pub use dialect::{Dialect, Features};
pub use driver::Url;
#[cfg(feature = "engine")]
pub use engine::{
    Connection, Engine, EngineOptions, Executor, Lending, Lent, Live, Outcome, Partitions, RowOf, RowStream, StatementEvent,
    StatementKind, Transaction,
};
pub use error::{Error, ErrorKind, Fault, Result};
pub use graph::Graph;
#[cfg(feature = "engine")]
pub use pool::PoolStatus;
pub use row::{
    Entities, EntityView, FromRow, IntoKey, LoadPlan, LoadReader, LoadRun, Mode, Model, Overwrite, Plain, Remapped, Runner, Shape,
};
pub use row::{Header, Record, RecordKey};
#[doc(hidden)]
pub use row::{in_row, read_column};
pub use schema::{Attachment, Attachments, Computed, CountOptions, Identity, IndexPart, IntoCondition, ItemName, NamingConvention};
pub use schema::{Check, ColumnDef, ForeignKey, Index, MetaData, Name, OnChange, Table, TableDef, Tables, Unique};
pub use schema::{ColumnDefault, GivenValues};
pub use schema::{Constraint, ConstraintBuilder, ConstraintKind, ConstraintOptions, Initially, Match, OwnConstraint};
pub use schema::{DdlIf, EventStatement, Moment, PrimaryKey, Spelled, TableConstraint, TableEvent, TableName};
pub use schema::{SchemaElement, Sequence};
pub use sql::{Adapt, ReadsAs, RowsAs};
pub use sql::{
    Alias, ColumnName, Correlation, Extra, Fetch, FetchMode, FromItem, HintPlace, IntoAlias, Joined, LabelStyle, Lock,
    LockStrength, Named, NamedAfter, NullsOperators, RawFrom, RowSource, TablePlace, TableRef, Tree, Verbatim, inferred_join,
    joined, joined_on, named,
};
pub use sql::{
    AliasId, Assign, Assignments, Between, Binary, BulkRows, Case, CaseWhen, Cast, Column, ColumnRef, Columns, Construct, Delete,
    Derived, DistinctFrom, EntityAt, Exists, Expr, Expression, FamilyOf, FromRef, Func, Function, InList, InSelect, Insert,
    InsertNode, IntoExpr, IntoFrom, IntoGroup, IntoJoin, IntoList, IntoOrder, IntoValues, Join, JoinKind, Junction, Label,
    Labelled, Like, Limit, Matching, NoRows, Node, Not, NotNullOf, NullTest, NullsOrder, Operator, Order, Over, Prepared,
    Projection, Query, Raw, Refused, Returning, ScalarSubquery, Select, SelectNode, Source, Statement, Subquery, TextStatement,
    Truth, Update, Window, all_of, any_of, case, case_when, func, literal, select, text,
};
pub use sql::{
    AssignPart, Assigned, AssignedValue, AssignmentList, Batch, ColumnList, Conflict, ConflictAction, ConflictWith, Excluded,
    ExcludedRow, Fits, InsertSource, InsertValues, OnConflict, SelectedRows, StatementRows, Target, ValueRow, WritableColumn,
    assigned_value,
};
pub use sql::{BitOperators, CustomOp, CustomOperators, LikePattern, NumberOperators, TextOperators};
pub use sql::{
    BitXor, Collate, Custom, CustomUnary, Divide, Grouped, InItems, Is, Quotient, RegexpMatch, RegexpReplace, Sign, Unary,
};
pub use sql::{
    CaseEquals, CaseOperand, Conversions, DateField, DatePart, Extract, Frame, FrameBound, FrameExclusion, FrameUnit, FunctionName,
    GenericFunction, Inline, IntoFrame, KnownFunction, NamedWindow, TryCast, WindowSpec, case_of, over, window,
};
pub use sql::{ColumnDescription, ExistsSelect, ExtensionPoint, TableSample, WholeSubquery, exists, table_sample};
pub use sql::{Compound, CompoundNode, Member, SetOperations, SetOperator};
pub use sql::{Cte, CteNode, IntoCtes, IntoRecursion, Materialized, Rows};
pub use sql::{DeleteNode, Limited, UpdateNode};
pub use sql::{
    Given, InParameter, Inlined, IntoGiven, Param, ParamList, ParamRows, Parameter, WithParams, param, param_list, param_rows,
};
pub use sql::{Grouping, GroupingKind, Many, ManyValues, OneOfMany, Quantified, Quantifier};
pub use sql::{
    IntoJsonStep, JsonAccess, JsonElement, JsonForm, JsonOperators, JsonPart, JsonScalar, JsonStep, SearchOperators, TextMatch,
};
pub use sql::{IntoRow, IntoTuple, IntoTuples, RowTypes, RowValue, Tuple, TupleComparesWith, tuple};
pub use sql::{IntoTextList, TextFragment, column, inline, literal_column};
pub use sql::{Kept, PopulateExisting, Reading, Records, UniqueRows};
pub use sql::{Missing, Present, RowVersion};
pub use sql::{NextValue, Selected, selected, stored};
pub use sql::{TableFunction, Values, ValuesNode, ValuesRow};
pub use sql::{all, any, cube, grouping_set, grouping_sets, rollup, values};
pub use sql::{except, except_all, intersect, intersect_all, union, union_all};
pub use sql::{false_, null, postfix_op, prefix_op, true_};
pub use types::{
    Auto, BigInteger, Boolean, Double, Integer, NotNull, Nullability, Nullable, Numeric, SmallInteger, SqlType, SqlValue, Text,
    Varchar, family,
};
pub use types::{Checked, Clock, Collated, EnumType, Variants};
pub use types::{ExtensionType, Lossless, OwnType};
pub use value::Interval;
pub use value::{Date, DateTime, Number, Row, Time, Value, ValueRef};
pub use value::{Digits, Encoded, ExtensionValue, Unfit};

/// `T::default()`, for `..default()` in struct literals.
pub fn default<T: Default>() -> T {
    T::default()
}
