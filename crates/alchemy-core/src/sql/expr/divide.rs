//! `left / right`, the true quotient and the whole one.

use crate::compile::{Render, Renderer};
use crate::dialect::Division;
use crate::error::Result;
use crate::sql::expr::binary::PRODUCT;
use crate::sql::operators::{EXACT, divisor};
use crate::sql::{Construct, Expr, FamilyOf, IntoExpr, Node, Operator};
use crate::types::SqlType;
use crate::types::family::Numeral;

/// Which quotient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quotient {
    /// With its fraction, of integers too.
    True,
    /// As `True`, of numbers that are no floats: the database keeps all its digits.
    TrueOfExact,
    /// Of two integers, without its fraction.
    WholeOfIntegers,
    /// Of other numbers, the next integer below.
    Floor,
}

/// `left / right`.
#[derive(Debug, Clone)]
pub struct Divide {
    /// What is divided.
    pub left: Node,
    /// By what.
    pub right: Node,
    /// Which quotient.
    pub quotient: Quotient,
    /// The type to which the divisor is cast where a quotient of integers would be one.
    pub divisor: SqlType,
}

impl Divide {
    /// The true quotient.
    ///
    /// ```
    /// use alchemy_core::{Divide, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let half: Expr<f64> = Divide::quotient(book::pages, 2);
    /// assert_eq!(
    ///     select(half.label("half")).compile(&Ansi)?.text(),
    ///     "SELECT book.pages / CAST(? AS NUMERIC) AS half FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn quotient<L: IntoExpr, R: IntoExpr, T>(left: L, right: R) -> Expr<T>
    where
        FamilyOf<L>: Numeral,
        FamilyOf<R>: Numeral,
    {
        let (left, right) = (left.into_expr().into_node(), right.into_expr().into_node());
        let divisor = if is_exact(&right) { EXACT } else { divisor::<L, R>() };
        let exact = divisor == EXACT && (!<FamilyOf<L> as Numeral>::FLOAT || is_exact(&left));
        let quotient = if exact { Quotient::TrueOfExact } else { Quotient::True };
        Expr::from_node(Divide { left, right, quotient, divisor })
    }
}

/// Whether the database calculates it exactly, although it is read as a float: the quotient of whole numbers, and what is
/// made of one.
fn is_exact(node: &Node) -> bool {
    match node {
        Node::Divide(n) => n.quotient == Quotient::TrueOfExact,
        Node::Label(n) => is_exact(&n.operand),
        Node::Unary(n) => is_exact(&n.operand),
        Node::Binary(n) => matches!(n.operator, Operator::Add | Operator::Sub | Operator::Mul | Operator::Rem) && is_exact(&n.left),
        _ => false,
    }
}

impl Construct for Divide {
    crate::key!(left, right; quotient, divisor);

    fn precedence(&self) -> u8 {
        PRODUCT
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl Divide {
    fn plain(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.left.render_within(r, PRODUCT)?;
        r.word("/");
        self.right.render_within(r, PRODUCT)
    }

    fn floored(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.around("FLOOR", |r| self.plain(r))
    }

    /// The divisor made a number with a fraction, so that the quotient is one.
    fn fractional(&self, r: &mut Renderer<'_>, write: impl FnOnce(&mut Renderer<'_>) -> Result<()>) -> Result<()> {
        self.left.render_within(r, PRODUCT)?;
        r.word("/");
        write(r)
    }
}

impl Render for Divide {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match (self.quotient, r.features().division) {
            (Quotient::True | Quotient::TrueOfExact, Division::True) => self.plain(r),
            (Quotient::True | Quotient::TrueOfExact, Division::ByCast) => self.fractional(r, |r| {
                let name = r.dialect().cast_type(&self.divisor)?;
                r.around("CAST", |r| {
                    self.right.render_within(r, PRODUCT)?;
                    r.word("AS");
                    r.word(&name);
                    Ok(())
                })
            }),
            (Quotient::True | Quotient::TrueOfExact, Division::ByAddition) => self.fractional(r, |r| {
                r.parens(|r| {
                    self.right.render_within(r, PRODUCT)?;
                    r.word("+ 0.0");
                    Ok(())
                })
            }),
            (Quotient::WholeOfIntegers, Division::ByCast | Division::ByAddition) => self.plain(r),
            (Quotient::WholeOfIntegers, Division::True) | (Quotient::Floor, _) => self.floored(r),
        }
    }
}
