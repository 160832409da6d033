//! The operators of ranges besides containment and overlap: position, and what is made of two.

use alchemy_core::family::{ComparesWith, SqlAny};
use alchemy_core::{Expr, Expression, FamilyOf, IntoExpr, Node, NotNullOf};

use super::{Infix, SqlMultirange, SqlRange};

/// What the operators of ranges take.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a range")]
pub trait Ranges {}
impl<F> Ranges for SqlRange<F> {}
impl<F> Ranges for SqlMultirange<F> {}
impl Ranges for SqlAny {}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident $sql:literal -> $out:ty;)*) => {
        /// The operators of ranges and multiranges. [`Containment`](super::Containment) has `@>`, `<@` and `&&`.
        ///
        /// ```
        /// use alchemy_core::prelude::*;
        /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
        /// # table! { pub t ("t") { id: i64, years: Range<i32> } }
        /// let stmt = select(t::years.intersection_with(Range::new(1, 9))).filter(t::years.strictly_left_of(Range::from(2000..)));
        /// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT t.years * $1 AS anon_1 FROM t WHERE t.years << $2");
        /// # Ok::<(), Error>(())
        /// ```
        pub trait RangeOperators: Expression {$(
            $(#[$doc])*
            fn $name<R: IntoExpr>(self, right: R) -> Expr<$out>
            where
                FamilyOf<Self>: Ranges + ComparesWith<FamilyOf<R>>,
            {
                Infix::typed(node(self), $sql, node(right))
            }
        )*}
    };
}
operators! {
    /// `self << right`: whether all of it lies before all of another.
    strictly_left_of "<<" -> bool;
    /// `self >> right`: whether all of it lies behind all of another.
    strictly_right_of ">>" -> bool;
    /// `self &< right`: whether it does not reach beyond the end of another.
    not_extend_right_of "&<" -> bool;
    /// `self &> right`: whether it does not reach before the beginning of another.
    not_extend_left_of "&>" -> bool;
    /// `self -|- right`: whether the one begins where the other ends.
    adjacent_to "-|-" -> bool;
    /// `self + right`: what is in one or the other. The server refuses what would not be one range.
    union_with "+" -> NotNullOf<Self>;
    /// `self - right`: what is in it and not in another.
    difference_with "-" -> NotNullOf<Self>;
    /// `self * right`: what is in both.
    intersection_with "*" -> NotNullOf<Self>;
}

impl<E: Expression> RangeOperators for E {}

fn node(expr: impl IntoExpr) -> Node {
    expr.into_expr().into_node()
}
