//! Operators that this library does not know.

use crate::sql::{CustomOp, Expression, IntoExpr};

/// Operators that this library does not know, as they are written.
pub trait CustomOperators: Expression {
    /// `self operator right`, read as `self` is; see [`CustomOp`] for what else can be said of it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32, y: i32 } }
    /// let stmt = select(bits::x.op("<->", bits::y).label("distance"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT bits.x <-> bits.y AS distance FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    fn op<R: IntoExpr>(self, operator: &str, right: R) -> CustomOp<Self::Value> {
        CustomOp::new(self.into_expr().into_node(), operator, right.into_expr().into_node())
    }

    /// `self operator right`, read as a truth value.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32, y: i32 } }
    /// let stmt = select(bits::x).filter(bits::x.bool_op("@>", bits::y).and(bits::x.gt(1)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT bits.x FROM bits WHERE (bits.x @> bits.y) AND bits.x > ?");
    /// # Ok::<(), Error>(())
    /// ```
    fn bool_op<R: IntoExpr>(self, operator: &str, right: R) -> CustomOp<bool> {
        CustomOp::new(self.into_expr().into_node(), operator, right.into_expr().into_node())
    }
}

impl<E: Expression> CustomOperators for E {}
