//! `ARRAY[a, b]`, and functions that make arrays and take them apart.

use std::sync::Arc;

use alchemy_core::{Construct, Expr, Func, IntoExpr, Key, Keyed, Node, NotNullOf, Render, Renderer, Result, SqlType, SqlValue};

use super::array::Elements;
use super::function;
use super::typed::with_type;

/// `ARRAY[a, b]`
#[derive(Debug, Clone)]
pub struct ArrayLiteral {
    /// The elements.
    pub items: Vec<Node>,
    /// Their type.
    pub element: SqlType,
}

impl Construct for ArrayLiteral {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.items.iter().for_each(visit);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let ArrayLiteral { items, element } = self;
        items.key(key);
        key.plain(element);
    }
}

impl Render for ArrayLiteral {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, "an array literal")?;
        r.word("ARRAY[");
        r.list(&self.items, |r, item| match item {
            Node::Bind(value) if value.is_null() => {
                r.word("NULL");
                Ok(())
            }
            // What is bound is taken for text, if nobody says otherwise.
            item if is_text(&self.element) => item.render(r),
            item => with_type(item.clone(), self.element.clone()).render(r),
        })?;
        r.glue("]");
        if self.items.is_empty() {
            r.glue("::");
            r.glue(&r.dialect().column_type(&self.element.clone().array())?);
        }
        Ok(())
    }
}

fn is_text(element: &SqlType) -> bool {
    matches!(element, SqlType::Text | SqlType::String { .. } | SqlType::Array { .. })
}

fn literal<T: SqlValue>(items: Vec<Node>) -> Expr<Vec<T>> {
    Expr::from_node(Node::Extension(Arc::new(ArrayLiteral { items, element: T::sql_type() })))
}

/// `ARRAY[a, b]`: an array of expressions. An array of arrays has two dimensions.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::{Dialect, ext::array};
/// # table! { pub t ("t") { a: String, b: String } }
/// let stmt = select(array([t::a.expr(), t::b.expr(), literal("c".to_owned())]));
/// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT ARRAY[t.a, t.b, $1] AS anon_1 FROM t");
/// # Ok::<(), Error>(())
/// ```
pub fn array<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> Expr<Vec<E::Value>> {
    literal(items.into_iter().map(|item| item.into_expr().into_node()).collect())
}

/// `ARRAY[a, b]` of another type than its members have by themselves.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::{Dialect, ext::array_of};
/// # table! { t ("t") { a: i32 } }
/// assert_eq!(
///     select(array_of::<i64>([t::a])).compile(&Dialect::default())?.text(),
///     "SELECT ARRAY[t.a] AS anon_1 FROM t",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn array_of<T: SqlValue>(items: impl IntoIterator<Item = impl IntoExpr>) -> Expr<Vec<T>> {
    literal(items.into_iter().map(|item| item.into_expr().into_node()).collect())
}

/// `array_agg(e)`: all values of a group as an array; NULL over no rows.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::{Dialect, ext::array_agg};
/// # table! { pub t ("t") { a: i32 } }
/// assert_eq!(select(array_agg(t::a)).compile(&Dialect::default())?.text(), "SELECT array_agg(t.a) AS array_agg_1 FROM t");
/// # Ok::<(), Error>(())
/// ```
pub fn array_agg<E: IntoExpr>(operand: E) -> Func<Option<Vec<E::Value>>> {
    function("array_agg", operand)
}

/// `unnest(array)`: a row for each element.
///
/// ```
/// use alchemy_core::prelude::*;
/// use alchemy_postgres::{Dialect, ext::unnest};
/// # table! { t ("t") { scores: Vec<i32> } }
/// assert_eq!(
///     select(unnest(t::scores)).compile(&Dialect::default())?.text(),
///     "SELECT unnest(t.scores) AS unnest_1 FROM t",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn unnest<E: IntoExpr>(array: E) -> Func<Option<<NotNullOf<E> as Elements>::Element>>
where
    NotNullOf<E>: Elements,
{
    function("unnest", array)
}
