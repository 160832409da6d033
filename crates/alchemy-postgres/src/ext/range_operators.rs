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
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let before = select(stay::id).filter(stay::days.strictly_left_of(Range::new(3, 9)));
    /// assert_eq!(before.compile(&Dialect::default())?.text(), "SELECT stay.id FROM stay WHERE stay.days << $1");
    /// # Ok::<(), Error>(())
    /// ```
    strictly_left_of "<<" -> bool;
    /// `self >> right`: whether all of it lies behind all of another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let behind = select(stay::id).filter(stay::days.strictly_right_of(Range::new(3, 9)));
    /// assert_eq!(behind.compile(&Dialect::default())?.text(), "SELECT stay.id FROM stay WHERE stay.days >> $1");
    /// # Ok::<(), Error>(())
    /// ```
    strictly_right_of ">>" -> bool;
    /// `self &< right`: whether it does not reach beyond the end of another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let over_by_then = select(stay::id).filter(stay::days.not_extend_right_of(Range::new(3, 9)));
    /// assert_eq!(over_by_then.compile(&Dialect::default())?.text(), "SELECT stay.id FROM stay WHERE stay.days &< $1");
    /// # Ok::<(), Error>(())
    /// ```
    not_extend_right_of "&<" -> bool;
    /// `self &> right`: whether it does not reach before the beginning of another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let not_begun_before = select(stay::id).filter(stay::days.not_extend_left_of(Range::new(3, 9)));
    /// assert_eq!(not_begun_before.compile(&Dialect::default())?.text(), "SELECT stay.id FROM stay WHERE stay.days &> $1");
    /// # Ok::<(), Error>(())
    /// ```
    not_extend_left_of "&>" -> bool;
    /// `self -|- right`: whether the one begins where the other ends.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let next = select(stay::id).filter(stay::days.adjacent_to(Range::new(3, 9)));
    /// assert_eq!(next.compile(&Dialect::default())?.text(), "SELECT stay.id FROM stay WHERE stay.days -|- $1");
    /// # Ok::<(), Error>(())
    /// ```
    adjacent_to "-|-" -> bool;
    /// `self + right`: what is in one or the other. The server refuses what would not be one range.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let longer = stay::update().set(stay::days.to(stay::days.union_with(Range::new(3, 9))));
    /// assert_eq!(longer.compile(&Dialect::default())?.text(), "UPDATE stay SET days=(stay.days + $1)");
    /// # Ok::<(), Error>(())
    /// ```
    union_with "+" -> NotNullOf<Self>;
    /// `self - right`: what is in it and not in another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let left = select(stay::days.difference_with(Range::new(3, 9)).label("left_over"));
    /// assert_eq!(left.compile(&Dialect::default())?.text(), "SELECT stay.days - $1 AS left_over FROM stay");
    /// # Ok::<(), Error>(())
    /// ```
    difference_with "-" -> NotNullOf<Self>;
    /// `self * right`: what is in both.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::{Range, RangeOperators as _}};
    /// # table! { stay ("stay") { id: i64 [primary_key], days: Range<i32> } }
    /// let shared = select(stay::days.intersection_with(Range::new(3, 9)).label("shared"));
    /// assert_eq!(shared.compile(&Dialect::default())?.text(), "SELECT stay.days * $1 AS shared FROM stay");
    /// # Ok::<(), Error>(())
    /// ```
    intersection_with "*" -> NotNullOf<Self>;
}

impl<E: Expression> RangeOperators for E {}

fn node(expr: impl IntoExpr) -> Node {
    expr.into_expr().into_node()
}
