//! Statements and expressions as values: pure data, no I/O. Typed outside ([`Expr<T>`], [`Select<R>`]), erased inside
//! ([`Node`], [`SelectNode`]). Each construct owns one file: its data, its children, its standard SQL.
//!
//! Reading order: `node` (the one list of expressions), `expr/*`, `source` and `join` (FROM), `select`, `write/*`, `text`.

mod coerce;
mod compound;
mod cte;
mod documents;
mod expr;
mod foreign;
pub mod func;
mod inlined;
mod join;
mod node;
mod operators;
mod order;
mod param;
mod projection;
mod reading;
mod select;
mod source;
mod statement;
mod text;
mod values;
mod write;

#[doc(hidden)]
pub use coerce::inferred_join;
pub use coerce::{ColumnName, Columns, FamilyOf, IntoExpr, IntoFrom, IntoGroup, IntoJoin, IntoList, IntoOrder, NotNullOf};
pub use compound::{Compound, CompoundNode, Member, ReadsAs, RowsAs, SetOperations, SetOperator};
pub use compound::{except, except_all, intersect, intersect_all, union, union_all};
pub use cte::{Cte, CteNode, IntoCtes, IntoRecursion, Materialized, Rows};
pub(crate) use cte::{CteRef, in_rows};
pub use documents::{JsonOperators, SearchOperators};
pub use expr::Adapt;
pub use expr::{
    Between, Binary, Case, CaseWhen, Cast, Column, ColumnRef, DistinctFrom, Exists, Expr, Func, Function, InList, InSelect,
    Junction, Label, Labelled, Like, Not, NullTest, Operator, Over, Raw, Refused, ScalarSubquery, Truth, Window, all_of, any_of,
    case, case_when, literal,
};
pub use expr::{
    BitXor, Collate, Custom, CustomUnary, Divide, Grouped, InItems, Is, Quotient, RegexpMatch, RegexpReplace, Sign, Unary,
};
pub use expr::{
    CaseEquals, CaseOperand, Conversions, DateField, DatePart, Extract, Frame, FrameBound, FrameExclusion, FrameUnit, FunctionName,
    GenericFunction, Inline, IntoFrame, KnownFunction, NamedWindow, TryCast, WindowSpec, case_of, over, window,
};
pub use expr::{CustomOp, IntoRow, IntoTuple, IntoTuples, RowTypes, RowValue, Tuple, TupleComparesWith};
pub use expr::{Grouping, GroupingKind, Many, ManyValues, OneOfMany, Quantified, Quantifier};
pub use expr::{IntoJsonStep, JsonAccess, JsonElement, JsonForm, JsonPart, JsonScalar, JsonStep, TextMatch};
pub use expr::{NextValue, Selected, selected, stored};
pub use expr::{all, any, cube, grouping_set, grouping_sets, rollup};
pub(crate) use expr::{bound, bound_list, selected_again};
pub use expr::{false_, null, postfix_op, prefix_op, true_, tuple};
pub(crate) use expr::{named_windows, window_clause};
pub(crate) use expr::{null_written, standard_function};
pub use inlined::Inlined;
pub use join::{Join, JoinKind, Joined, Tree, joined, joined_on};
pub use node::{Construct, NamedAfter, Node};
pub use operators::{BitOperators, CustomOperators, Expression, LikePattern, NumberOperators, TextOperators};
pub use order::{Named, NullsOperators, NullsOrder, Order, named};
pub(crate) use param::Unsaid;
pub use param::{Given, InParameter, IntoGiven, Param, ParamList, ParamRows, Parameter, WithParams, param, param_list, param_rows};
pub use projection::{EntityAt, Projection};
pub(crate) use projection::{NameBase, Number, Numbers};
pub use reading::{PopulateExisting, Records, UniqueRows};
pub(crate) use select::Unreadable;
pub use select::{ColumnDescription, ExistsSelect, ExtensionPoint, exists};
pub use select::{Correlation, Extra, Fetch, FetchMode, HintPlace, LabelStyle, Lock, LockStrength, Verbatim};
pub use select::{Limit, Select, SelectNode, select};
pub use source::TableFunction;
pub(crate) use source::next_id;
pub use source::{Alias, FromItem, IntoAlias, RawFrom, RowSource, TablePlace, TableRef};
pub use source::{AliasId, Derived, FromRef, Source, Subquery};
pub use source::{TableSample, WholeSubquery, table_sample};
pub use statement::{Kept, NoRows, Prepared, Query, Reading, Returning, Statement};
pub use text::{IntoTextList, TextFragment, TextStatement, column, inline, literal_column, text};
pub use values::{Values, ValuesNode, ValuesRow, values};
pub use write::{Assign, Assignments, BulkRows, Delete, Insert, InsertNode, IntoValues, Matching, Update};
pub use write::{
    AssignPart, Assigned, AssignedValue, AssignmentList, Batch, ColumnList, Conflict, ConflictAction, ConflictWith, Excluded,
    ExcludedRow, Fits, InsertSource, InsertValues, OnConflict, SelectedRows, StatementRows, Target, ValueRow, WritableColumn,
    assigned_value,
};
pub(crate) use write::{AssignedValues, InsertedRow, VersionNames};
pub use write::{DeleteNode, Limited, UpdateNode};
pub use write::{Missing, Present, RowVersion};
