//! The operators of arrays besides containment: elements, slices, joining, ANY and ALL.

use alchemy_core::family::ComparesWith;
use alchemy_core::{Expr, Expression, FamilyOf, IntoExpr, Node, NotNullOf, Operator, SqlValue, Value};

use super::quantified::Quantified;
use super::{Infix, Subscript};

/// What an array holds.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an array", note = "columns of the type `Vec<T>` are arrays")]
pub trait Elements {
    /// The type of the elements.
    type Element: SqlValue;
}

impl<T: SqlValue> Elements for Vec<T> {
    type Element = T::NotNull;
}

impl Elements for Value {
    type Element = Value;
}

/// The type of an array's elements.
pub type ElementOf<E> = <NotNullOf<E> as Elements>::Element;

/// The operators of arrays. [`Containment`](super::Containment) has `@>`, `<@` and `&&`.
///
/// Positions count from one, as the server's do.
pub trait ArrayOperators: Expression {
    /// `self[position]`: an element, NULL where there is none.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { pub t ("t") { scores: Vec<i32>, grid: Vec<Vec<i32>> } }
    /// let stmt = select((t::scores.element(1), t::grid.element(1).element(2)));
    /// assert_eq!(
    ///     stmt.compile(&Dialect::default())?.text(),
    ///     "SELECT t.scores[$1] AS anon_1, t.grid[$2][$3] AS anon_2 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn element<I: IntoExpr>(self, position: I) -> Expr<Option<ElementOf<Self>>>
    where
        NotNullOf<Self>: Elements,
    {
        Subscript::typed(node(self), node(position), None)
    }

    /// The element at a position that counts from zero.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { scores: Vec<i32> } }
    /// let compiled = select(t::scores.nth(0)).compile(&Dialect::default())?;
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT t.scores[$1] AS anon_1 FROM t", &[Value::Int(1)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    fn nth(self, index: i32) -> Expr<Option<ElementOf<Self>>>
    where
        NotNullOf<Self>: Elements,
    {
        self.element(index.saturating_add(1))
    }

    /// `self[first:last]`: the elements from one position to another, both included.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::scores.slice(1, 3)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.scores[$1:$2] AS anon_1 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn slice<F: IntoExpr, L: IntoExpr>(self, first: F, last: L) -> Expr<NotNullOf<Self>>
    where
        NotNullOf<Self>: Elements,
    {
        Subscript::typed(node(self), node(first), Some(node(last)))
    }

    /// The elements from one position to another that count from zero, both included.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { scores: Vec<i32> } }
    /// let compiled = select(t::scores.slice_from(0, 2)).compile(&Dialect::default())?;
    /// assert_eq!(compiled.text(), "SELECT t.scores[$1:$2] AS anon_1 FROM t");
    /// assert_eq!(compiled.params(), [Value::Int(1), Value::Int(3)]);
    /// # Ok::<(), Error>(())
    /// ```
    fn slice_from(self, first: i32, last: i32) -> Expr<NotNullOf<Self>>
    where
        NotNullOf<Self>: Elements,
    {
        self.slice(first.saturating_add(1), last.saturating_add(1))
    }

    /// `self || right`: two arrays in one.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::scores.join_array(vec![9])).compile(&Dialect::default())?.text(),
    ///     "SELECT t.scores || $1 AS anon_1 FROM t",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn join_array<R: IntoExpr>(self, right: R) -> Expr<NotNullOf<Self>>
    where
        NotNullOf<Self>: Elements,
        FamilyOf<Self>: ComparesWith<FamilyOf<R>>,
    {
        Infix::typed(node(self), "||", node(right))
    }

    /// `value operator ANY (self)`: whether it holds for some element.
    ///
    /// ```
    /// use alchemy_core::{Operator, prelude::*};
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { id: i64, scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::scores.any_element(Operator::Lt, 9)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE $1 < ANY (t.scores)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn any_element<V: IntoExpr>(self, operator: Operator, value: V) -> Expr<bool>
    where
        NotNullOf<Self>: Elements,
        FamilyOf<V>: ComparesWith<<ElementOf<Self> as SqlValue>::Family>,
    {
        Infix::typed(node(value), operator.sql(), Quantified::node(node(self), false))
    }

    /// `value operator ALL (self)`: whether it holds for every element.
    ///
    /// ```
    /// use alchemy_core::{Operator, prelude::*};
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { id: i64, scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::scores.all_elements(Operator::Ge, 9)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE $1 >= ALL (t.scores)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn all_elements<V: IntoExpr>(self, operator: Operator, value: V) -> Expr<bool>
    where
        NotNullOf<Self>: Elements,
        FamilyOf<V>: ComparesWith<<ElementOf<Self> as SqlValue>::Family>,
    {
        Infix::typed(node(value), operator.sql(), Quantified::node(node(self), true))
    }

    /// `value = ANY (self)`: whether an element is equal.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::ArrayOperators as _};
    /// # table! { t ("t") { id: i64, scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::scores.has_element(9)).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE $1 = ANY (t.scores)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn has_element<V: IntoExpr>(self, value: V) -> Expr<bool>
    where
        NotNullOf<Self>: Elements,
        FamilyOf<V>: ComparesWith<<ElementOf<Self> as SqlValue>::Family>,
    {
        self.any_element(Operator::Eq, value)
    }
}

impl<E: Expression> ArrayOperators for E {}

fn node(expr: impl IntoExpr) -> Node {
    expr.into_expr().into_node()
}
