//! `ANY (…)` and `ALL (…)`, to the right of a comparison.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect;
use crate::error::Result;
use crate::sql::{Column, Compound, Construct, Expr, Func, IntoExpr, Node, Param, RowSource, Rows, Select};
use crate::types::SqlValue;

/// Whether one, or each, must compare so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// One.
    Any,
    /// Each.
    All,
}

/// `ANY (…)` or `ALL (…)`.
#[derive(Debug, Clone)]
pub struct Quantified {
    quantifier: Quantifier,
    over: Over,
}

/// What is gone through.
#[derive(Debug, Clone)]
enum Over {
    Rows(Arc<dyn RowSource>),
    Array(Node),
}

impl Quantified {
    /// Whether a SELECT is gone through.
    pub(crate) fn is_over_rows(&self) -> bool {
        matches!(self.over, Over::Rows(_))
    }
}

impl Construct for Quantified {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.plain(&self.quantifier);
        match &self.over {
            Over::Rows(rows) => {
                key.tag(0);
                rows.key(key);
            }
            Over::Array(node) => {
                key.tag(1);
                node.key(key);
            }
        }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        if let Over::Array(node) = &self.over {
            visit(node);
        }
    }
}

impl Render for Quantified {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let has = r.features().combining.quantified;
        r.word(if self.quantifier == Quantifier::Any { "ANY" } else { "ALL" });
        match &self.over {
            Over::Rows(_) if has == dialect::Quantified::None => Err(r.unsupported("ANY and ALL")),
            Over::Array(_) if has != dialect::Quantified::SubqueriesAndArrays => Err(r.unsupported("ANY and ALL over an array")),
            Over::Rows(rows) => r.parens(|r| rows.render(r)),
            Over::Array(node) => r.parens(|r| node.render(r)),
        }
    }
}

/// The right side of a comparison with any, or each, of several values; made by [`any`] and [`all`].
pub struct OneOfMany<T> {
    node: Quantified,
    value: PhantomData<fn() -> T>,
}

impl<T: SqlValue> IntoExpr for OneOfMany<T> {
    type Value = T;

    fn into_expr(self) -> Expr<T> {
        Expr::from_node(self.node)
    }
}

impl<T> fmt::Debug for OneOfMany<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

/// For the right side of a comparison: it holds if it holds for one of the rows, or one element of the array.
///
/// ```
/// use alchemy_core::{any, dialect::Ansi, prelude::*};
/// table! { pub book ("book") { id: i64, pages: i64 } }
/// table! { pub review ("review") { stars: i64 } }
/// let stmt = select(book::id).filter(book::pages.le(any(select(review::stars))));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE book.pages <= ANY (SELECT review.stars FROM review)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where there is no ANY.
pub fn any<M: Many>(many: M) -> OneOfMany<M::One> {
    OneOfMany { node: Quantified { quantifier: Quantifier::Any, over: many.into_over().0 }, value: PhantomData }
}

/// For the right side of a comparison: it holds if it holds for each of the rows, or each element of the array.
///
/// ```
/// use alchemy_core::{all, dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// # table! { review ("review") { stars: i64 } }
/// assert_eq!(
///     select(book::id).filter(book::pages.gt(all(select(review::stars)))).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE book.pages > ALL (SELECT review.stars FROM review)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where there is no ALL.
pub fn all<M: Many>(many: M) -> OneOfMany<M::One> {
    OneOfMany { node: Quantified { quantifier: Quantifier::All, over: many.into_over().0 }, value: PhantomData }
}

/// Several values: the rows of a SELECT of one column, or an array.
#[diagnostic::on_unimplemented(message = "`{Self}` is neither a SELECT of one column nor an array")]
pub trait Many {
    /// The type of one of them.
    type One: SqlValue;

    #[doc(hidden)]
    fn into_over(self) -> ManyValues;
}

/// Several values, erased.
#[derive(Debug)]
pub struct ManyValues(Over);

macro_rules! rows {
    ($($t:ident)*) => {$(
        impl<T: SqlValue> Many for $t<T> {
            type One = T;

            fn into_over(self) -> ManyValues {
                ManyValues(Over::Rows(self.into_rows()))
            }
        }
    )*};
}
rows! { Select Compound }

/// Over an array, which may be NULL, of a type that the compiler need not know.
macro_rules! arrays {
    ($($t:ident)*) => {$(
        arrays! { $t Vec<T>, $t Option<Vec<T>>, }
    )*};
    ($($t:ident $array:ty,)*) => {$(
        impl<T: SqlValue> Many for $t<$array>
        where
            $array: SqlValue,
        {
            type One = T;

            fn into_over(self) -> ManyValues {
                ManyValues(Over::Array(self.into_expr().into_node()))
            }
        }
    )*};
}
arrays! { Column Func Expr Param }
