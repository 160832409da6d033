//! What may stand where: values and expressions as expressions, columns, orders, lists, FROM.

use crate::row::Shape;
use crate::schema::{Name, Table};
use crate::sql::{
    Alias, Column, Expr, Func, Join, JoinKind, Joined, Labelled, Node, Order, Over, Projection, Select, Source, Subquery,
};
use crate::sql::{CustomOp, Grouping, LikePattern};
use crate::types::SqlValue;

/// An SQL expression, or a value that can be bound.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// fn twice<E: IntoExpr<Value = i64>>(number: E) -> Expr<i64> {
///     number.into_expr() * 2
/// }
/// let stmt = select((twice(book::pages).label("a"), twice(5).label("b")));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.pages * ? AS a, ? * ? AS b FROM book");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an SQL expression or a value that can be bound",
    label = "not an expression",
    note = "a SELECT is used as a value with `.scalar_subquery()`"
)]
pub trait IntoExpr: Sized {
    /// What it is read as.
    type Value: SqlValue;
    /// Whether it is a value of the program, and not an expression: TRUE, FALSE and NULL then become part of the text.
    const PLAIN: bool = false;

    /// As an expression.
    fn into_expr(self) -> Expr<Self::Value>;
}

#[diagnostic::do_not_recommend]
impl<T: SqlValue> IntoExpr for T {
    type Value = T;
    const PLAIN: bool = true;

    fn into_expr(self) -> Expr<T> {
        Expr::of_value(&self)
    }
}

/// The family of an expression.
pub type FamilyOf<E> = <<E as IntoExpr>::Value as SqlValue>::Family;
/// The type of an expression without `Option` and `Auto`.
pub type NotNullOf<E> = <<E as IntoExpr>::Value as SqlValue>::NotNull;

/// What `select` and `returning` take.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let nested: Select<(i64, (String, i64))> = select((book::id, (book::title, book::pages + 1)));
/// assert_eq!(nested.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages + ? AS anon_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected",
    label = "not a column, expression or entity",
    note = "`User::entity()` selects whole objects, `literal(…)` a constant; tuples may have up to 16 members and may be nested"
)]
pub trait Columns {
    /// The type of the rows.
    type Row: Shape;

    /// Adds its columns.
    fn push_columns(self, projection: &mut Projection);
}

/// What `order_by` takes.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let stmt = select(book::id).order_by((book::title, book::pages.desc()));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book ORDER BY book.title, book.pages DESC");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "cannot order by `{Self}`")]
pub trait IntoOrder {
    /// Adds its terms.
    fn push_orders(self, orders: &mut Vec<Order>);
}

/// What `group_by` and function calls take: a list of expressions.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let stmt = select(func::max(book::pages)).group_by((book::title, func::lower(book::title)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT max(book.pages) AS max_1 FROM book GROUP BY book.title, lower(book.title)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not a list of expressions")]
pub trait IntoGroup {
    /// Adds its expressions.
    fn push_group(self, nodes: &mut Vec<Node>);

    /// Adds it as one member of a list of sets: an expression by itself, several or none as a set.
    #[doc(hidden)]
    fn push_set(self, nodes: &mut Vec<Node>)
    where
        Self: Sized,
    {
        let mut set = Vec::new();
        self.push_group(&mut set);
        nodes.push(match set.len() {
            1 => set.remove(0),
            _ => Grouping::set(set).into(),
        });
    }

    /// Adds its members, each as one of a list of sets.
    #[doc(hidden)]
    fn push_sets(self, nodes: &mut Vec<Node>)
    where
        Self: Sized,
    {
        self.push_set(nodes);
    }
}

impl IntoOrder for Order {
    fn push_orders(self, orders: &mut Vec<Order>) {
        orders.push(self);
    }
}

impl<O: IntoOrder> IntoOrder for Vec<O> {
    fn push_orders(self, orders: &mut Vec<Order>) {
        self.into_iter().for_each(|order| order.push_orders(orders));
    }
}

impl IntoGroup for () {
    fn push_group(self, _: &mut Vec<Node>) {}
}

/// A list for IN.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let long = select(book::id).filter(book::pages.gt(300));
/// assert_eq!(
///     select(book::title).filter(book::pages.in_([1, 2])).filter(book::id.in_(long)).compile(&Ansi)?.text(),
///     "SELECT book.title FROM book WHERE book.pages IN (?, ?) \
///      AND book.id IN (SELECT book.id FROM book WHERE book.pages > ?)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list for IN",
    note = "give an array, a Vec, a slice, or a select of one column"
)]
pub trait IntoList {
    /// The type of its members.
    type Value: SqlValue;

    /// `operand [NOT] IN (self)`.
    fn into_in(self, operand: Node, negated: bool) -> Node;
}

fn in_list<E: IntoExpr>(operand: Node, items: impl IntoIterator<Item = E>, negated: bool) -> Node {
    let items = items.into_iter().map(|item| item.into_expr().into_node()).collect();
    crate::sql::InList::of(operand, items, negated).into()
}

impl<T: IntoExpr, const N: usize> IntoList for [T; N] {
    type Value = T::Value;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_list(operand, self, negated)
    }
}

impl<T: IntoExpr> IntoList for Vec<T> {
    type Value = T::Value;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_list(operand, self, negated)
    }
}

impl IntoList for &[&str] {
    type Value = String;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_list(operand, self.iter().copied(), negated)
    }
}

impl<T: SqlValue> IntoList for &[T] {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_list(operand, self.iter().map(|value| Expr::<T>::bind(value.to_value())), negated)
    }
}

impl<T: SqlValue> IntoList for &Vec<T> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        self.as_slice().into_in(operand, negated)
    }
}

impl<T: SqlValue> IntoList for Select<T> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        Select::into_in(self, operand, negated)
    }
}

/// What can stand in FROM or JOIN.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let long = select(book::id).filter(book::pages.gt(300)).subquery("long");
/// assert_eq!(
///     select(literal(1).label("one")).from(&long).compile(&Ansi)?.text(),
///     "SELECT ? AS one FROM (SELECT book.id AS id FROM book WHERE book.pages > ?) AS long",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in FROM or JOIN",
    note = "a SELECT is made a FROM by `.subquery(…)`, a model by `User::table()` or `User::alias(…)`"
)]
pub trait IntoFrom {
    /// As a source.
    fn into_from(self) -> Source;
}

impl IntoFrom for &Table {
    fn into_from(self) -> Source {
        self.source()
    }
}

impl IntoFrom for Source {
    fn into_from(self) -> Source {
        self
    }
}

/// What names a column of an alias or a subquery: the column that it stands for, whose type it has, or a name.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let other = book::alias("other");
/// let (by_column, by_name) = (other.c(book::id), other.c::<i64>("id"));
/// assert_eq!(
///     select(book::id).filter(by_column.eq(by_name)).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book, book AS other WHERE other.id = other.id",
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait ColumnName<T> {
    /// The name.
    fn column_name(self) -> Name;
}

impl<T> ColumnName<T> for &str {
    fn column_name(self) -> Name {
        self.into()
    }
}

impl<T> ColumnName<T> for Column<T> {
    fn column_name(self) -> Name {
        self.name().clone()
    }
}

/// What `join` takes: a relationship attribute, or something to select from that a foreign key leads to.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { author ("author") { id: i64 [primary_key], name: String } }
/// table! { book ("book") { id: i64 [primary_key], author_id: i64 [references = author.id] } }
/// assert_eq!(
///     select(author::name).join(book::table()).compile(&Ansi)?.text(),
///     "SELECT author.name FROM author JOIN book ON author.id = book.author_id",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relationship that can be joined",
    note = "join by a relationship attribute, or with `join_on(target, condition)`"
)]
pub trait IntoJoin {
    /// The joins that it stands for.
    fn into_join(self, kind: JoinKind) -> Vec<Join>;
}

/// A join by the foreign key between the target and what is to its left.
#[doc(hidden)]
pub fn inferred_join(target: impl IntoFrom, kind: JoinKind) -> Vec<Join> {
    vec![Join { left: None, target: target.into_from(), kind, on: None }]
}

macro_rules! inferred {
    ($([$($g:tt)*] $ty:ty,)*) => {$(
        impl<$($g)*> IntoJoin for $ty {
            fn into_join(self, kind: JoinKind) -> Vec<Join> {
                inferred_join(self, kind)
            }
        }
    )*};
}
inferred!([] &Table, [R] &Subquery<R>, [D] &Alias<D>, [] &Joined, [] Joined,);

/// Declares an expression type: it can be selected, ordered and grouped by, calculated with, and has the operators.
///
/// ```
/// use alchemy_core::{Raw, dialect::Ansi, prelude::*};
/// struct Today;
/// alchemy_core::expression!([] Today, i64, |_today| Raw("today()".into()));
/// assert_eq!(select(Today + 1).compile(&Ansi)?.text(), "SELECT today() + ? AS anon_1");
/// # Ok::<(), Error>(())
/// ```
#[macro_export]
macro_rules! expression {
    ([$($g:tt)*] $ty:ty, $v:ty, |$s:ident| $node:expr) => {
        $crate::expression!(no number [$($g)*] $ty, $v, |$s| $node);
        $crate::arithmetic!([$($g)*] $ty, $v);
    };
    (no number [$($g:tt)*] $ty:ty, $v:ty, |$s:ident| $node:expr) => {
        impl<$($g)*> $crate::IntoExpr for $ty {
            type Value = $v;

            fn into_expr(self) -> $crate::Expr<$v> {
                let $s = self;
                $crate::Expr::from_node($node)
            }
        }
        impl<$($g)*> $crate::Expression for $ty {}
        impl<$($g)*> $crate::Columns for $ty {
            type Row = <$v as $crate::SqlValue>::Read;

            fn push_columns(self, projection: &mut $crate::Projection) {
                projection.push($crate::selected::<$v>($crate::IntoExpr::into_expr(self).into_node()));
            }
        }
        impl<$($g)*> $crate::IntoOrder for $ty {
            fn push_orders(self, orders: &mut Vec<$crate::Order>) {
                orders.push($crate::Order::by($crate::IntoExpr::into_expr(self).into_node()));
            }
        }
        impl<$($g)*> $crate::IntoGroup for $ty {
            fn push_group(self, nodes: &mut Vec<$crate::Node>) {
                nodes.push($crate::IntoExpr::into_expr(self).into_node());
            }
        }
    };
}

/// The arithmetic operators of an expression type; part of [`expression!`](crate::expression).
#[doc(hidden)]
#[macro_export]
macro_rules! arithmetic {
    ([$($g:tt)*] $ty:ty, $v:ty) => {
        impl<Rhs: $crate::IntoExpr, $($g)*> ::std::ops::Div<Rhs> for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Numeral + $crate::family::Multipliable<$crate::FamilyOf<Rhs>>,
            $crate::FamilyOf<Rhs>: $crate::family::Numeral,
        {
            type Output = $crate::Expr<
                <$crate::FamilyOf<Self> as $crate::family::Multipliable<$crate::FamilyOf<Rhs>>>::Quotient<$v, Rhs::Value>,
            >;

            fn div(self, right: Rhs) -> Self::Output {
                $crate::Divide::quotient(self, right)
            }
        }
        impl<$($g)*> ::std::ops::Neg for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Numeral,
        {
            type Output = $crate::Expr<$v>;

            fn neg(self) -> $crate::Expr<$v> {
                let operand = $crate::IntoExpr::into_expr(self).into_node();
                $crate::Expr::from_node($crate::Unary { sign: $crate::Sign::Minus, operand })
            }
        }
        impl<Rhs: $crate::IntoExpr, $($g)*> ::std::ops::Add<Rhs> for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Addable<$crate::FamilyOf<Rhs>>,
        {
            type Output =
                $crate::Expr<<$crate::FamilyOf<Self> as $crate::family::Addable<$crate::FamilyOf<Rhs>>>::Sum<$v, Rhs::Value>>;

            fn add(self, right: Rhs) -> Self::Output {
                let reckoning = <$crate::FamilyOf<Self> as $crate::family::Addable<$crate::FamilyOf<Rhs>>>::RECKONING;
                $crate::Expr::from_node($crate::Binary::sum(self, right, reckoning))
            }
        }
        impl<Rhs: $crate::IntoExpr, $($g)*> ::std::ops::Sub<Rhs> for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Subtractable<$crate::FamilyOf<Rhs>>,
        {
            type Output = $crate::Expr<
                <$crate::FamilyOf<Self> as $crate::family::Subtractable<$crate::FamilyOf<Rhs>>>::Difference<$v, Rhs::Value>,
            >;

            fn sub(self, right: Rhs) -> Self::Output {
                let reckoning = <$crate::FamilyOf<Self> as $crate::family::Subtractable<$crate::FamilyOf<Rhs>>>::RECKONING;
                $crate::Expr::from_node($crate::Binary::difference(self, right, reckoning))
            }
        }
        $crate::arithmetic!([$($g)*] $ty, $v, Mul mul);
        $crate::arithmetic!([$($g)*] $ty, $v, Rem rem);
    };
    ([$($g:tt)*] $ty:ty, $v:ty, $trait:ident $method:ident) => {
        impl<Rhs: $crate::IntoExpr, $($g)*> ::std::ops::$trait<Rhs> for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Multipliable<$crate::FamilyOf<Rhs>>,
        {
            type Output = $crate::Expr<
                <$crate::FamilyOf<Self> as $crate::family::Multipliable<$crate::FamilyOf<Rhs>>>::Product<$v, Rhs::Value>,
            >;

            fn $method(self, right: Rhs) -> Self::Output {
                let (left, right) = ($crate::IntoExpr::into_expr(self).into_node(), right.into_expr().into_node());
                $crate::Expr::from_node($crate::Binary { left, operator: $crate::Operator::$trait, right })
            }
        }
    };
}

expression!([T: SqlValue] Expr<T>, T, |e| e.into_node());
expression!([T: SqlValue] Labelled<T>, T, |e| e.to_node());
expression!([T: SqlValue] Func<T>, T, |e| e.to_node());
expression!([T: SqlValue] Over<T>, T, |e| e.to_node());
expression!([T: SqlValue] Column<T>, T, |e| e.to_node());
expression!([T: SqlValue] CustomOp<T>, T, |e| e.into_node());
expression!(no number [] LikePattern, bool, |e| e.into_node());

impl Columns for () {
    type Row = ();

    fn push_columns(self, _: &mut Projection) {}
}

impl<T: SqlValue> IntoExpr for &Expr<T> {
    type Value = T;

    fn into_expr(self) -> Expr<T> {
        self.clone()
    }
}

/// `!` before an expression type whose values may be conditions.
#[doc(hidden)]
#[macro_export]
macro_rules! negation {
    ($([$($g:tt)*] $ty:ty;)*) => {$(
        impl<$($g)*> ::std::ops::Not for $ty
        where
            $crate::FamilyOf<Self>: $crate::family::Condition,
        {
            type Output = $crate::Expr<bool>;

            fn not(self) -> $crate::Expr<bool> {
                let is_truth = <$crate::FamilyOf<Self> as $crate::family::Condition>::IS_TRUTH;
                $crate::Expr::from_node($crate::Not::of($crate::IntoExpr::into_expr(self).into_node(), is_truth))
            }
        }
    )*};
}
negation! {
    [T: SqlValue] Expr<T>;
    [T: SqlValue] Labelled<T>;
    [T: SqlValue] Func<T>;
    [T: SqlValue] Over<T>;
    [T: SqlValue] Column<T>;
    [T: SqlValue] CustomOp<T>;
    [] LikePattern;
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: Columns),+> Columns for ($($t,)+) {
            type Row = ($($t::Row,)+);

            fn push_columns(self, projection: &mut Projection) {
                $(self.$i.push_columns(projection);)+
            }
        }
        impl<$($t: IntoOrder),+> IntoOrder for ($($t,)+) {
            fn push_orders(self, orders: &mut Vec<Order>) {
                $(self.$i.push_orders(orders);)+
            }
        }
        impl<$($t: IntoGroup),+> IntoGroup for ($($t,)+) {
            fn push_group(self, nodes: &mut Vec<Node>) {
                $(self.$i.push_group(nodes);)+
            }

            fn push_sets(self, nodes: &mut Vec<Node>) {
                $(self.$i.push_set(nodes);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);
