//! Operators of the program's own.

use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::expr::binary::GROUPED_AMONG_OTHERS;
use crate::sql::{Construct, Expr, Node};
use crate::types::SqlValue;

/// `left operator right`, for an operator that this library does not know.
#[derive(Debug, Clone)]
pub struct Custom {
    /// The left side.
    pub left: Node,
    /// The operator, as it is written.
    pub operator: Name,
    /// The right side.
    pub right: Node,
    /// How tightly it binds.
    pub precedence: u8,
}

impl Construct for Custom {
    crate::key!(left, operator, right; precedence);

    fn precedence(&self) -> u8 {
        self.precedence
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl Render for Custom {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.left.render_within(r, self.precedence)?;
        r.word(&self.operator);
        self.right.render_within(r, self.precedence)
    }
}

/// `operator operand` or `operand operator`, for an operator that this library does not know.
#[derive(Debug, Clone)]
pub struct CustomUnary {
    /// What it belongs to.
    pub operand: Node,
    /// The operator, as it is written.
    pub operator: Name,
    /// Whether it stands behind.
    pub behind: bool,
}

impl Construct for CustomUnary {
    crate::key!(operand, operator; behind);

    fn precedence(&self) -> u8 {
        GROUPED_AMONG_OTHERS
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for CustomUnary {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !self.behind {
            r.word(&self.operator);
        }
        self.operand.render_within(r, GROUPED_AMONG_OTHERS)?;
        if self.behind {
            r.word(&self.operator);
        }
        Ok(())
    }
}

/// An expression with an operator of the program's own, which may still say how tightly it binds.
#[derive(Debug, Clone)]
pub struct CustomOp<T> {
    custom: Custom,
    value: PhantomData<fn() -> T>,
}

impl<T: SqlValue> CustomOp<T> {
    pub(crate) fn new(left: Node, operator: &str, right: Node) -> Self {
        let custom = Custom { left, operator: operator.into(), right, precedence: GROUPED_AMONG_OTHERS };
        CustomOp { custom, value: PhantomData }
    }

    /// How tightly it binds: 8 like a product, 7 like a sum, 5 like a comparison, 3 like AND, 2 like OR. Unless said
    /// otherwise less than any of them, so that beside any other operator it stands in parentheses.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32, y: i32 } }
    /// let distance = bits::x.op("<->", bits::y).precedence(7);
    /// let stmt = select(bits::x).filter(distance.lt(5));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT bits.x FROM bits WHERE bits.x <-> bits.y < ?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn precedence(mut self, precedence: u8) -> Self {
        self.custom.precedence = precedence.max(GROUPED_AMONG_OTHERS);
        self
    }

    /// What it is read as; unless said otherwise, what its left side is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub bits ("bits") { x: i32 } }
    /// let text = bits::x.op("->", "k").returns::<String>();
    /// let stmt = select(text.concat("!"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT (bits.x -> ?) || ? AS anon_1 FROM bits");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn returns<U: SqlValue>(self) -> CustomOp<U> {
        CustomOp { custom: self.custom, value: PhantomData }
    }

    pub(crate) fn into_node(self) -> Node {
        self.custom.into()
    }
}

/// `operator operand`, for an operator that this library does not know; read as `T`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, prefix_op};
/// # table! { pub bits ("bits") { x: i32 } }
/// let stmt = select(prefix_op::<i32>("@", bits::x).label("size"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT @ bits.x AS size FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn prefix_op<T>(operator: &str, operand: impl crate::sql::IntoExpr) -> Expr<T> {
    let operand = operand.into_expr().into_node();
    Expr::from_node(CustomUnary { operand, operator: operator.into(), behind: false })
}

/// `operand operator`, for an operator that this library does not know; read as `T`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, postfix_op, prelude::*};
/// # table! { pub bits ("bits") { x: i32 } }
/// let stmt = select(postfix_op::<i32>(bits::x, "!").label("factorial"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT bits.x ! AS factorial FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn postfix_op<T>(operand: impl crate::sql::IntoExpr, operator: &str) -> Expr<T> {
    let operand = operand.into_expr().into_node();
    Expr::from_node(CustomUnary { operand, operator: operator.into(), behind: true })
}
