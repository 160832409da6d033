//! `(operand)`, as the program wants it.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};

/// An expression in parentheses.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// What stands in them.
    pub operand: Node,
}

impl Construct for Grouped {
    crate::key!(operand);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Grouped {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| self.operand.render(r))
    }
}
