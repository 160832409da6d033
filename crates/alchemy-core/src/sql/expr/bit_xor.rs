//! Exclusive or of bits, in its three spellings.

use crate::compile::{Render, Renderer};
use crate::dialect::XorSpelling;
use crate::error::Result;
use crate::sql::expr::binary::SUM;
use crate::sql::{Construct, Node};

/// The bits that are set in one of two integers, and not in the other.
#[derive(Debug, Clone)]
pub struct BitXor {
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
}

impl Construct for BitXor {
    crate::key!(left, right);

    fn precedence(&self) -> u8 {
        SUM
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl BitXor {
    fn joined(&self, r: &mut Renderer<'_>, operator: &str) -> Result<()> {
        self.left.render_within(r, SUM)?;
        r.word(operator);
        self.right.render_within(r, SUM)
    }
}

impl Render for BitXor {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match r.features().xor {
            XorSpelling::Hash => self.joined(r, "#"),
            XorSpelling::Caret => self.joined(r, "^"),
            // Among operators on bits these databases read from left to right, so both halves are put in parentheses.
            XorSpelling::Emulated => {
                r.parens(|r| self.joined(r, "|"))?;
                r.word("-");
                r.parens(|r| self.joined(r, "&"))
            }
        }
    }
}
