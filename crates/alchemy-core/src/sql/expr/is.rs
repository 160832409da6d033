//! `left IS [NOT] right`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

/// `left IS right`, or IS NOT: as a rule with TRUE or FALSE on the right.
#[derive(Debug, Clone)]
pub struct Is {
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
    /// IS NOT.
    pub negated: bool,
}

impl Construct for Is {
    crate::key!(left, right; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl Render for Is {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.left.render_within(r, COMPARISON)?;
        r.word(if self.negated { "IS NOT" } else { "IS" });
        self.right.render_within(r, COMPARISON)
    }
}
