//! `operand [NOT] BETWEEN low AND high`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

/// Bounds stand in parentheses if they are joined by AND or OR.
const BOUND: u8 = 3;

/// `operand [NOT] BETWEEN low AND high`, bounds included.
#[derive(Debug, Clone)]
pub struct Between {
    /// What is compared.
    pub operand: Node,
    /// The lower bound.
    pub low: Node,
    /// The upper bound.
    pub high: Node,
    /// NOT BETWEEN.
    pub negated: bool,
    /// Whether the bounds may stand in any order.
    pub symmetric: bool,
}

impl Construct for Between {
    crate::key!(operand, low, high; negated, symmetric);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.low);
        visit(&self.high);
    }
}

impl Render for Between {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.operand.render_within(r, COMPARISON)?;
        r.word(if self.negated { "NOT BETWEEN" } else { "BETWEEN" });
        if self.symmetric {
            if !r.features().between_symmetric {
                return Err(r.unsupported("BETWEEN SYMMETRIC"));
            }
            r.word("SYMMETRIC");
        }
        bound(r, &self.low)?;
        r.word("AND");
        bound(r, &self.high)
    }
}

fn bound(r: &mut Renderer<'_>, node: &Node) -> Result<()> {
    match node.unlabelled() {
        Node::InList(list) if list.is_empty() => r.parens(|r| node.render(r)),
        _ => node.render_within(r, BOUND),
    }
}
