//! SQL functions: `func::count(User::id)`, and [`call`] for any other.

use crate::schema::Name;
use crate::sql::{FamilyOf, Func, IntoExpr, IntoGroup, Node, NotNullOf, Raw};
use crate::types::family::{ComparesWith, Numeral, Textual};
use crate::types::{Nullability, SqlValue};

fn one<T>(name: &'static str, argument: impl IntoExpr) -> Func<T> {
    Func::new(Name::Static(name), vec![argument.into_expr().into_node()])
}

/// The time at which the transaction, or the statement, began.
#[cfg(feature = "chrono")]
pub fn now() -> Func<chrono::DateTime<chrono::Utc>> {
    Func::bare("CURRENT_TIMESTAMP")
}

/// How many values are not NULL.
pub fn count<E: IntoExpr>(operand: E) -> Func<i64> {
    one("count", operand)
}

/// How many rows: `count(*)`.
pub fn count_all() -> Func<i64> {
    Func::new(Name::Static("count"), vec![Node::from(Raw(Name::Static("*")))])
}

/// The sum; NULL over no rows.
pub fn sum<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>>
where
    FamilyOf<E>: Numeral,
{
    one("sum", operand)
}

/// The average; NULL over no rows.
pub fn avg<E: IntoExpr>(operand: E) -> Func<Option<f64>>
where
    FamilyOf<E>: Numeral,
{
    one("avg", operand)
}

/// The largest; NULL over no rows.
pub fn max<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("max", operand)
}

/// The smallest; NULL over no rows.
pub fn min<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("min", operand)
}

/// In lower case.
pub fn lower<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Textual,
{
    one("lower", operand)
}

/// In upper case.
pub fn upper<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Textual,
{
    one("upper", operand)
}

/// The rank within the window, with gaps.
pub fn rank() -> Func<i64> {
    Func::new(Name::Static("rank"), Vec::new())
}

/// The number of the row within the window.
pub fn row_number() -> Func<i64> {
    Func::new(Name::Static("row_number"), Vec::new())
}

/// The first that is not NULL. It is read as `Option` only if the last may be NULL.
pub fn coalesce<A: IntoExpr, B: IntoExpr>(
    first: A,
    last: B,
) -> Func<<<B::Value as SqlValue>::Null as Nullability>::Of<NotNullOf<A>>>
where
    FamilyOf<A>: ComparesWith<FamilyOf<B>>,
{
    Func::new(Name::Static("coalesce"), vec![first.into_expr().into_node(), last.into_expr().into_node()])
}

/// Any function, by name: the name comes from the program and is written as it is.
pub fn call<T: SqlValue>(name: &str, arguments: impl IntoGroup) -> Func<T> {
    let mut nodes = Vec::new();
    arguments.push_group(&mut nodes);
    Func::new(name, nodes)
}
