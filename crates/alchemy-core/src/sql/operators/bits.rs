//! The operators on the bits of integers.

use crate::sql::expr::{BitXor, Sign, Unary};
use crate::sql::{Expr, Expression, FamilyOf, IntoExpr, Operator, operators::binary};
use crate::types::family::{Integral, LikeLeft};

/// The operators on the bits of integers.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub patron ("patron") { id: i64 [primary_key], flags: i32 } }
/// let stmt = select(patron::id).filter(patron::flags.bitwise_and(8).ne(0));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT patron.id FROM patron WHERE patron.flags & ? != ?");
/// # Ok::<(), Error>(())
/// ```
pub trait BitOperators: Expression {
    /// `self & right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_and(bits::y)).compile(&Ansi)?.text(), "SELECT bits.x & bits.y AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_and<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Integral,
        FamilyOf<R>: Integral,
    {
        binary(self, Operator::BitAnd, right)
    }

    /// `self | right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_or(bits::y)).compile(&Ansi)?.text(), "SELECT bits.x | bits.y AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_or<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Integral,
        FamilyOf<R>: Integral,
    {
        binary(self, Operator::BitOr, right)
    }

    /// The bits that are set in one of the two only.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_xor(bits::y)).compile(&Ansi)?.text(), "SELECT bits.x ^ bits.y AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_xor<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Integral,
        FamilyOf<R>: Integral,
    {
        Expr::from_node(BitXor { left: self.into_expr().into_node(), right: right.into_expr().into_node() })
    }

    /// `self << right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_lshift(2)).compile(&Ansi)?.text(), "SELECT bits.x << ? AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_lshift<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Integral,
        FamilyOf<R>: Integral,
    {
        binary(self, Operator::ShiftLeft, right)
    }

    /// `self >> right`
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_rshift(2)).compile(&Ansi)?.text(), "SELECT bits.x >> ? AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_rshift<R: IntoExpr>(self, right: R) -> Expr<LikeLeft<Self::Value, R::Value>>
    where
        FamilyOf<Self>: Integral,
        FamilyOf<R>: Integral,
    {
        binary(self, Operator::ShiftRight, right)
    }

    /// `~self`: every bit turned round.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { bits ("bits") { x: i32, y: i32 } }
    /// assert_eq!(select(bits::x.bitwise_not()).compile(&Ansi)?.text(), "SELECT ~bits.x FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn bitwise_not(self) -> Expr<Self::Value>
    where
        FamilyOf<Self>: Integral,
    {
        Expr::from_node(Unary { sign: Sign::BitNot, operand: self.into_expr().into_node() })
    }
}

impl<E: Expression> BitOperators for E {}
