//! `.eq()`, `.lt()`, `.in_()`, `.like()`, … on anything that is an expression.

use crate::error::Error;
use crate::sql::expr::constant;
use crate::sql::{
    Between, Binary, Cast, DistinctFrom, Expr, FamilyOf, Grouped, IntoAlias, IntoExpr, IntoList, Is, Junction, Labelled, Node,
    NotNullOf, NullTest, Operator, Order, Refused,
};
use crate::sql::{bound, bound_list};
use crate::types::SqlValue;
use crate::types::family::{ComparesWith, Condition};

mod bits;
mod custom;
mod number;
mod text;

pub use bits::BitOperators;
pub use custom::CustomOperators;
pub use number::NumberOperators;
pub(crate) use number::{EXACT, divisor};
pub use text::{LikePattern, TextOperators};

/// The node of a side; TRUE, FALSE and NULL that the program wrote become part of the text.
fn side<E: IntoExpr>(side: E) -> Node {
    let node = side.into_expr().into_node();
    if E::PLAIN { constant(node) } else { node }
}

fn binary<T>(left: impl IntoExpr, operator: Operator, right: impl IntoExpr) -> Expr<T> {
    Expr::from_node(Binary { left: left.into_expr().into_node(), operator, right: right.into_expr().into_node() })
}

/// `<` and its like. Against NULL that the program wrote none of them is ever true.
fn ordering<L: IntoExpr, R: IntoExpr>(left: L, operator: Operator, right: R) -> Expr<bool> {
    let (left, right) = (left.into_expr().into_node(), bound::<L::Value>(right.into_expr().into_node()));
    if is_null(&right) && (R::PLAIN || matches!(right, Node::Inline(_))) {
        return Expr::from_node(Refused(Error::ordering_null()));
    }
    Expr::from_node(Binary { left, operator, right })
}

/// `= NULL` is never true, so a comparison with NULL asks for NULL.
fn equality<L: IntoExpr, R: IntoExpr>(left: L, right: R, negated: bool) -> Expr<bool> {
    let (left, right) = (left.into_expr().into_node(), bound::<L::Value>(side(right)));
    if is_null(&right) {
        return Expr::from_node(NullTest { operand: left, negated });
    }
    Expr::from_node(Binary { left, operator: if negated { Operator::Ne } else { Operator::Eq }, right })
}

fn is_null(node: &Node) -> bool {
    match node {
        Node::Bind(value) => value.is_null(),
        Node::Inline(inline) => inline.0.is_null(),
        _ => false,
    }
}

fn is<L: IntoExpr, R: IntoExpr>(left: L, right: R, negated: bool) -> Expr<bool> {
    let (left, right) = (left.into_expr().into_node(), bound::<L::Value>(side(right)));
    if is_null(&right) {
        return Expr::from_node(NullTest { operand: left, negated });
    }
    Expr::from_node(Is { left, right, negated })
}

fn distinct<L: IntoExpr, R: IntoExpr>(left: L, right: R, negated: bool) -> Expr<bool> {
    Expr::from_node(DistinctFrom { left: left.into_expr().into_node(), right: bound::<L::Value>(side(right)), negated })
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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.eq("Emma")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn eq<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        equality(self, right, false)
    }

    /// `self != right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.ne("Emma")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title != ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ne<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        equality(self, right, true)
    }

    /// `self < right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.lt(300)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages < ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn lt<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        ordering(self, Operator::Lt, right)
    }

    /// `self <= right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.le(300)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages <= ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn le<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        ordering(self, Operator::Le, right)
    }

    /// `self > right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.gt(300)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages > ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn gt<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        ordering(self, Operator::Gt, right)
    }

    /// `self >= right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.ge(300)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages >= ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn ge<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        ordering(self, Operator::Ge, right)
    }

    /// Whether the two differ, for which NULL equals NULL.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::blurb.is_distinct_from("good")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.blurb IS DISTINCT FROM ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn is_distinct_from<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        distinct(self, right, false)
    }

    /// Whether the two are the same, for which NULL equals NULL.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::blurb.is_not_distinct_from(book::title)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.blurb IS NOT DISTINCT FROM book.title",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn is_not_distinct_from<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        distinct(self, right, true)
    }

    /// `self IS right`, as a rule with a truth value: unlike `=` it is never NULL.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], in_print: Option<bool> } }
    /// let stmt = select(book::id).filter(book::in_print.is(true));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE book.in_print IS true");
    /// # Ok::<(), Error>(())
    /// ```
    fn is<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        is(self, right, false)
    }

    /// `self IS NOT right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], in_print: Option<bool> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::in_print.is_not(true)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.in_print IS NOT true",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn is_not<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        is(self, right, true)
    }

    /// `self BETWEEN low AND high`, bounds included.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.between(100, 300)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages BETWEEN ? AND ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn between<L: IntoExpr, H: IntoExpr>(self, low: L, high: H) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<L>> + ComparesWith<FamilyOf<H>>,
    {
        let (low, high) = (bound::<Self::Value>(low.into_expr().into_node()), bound::<Self::Value>(high.into_expr().into_node()));
        Expr::from_node(Between { operand: self.into_expr().into_node(), low, high, negated: false, symmetric: false })
    }

    /// `self BETWEEN SYMMETRIC low AND high`: the bounds may stand in any order.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32 } }
    /// let stmt = select(bits::x).filter(bits::x.between_symmetric(10, 1));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT bits.x FROM bits WHERE bits.x BETWEEN SYMMETRIC ? AND ?");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where the database has no SYMMETRIC.
    fn between_symmetric<L: IntoExpr, H: IntoExpr>(self, low: L, high: H) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<FamilyOf<L>> + ComparesWith<FamilyOf<H>>,
    {
        let (low, high) = (bound::<Self::Value>(low.into_expr().into_node()), bound::<Self::Value>(high.into_expr().into_node()));
        Expr::from_node(Between { operand: self.into_expr().into_node(), low, high, negated: false, symmetric: true })
    }

    /// `self IN (list)`; false for an empty list.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.in_(["Emma", "Ulysses"])).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.title IN (?, ?)",
    /// );
    /// let other = book::alias("other");
    /// assert_eq!(
    ///     select(book::id).filter(book::id.in_(select(other.c(book::pages)))).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.id IN (SELECT other.pages FROM book AS other)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn in_<L: IntoList>(self, list: L) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<<L::Value as SqlValue>::Family>,
    {
        Expr::from_node(bound_list::<Self::Value>(list.into_in(self.into_expr().into_node(), false)))
    }

    /// `self NOT IN (list)`; true for an empty list.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::title.not_in(["Emma", "Ulysses"])).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title NOT IN (?, ?))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn not_in<L: IntoList>(self, list: L) -> Expr<bool>
    where
        FamilyOf<Self>: ComparesWith<<L::Value as SqlValue>::Family>,
    {
        Expr::from_node(bound_list::<Self::Value>(list.into_in(self.into_expr().into_node(), true)))
    }

    /// `self IS NULL`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::blurb.is_null()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.blurb IS NULL",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn is_null(self) -> Expr<bool> {
        Expr::from_node(NullTest { operand: self.into_expr().into_node(), negated: false })
    }

    /// `self IS NOT NULL`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::blurb.is_not_null()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.blurb IS NOT NULL",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn is_not_null(self) -> Expr<bool> {
        Expr::from_node(NullTest { operand: self.into_expr().into_node(), negated: true })
    }

    /// `self AND right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.gt(9).and(book::title.ne("Emma"))).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages > ? AND book.title != ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn and<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: Condition,
        FamilyOf<R>: Condition,
    {
        Expr::from_node(Junction::of(true, self.into_expr().into_node(), side(right)))
    }

    /// `self OR right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let odd = book::pages.lt(9).or(book::title.eq(""));
    /// assert_eq!(
    ///     select(book::id).filter(odd).filter(book::blurb.is_null()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.pages < ? OR book.title = ?) AND book.blurb IS NULL",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn or<R: IntoExpr>(self, right: R) -> Expr<bool>
    where
        FamilyOf<Self>: Condition,
        FamilyOf<R>: Condition,
    {
        Expr::from_node(Junction::of(false, self.into_expr().into_node(), side(right)))
    }

    /// The same expression in parentheses.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32, y: i32 } }
    /// let stmt = select((bits::x + bits::y).grouped().label("sum"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT (bits.x + bits.y) AS sum FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn grouped(self) -> Expr<Self::Value> {
        Expr::from_node(Grouped { operand: self.into_expr().into_node() })
    }

    /// Downwards, for ORDER BY.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::pages.desc()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages DESC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn desc(self) -> Order {
        Order { descending: Some(true), ..Order::by(self.into_expr().into_node()) }
    }

    /// Upwards, for ORDER BY.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::pages.asc()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages ASC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn asc(self) -> Order {
        Order { descending: Some(false), ..Order::by(self.into_expr().into_node()) }
    }

    /// `self AS name`; `None` leaves the name to the statement.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select((book::pages * 2).label("sides")).compile(&Ansi)?.text(),
    ///     "SELECT book.pages * ? AS sides FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn label(self, name: impl IntoAlias) -> Labelled<Self::Value> {
        Labelled::of(self.into_expr(), name)
    }

    /// `CAST(self AS …)` to the column type of `T`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::pages.cast::<String>().label("pages")).compile(&Ansi)?.text(),
    ///     "SELECT CAST(book.pages AS VARCHAR) AS pages FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn cast<T: SqlValue>(self) -> Expr<T> {
        Expr::from_node(Cast { operand: self.into_expr().into_node(), sql_type: T::sql_type() })
    }

    /// The same expression, read as `Option`: for the outer side of a join.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt: Select<(String, Option<String>)> =
    ///     select((author::name, book::title.nullable())).outer_join_on(book, book::author_id.eq(author::id));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT author.name, book.title FROM author LEFT OUTER JOIN book ON book.author_id = author.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn nullable(self) -> Expr<Option<NotNullOf<Self>>> {
        Expr::from_node(self.into_expr().into_node())
    }

    /// As an [`Expr`].
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let mut conditions: Vec<Expr<bool>> = vec![book::pages.gt(300)];
    /// conditions.push(book::title.contains("sea").expr());
    /// assert_eq!(
    ///     select(book::id).filter(all_of(conditions)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages > ? AND (book.title LIKE '%' || ? || '%' ESCAPE '/')",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn expr(self) -> Expr<Self::Value> {
        self.into_expr()
    }
}
