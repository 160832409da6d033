//! `.eq()`, `.lt()`, `.in_()`, `.like()`, … on anything that is an expression.

use crate::schema::Name;
use crate::sql::IntoAlias;
use crate::sql::expr::escape_wildcards;
use crate::sql::{
    Between, Binary, Cast, DistinctFrom, Expr, FamilyOf, IntoExpr, IntoList, Junction, Labelled, Like, Node, NotNullOf, NullTest,
    Operator, Order, Raw, Truth,
};
use crate::types::SqlValue;
use crate::types::family::{ComparesWith, Condition, Textual};
use crate::value::Value;

fn binary<T>(left: impl IntoExpr, operator: Operator, right: impl IntoExpr) -> Expr<T> {
    Expr::from_node(Binary { left: left.into_expr().into_node(), operator, right: right.into_expr().into_node() })
}

/// `= NULL` is never true, so a comparison with a bound NULL asks for NULL.
fn equality(left: impl IntoExpr, right: impl IntoExpr, negated: bool) -> Expr<bool> {
    let (left, right) = (left.into_expr().into_node(), right.into_expr().into_node());
    if matches!(right, Node::Bind(Value::Null)) {
        return Expr::from_node(NullTest { operand: left, negated });
    }
    Expr::from_node(Binary { left, operator: if negated { Operator::Ne } else { Operator::Eq }, right: constant(right) })
}

fn like(operand: impl IntoExpr, pattern: Node, negated: bool, insensitive: bool) -> Expr<bool> {
    let operand = operand.into_expr().into_node();
    Expr::from_node(Like { operand, pattern, negated, insensitive, escape: None, before: false, behind: false })
}

/// LIKE over text that is meant literally, with `%` before, behind or around it. A bound value's wildcards are escaped
/// here; another expression's text is taken as a pattern, as it cannot be seen.
fn affix(operand: impl IntoExpr, text: impl IntoExpr, before: bool, behind: bool) -> Expr<bool> {
    let operand = operand.into_expr().into_node();
    let (pattern, escape) = match text.into_expr().into_node() {
        Node::Bind(Value::Text(text)) => (Node::Bind(escape_wildcards(&text).into()), Some('/')),
        node => (node, None),
    };
    Expr::from_node(Like { operand, pattern, negated: false, insensitive: false, escape, before, behind })
}

/// NULL and truth values that are compared with become part of the text: what the database plans depends on them.
fn constant(node: Node) -> Node {
    match node {
        Node::Bind(Value::Null) => Raw(Name::Static("NULL")).into(),
        Node::Bind(Value::Bool(value)) => Truth(value).into(),
        other => other,
    }
}

/// The operators. Implemented by expression types, not by plain values.
///
/// Values on the right are bound. `eq(None)` and `ne(None)` become IS NULL and IS NOT NULL.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a plain value, not an SQL expression",
    note = "`literal(…)` makes an expression of a value"
)]
#[expect(clippy::wrong_self_convention, reason = "`IS NULL` asks of the row, not of this value")]
pub trait Expression: IntoExpr {
    /// `self = right`
    fn eq<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        equality(self, right, false)
    }

    /// `self != right`
    fn ne<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        equality(self, right, true)
    }

    /// `self < right`
    fn lt<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        binary(self, Operator::Lt, right)
    }

    /// `self <= right`
    fn le<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        binary(self, Operator::Le, right)
    }

    /// `self > right`
    fn gt<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        binary(self, Operator::Gt, right)
    }

    /// `self >= right`
    fn ge<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        binary(self, Operator::Ge, right)
    }

    /// Whether the two differ, for which NULL equals NULL.
    fn is_distinct_from<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        let (left, right) = (self.into_expr().into_node(), right.into_expr().into_node());
        Expr::from_node(DistinctFrom { left, right: constant(right), negated: false })
    }

    /// `self BETWEEN low AND high`, bounds included.
    fn between<L: IntoExpr, H: IntoExpr>(self, low: L, high: H) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<L>> + ComparesWith<FamilyOf<H>>,
    {
        let (low, high) = (low.into_expr().into_node(), high.into_expr().into_node());
        Expr::from_node(Between { operand: self.into_expr().into_node(), low, high, negated: false })
    }

    /// `self IN (list)`; false for an empty list.
    fn in_<L: IntoList>(self, list: L) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<<L::Value as SqlValue>::Family>,
    {
        Expr::from_node(list.into_in(self.into_expr().into_node(), false))
    }

    /// `self NOT IN (list)`; true for an empty list.
    fn not_in<L: IntoList>(self, list: L) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<<L::Value as SqlValue>::Family>,
    {
        Expr::from_node(list.into_in(self.into_expr().into_node(), true))
    }

    /// `self LIKE pattern`, with `%` and `_` as wildcards.
    fn like<R: IntoExpr>(self, pattern: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        like(self, pattern.into_expr().into_node(), false, false)
    }

    /// `self NOT LIKE pattern`
    fn not_like<R: IntoExpr>(self, pattern: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        like(self, pattern.into_expr().into_node(), true, false)
    }

    /// LIKE without regard to case.
    fn ilike<R: IntoExpr>(self, pattern: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        like(self, pattern.into_expr().into_node(), false, true)
    }

    /// Whether the text contains `text`; wildcards in a bound text are escaped.
    fn contains<R: IntoExpr>(self, text: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, true)
    }

    /// Whether the text starts with `text`; wildcards in a bound text are escaped.
    fn starts_with<R: IntoExpr>(self, text: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, false, true)
    }

    /// Whether the text ends with `text`; wildcards in a bound text are escaped.
    fn ends_with<R: IntoExpr>(self, text: R) -> Expr<bool>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        affix(self, text, true, false)
    }

    /// The two texts joined.
    fn concat<R: IntoExpr>(self, right: R) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Textual,
        FamilyOf<R>: Textual,
    {
        binary(self, Operator::Concat, right)
    }

    /// `self IS NULL`
    fn is_null(self) -> Expr<bool> {
        Expr::from_node(NullTest { operand: self.into_expr().into_node(), negated: false })
    }

    /// `self IS NOT NULL`
    fn is_not_null(self) -> Expr<bool> {
        Expr::from_node(NullTest { operand: self.into_expr().into_node(), negated: true })
    }

    /// `self AND right`
    fn and<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: Condition,
        FamilyOf<R>: Condition,
    {
        Expr::from_node(Junction::of(true, self.into_expr().into_node(), right.into_expr().into_node()))
    }

    /// `self OR right`
    fn or<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: Condition,
        FamilyOf<R>: Condition,
    {
        Expr::from_node(Junction::of(false, self.into_expr().into_node(), right.into_expr().into_node()))
    }

    /// Downwards, for ORDER BY.
    fn desc(self) -> Order {
        Order { descending: Some(true), ..Order::by(self.into_expr().into_node()) }
    }

    /// Upwards, for ORDER BY.
    fn asc(self) -> Order {
        Order { descending: Some(false), ..Order::by(self.into_expr().into_node()) }
    }

    /// `self AS name`; `None` leaves the name to the statement.
    fn label(self, name: impl IntoAlias) -> Labelled<Self::Value> {
        Labelled::of(self.into_expr(), name)
    }

    /// `CAST(self AS …)` to the column type of `T`.
    fn cast<T: SqlValue>(self) -> Expr<T> {
        Expr::from_node(Cast { operand: self.into_expr().into_node(), sql_type: T::sql_type() })
    }

    /// The same expression, read as `Option`: for the outer side of a join.
    fn nullable(self) -> Expr<Option<NotNullOf<Self>>> {
        Expr::from_node(self.into_expr().into_node())
    }

    /// As an [`Expr`].
    fn expr(self) -> Expr<Self::Value> {
        self.into_expr()
    }
}
