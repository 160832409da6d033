//! `(a, b)`: several values compared as one.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::dialect::RowList;
use crate::error::Result;
use crate::sql::expr::truth::constant;
use crate::sql::{Between, Binary, Construct, CustomOp, Expr, InItems, InList, InSelect, IntoExpr, Node, Operator, Select, bound};
use crate::sql::{Compound, Rows as _, ScalarSubquery, Values};
use crate::types::family::ComparesWith;
use crate::types::{SqlType, SqlValue};
use crate::value::Value;

/// `(a, b)`
#[derive(Debug, Clone)]
pub struct RowValue {
    /// The values.
    pub parts: Vec<Node>,
}

impl Construct for RowValue {
    crate::key!(parts);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.parts.iter().for_each(visit);
    }
}

impl Render for RowValue {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| r.list(&self.parts, |r, part| part.render(r)))
    }
}

/// Writes the list of row values behind IN, with the word that some databases want before it.
pub(crate) fn render_list(r: &mut Renderer<'_>, rows: &[Node]) -> Result<()> {
    if r.features().row_list == RowList::Values {
        r.word("VALUES");
    }
    r.list(rows, |r, row| row.render(r))
}

/// Several expressions compared as one, read as the tuple `T`. It can be compared, not selected.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
/// table! { pub shelf ("shelf") { branch_id: i32 [primary_key], code: String [primary_key], capacity: i16 } }
/// let wanted = tuple((shelf::branch_id, shelf::code)).in_([(1, "A1"), (2, "B2")]);
/// assert_eq!(
///     select(shelf::capacity).filter(wanted).compile(&Ansi)?.text(),
///     "SELECT shelf.capacity FROM shelf WHERE (shelf.branch_id, shelf.code) IN ((?, ?), (?, ?))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tuple<T> {
    parts: Vec<Node>,
    values: PhantomData<fn() -> T>,
}

/// Makes a row value of two to eight expressions.
///
/// ```
/// use alchemy_core::{dialect::Ansi, tuple, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(book::id).filter(tuple((book::pages, book::title)).gt((300, "M"))).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE (book.pages, book.title) > (?, ?)",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn tuple<T: IntoTuple>(parts: T) -> Tuple<T::Values> {
    Tuple { parts: parts.into_parts(), values: PhantomData }
}

/// What a row value is made of: a tuple of expressions or values.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let wanted = tuple((book::title, book::pages)).eq(("Emma", book::pages + 1));
/// assert_eq!(
///     select(book::id).filter(wanted).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE (book.title, book.pages) = (?, book.pages + ?)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of expressions",
    note = "from two to eight expressions or values"
)]
pub trait IntoTuple: IntoRow {
    /// Its parts.
    fn into_parts(self) -> Vec<Node>;
}

/// What a row value is compared with: a tuple of expressions or values, or a SELECT of as many columns that gives one row.
/// NULL is bound here, where `tuple` writes it: its type is that of the part beside it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let stmt = select(book::id).filter(tuple((book::title, book::blurb)).ne(("Emma", None::<String>)));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE (book.title, book.blurb) != (?, ?)");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no row to compare with",
    note = "give a tuple of two to eight expressions or values, or a select"
)]
pub trait IntoRow {
    /// What its parts are read as.
    type Values;

    /// The row.
    fn into_row(self) -> Node;
}

impl<T> IntoRow for Tuple<T> {
    type Values = T;

    fn into_row(self) -> Node {
        self.node()
    }
}

macro_rules! selects {
    ($($ty:ty,)*) => {$(
        impl<R: 'static> IntoRow for $ty {
            type Values = R;

            fn into_row(self) -> Node {
                ScalarSubquery { rows: self.into_rows() }.into()
            }
        }
        impl<R: 'static> IntoTuples for $ty {
            type Values = R;

            fn into_in(self, operand: Node, negated: bool) -> Node {
                InSelect { operand, rows: self.into_rows(), negated }.into()
            }
        }
    )*};
}
selects! { Select<R>, Compound<R>, }

/// `(a, b) IN (VALUES (…), (…))`
impl<R: 'static> IntoTuples for Values<R> {
    type Values = R;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        InSelect { operand, rows: self.into_rows(), negated }.into()
    }
}

/// `A: TupleComparesWith<B>`: row values of `A` may be compared with those of `B`, part by part.
#[diagnostic::on_unimplemented(message = "cannot compare the row values `{Self}` and `{Rhs}`")]
pub trait TupleComparesWith<Rhs> {
    /// The parts of the other row, each value in the SQL that the type beside it puts around values.
    #[doc(hidden)]
    fn bound_parts(parts: Vec<Node>) -> Vec<Node>;
}

/// Tuples whose parts have SQL types.
#[doc(hidden)]
#[diagnostic::on_unimplemented(message = "`{Self}` is not a tuple of values", note = "from two to eight types of values")]
pub trait RowTypes {
    /// Those of its parts.
    fn sql_types() -> Vec<SqlType>;
}

/// A row, or a list of rows, beside row values of `T`.
fn beside<T: TupleComparesWith<R>, R>(node: Node) -> Node {
    match node {
        Node::RowValue(row) => RowValue { parts: T::bound_parts(Arc::unwrap_or_clone(row).parts) }.into(),
        Node::InList(list) => {
            let mut list = Arc::unwrap_or_clone(list);
            if let InItems::Expressions(rows) = &mut list.items {
                rows.iter_mut().for_each(|row| *row = beside::<T, R>(std::mem::replace(row, Node::Bind(Value::Null))));
            }
            list.into()
        }
        other => other,
    }
}

impl<T> IntoTuple for Tuple<T> {
    fn into_parts(self) -> Vec<Node> {
        self.parts
    }
}

macro_rules! tuples {
    ($one:tt $(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: IntoExpr),+> IntoTuple for ($($t,)+) {
            fn into_parts(self) -> Vec<Node> {
                Vec::from([$(part(self.$i)),+])
            }
        }
        impl<$($t: SqlValue),+> RowTypes for ($($t,)+) {
            fn sql_types() -> Vec<SqlType> {
                Vec::from([$($t::sql_type()),+])
            }
        }
        impl<$($t: IntoExpr),+> IntoRow for ($($t,)+) {
            type Values = ($($t::Value,)+);

            fn into_row(self) -> Node {
                RowValue { parts: Vec::from([$(self.$i.into_expr().into_node()),+]) }.into()
            }
        }
        impl<$($t: SqlValue, $u: SqlValue),+> TupleComparesWith<($($u,)+)> for ($($t,)+)
        where
            $($t::Family: ComparesWith<$u::Family>),+
        {
            fn bound_parts(parts: Vec<Node>) -> Vec<Node> {
                let bound: &[fn(Node) -> Node] = &[$(bound::<$t>),+];
                parts.into_iter().zip(bound).map(|(part, bound)| bound(part)).collect()
            }
        }
    )*};
}
crate::for_tuples!(tuples);

/// NULL is written out: its type cannot be told from a column beside it.
fn part<E: IntoExpr>(expr: E) -> Node {
    let node = expr.into_expr().into_node();
    if E::PLAIN { constant(node) } else { node }
}

/// A list of row values, or a SELECT or VALUES of as many columns.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let known = select((book::title, book::pages)).filter(book::id.lt(9));
/// assert_eq!(
///     select(book::id).filter(tuple((book::title, book::pages)).in_(known)).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE (book.title, book.pages) IN (SELECT book.title, book.pages FROM book WHERE book.id < ?)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of row values",
    note = "give an array or a Vec of tuples, or a select"
)]
pub trait IntoTuples {
    /// What the parts of each are read as.
    type Values;

    /// `operand [NOT] IN (self)`
    fn into_in(self, operand: Node, negated: bool) -> Node;
}

fn in_rows<T: IntoTuple>(operand: Node, rows: impl IntoIterator<Item = T>, negated: bool) -> Node {
    let items = rows.into_iter().map(IntoRow::into_row).collect();
    InList::of(operand, items, negated).into()
}

impl<T: IntoTuple, const N: usize> IntoTuples for [T; N] {
    type Values = T::Values;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(operand, self, negated)
    }
}

impl<T: IntoTuple> IntoTuples for Vec<T> {
    type Values = T::Values;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(operand, self, negated)
    }
}

impl<T> Tuple<T> {
    pub(crate) fn node(self) -> Node {
        Node::RowValue(Arc::new(RowValue { parts: self.parts }))
    }

    /// `(a, b) operator (c, d)`, read as a truth value: for an operator that this library does not know.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// table! { pub stay ("stay") { id: i32 [primary_key], arrival: i64, departure: i64 } }
    /// let meets = tuple((stay::arrival, stay::departure)).bool_op("OVERLAPS", (5, 9));
    /// assert_eq!(
    ///     select(stay::id).filter(meets).compile(&Ansi)?.text(),
    ///     "SELECT stay.id FROM stay WHERE (stay.arrival, stay.departure) OVERLAPS (?, ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn bool_op<R: IntoRow>(self, operator: &str, right: R) -> CustomOp<bool> {
        CustomOp::new(self.node(), operator, right.into_row())
    }

    fn compare<R: IntoRow>(self, operator: Operator, right: R) -> Expr<bool>
    where
        T: TupleComparesWith<R::Values>,
    {
        let right = beside::<T, R::Values>(right.into_row());
        Expr::from_node(Binary { left: self.node(), operator, right })
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident $operator:ident)*) => {
        impl<T> Tuple<T> {
            $($(#[$doc])*
            pub fn $name<R: IntoRow>(self, right: R) -> Expr<bool>
            where
                T: TupleComparesWith<R::Values>,
            {
                self.compare(Operator::$operator, right)
            })*
        }
    };
}
comparisons! {
    /// `(a, b) = (c, d)`, or the row that a SELECT gives.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// table! { pub review ("review") { book_id: i64, stars: i64 } }
    /// let best = select((func::max(review::book_id), func::max(review::stars)));
    /// assert_eq!(
    ///     select(book::title).filter(tuple((book::id, book::pages)).eq(best)).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book WHERE (book.id, book.pages) = \
    ///      (SELECT max(review.book_id) AS max_1, max(review.stars) AS max_2 FROM review)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    eq Eq
    /// `(a, b) != (c, d)`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(tuple((book::title, book::pages)).ne(("Emma", 300)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE (book.title, book.pages) != (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    ne Ne
    /// `(a, b) < (c, d)`: the first parts that differ decide.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(tuple((book::pages, book::id)).lt((300, 7)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE (book.pages, book.id) < (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    lt Lt
    /// `(a, b) <= (c, d)`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(tuple((book::pages, book::id)).le((300, 7)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE (book.pages, book.id) <= (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    le Le
    /// `(a, b) > (c, d)`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// // The page behind the last row that was shown.
    /// let stmt = select(book::id).filter(tuple((book::pages, book::id)).gt((300, 7))).order_by((book::pages, book::id));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.pages, book.id) > (?, ?) ORDER BY book.pages, book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    gt Gt
    /// `(a, b) >= (c, d)`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, tuple};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::id).filter(tuple((book::pages, book::id)).ge((300, 7)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE (book.pages, book.id) >= (?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    ge Ge
}

impl<T> Tuple<T> {
    /// `(a, b) IN (…)`; false for an empty list.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, tuple, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let wanted = tuple((book::title, book::pages)).in_([("Emma", 300), ("Ulysses", 700)]);
    /// assert_eq!(
    ///     select(book::id).filter(wanted).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title, book.pages) IN ((?, ?), (?, ?))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn in_<L: IntoTuples>(self, list: L) -> Expr<bool>
    where
        T: TupleComparesWith<L::Values>,
    {
        Expr::from_node(beside::<T, L::Values>(list.into_in(self.node(), false)))
    }

    /// `(a, b) NOT IN (…)`; true for an empty list.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, tuple, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let unwanted = tuple((book::title, book::pages)).not_in([("Emma", 300)]);
    /// assert_eq!(
    ///     select(book::id).filter(unwanted).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE ((book.title, book.pages) NOT IN ((?, ?)))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn not_in<L: IntoTuples>(self, list: L) -> Expr<bool>
    where
        T: TupleComparesWith<L::Values>,
    {
        Expr::from_node(beside::<T, L::Values>(list.into_in(self.node(), true)))
    }

    /// `(a, b) BETWEEN (…) AND (…)`, bounds included.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, tuple, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let range = tuple((book::title, book::pages)).between(("A", 0), ("C", 300));
    /// assert_eq!(
    ///     select(book::id).filter(range).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE (book.title, book.pages) BETWEEN (?, ?) AND (?, ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn between<L: IntoRow, H: IntoRow>(self, low: L, high: H) -> Expr<bool>
    where
        T: TupleComparesWith<L::Values> + TupleComparesWith<H::Values>,
    {
        let low = beside::<T, L::Values>(low.into_row());
        let high = beside::<T, H::Values>(high.into_row());
        Expr::from_node(Between { operand: self.node(), low, high, negated: false, symmetric: false })
    }
}

impl<T> Render for Tuple<T> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        RowValue { parts: self.parts.clone() }.render(r)
    }
}
