//! `-operand` and `~operand`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::expr::binary::PRODUCT;
use crate::sql::{Construct, NamedAfter, Node};

/// An operator before one expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `-`
    Minus,
    /// `~`: every bit turned round
    BitNot,
}

/// `-operand` or `~operand`.
#[derive(Debug, Clone)]
pub struct Unary {
    /// The operator.
    pub sign: Sign,
    /// What it stands before.
    pub operand: Node,
}

impl Construct for Unary {
    crate::key!(operand; sign);

    fn precedence(&self) -> u8 {
        PRODUCT
    }

    fn naming(&self) -> NamedAfter<'_> {
        match &self.operand {
            Node::Column(_) => NamedAfter::Unnamed,
            Node::Label(_) => NamedAfter::Operand(&self.operand),
            _ => NamedAfter::Number(Name::Static("anon")),
        }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Unary {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(match self.sign {
            Sign::Minus => "-",
            Sign::BitNot => "~",
        });
        // A literal may bring a sign of its own, and two of them would begin a comment.
        let literal = matches!(self.operand, Node::Inline(_)) || r.is_literal() && matches!(self.operand, Node::Bind(_));
        let outer = if literal { u8::MAX } else { PRODUCT };
        r.tight(|r| self.operand.render_within(r, outer))
    }
}
