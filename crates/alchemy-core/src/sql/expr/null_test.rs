//! `operand IS [NOT] NULL`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

/// `operand IS NULL`, or IS NOT NULL.
#[derive(Debug, Clone)]
pub struct NullTest {
    /// What is tested.
    pub operand: Node,
    /// Whether it must not be NULL.
    pub negated: bool,
}

impl Construct for NullTest {
    crate::key!(operand; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for NullTest {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.operand.render_within(r, COMPARISON)?;
        r.word(if self.negated { "IS NOT NULL" } else { "IS NULL" });
        Ok(())
    }
}
