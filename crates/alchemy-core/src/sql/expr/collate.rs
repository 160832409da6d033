//! `operand COLLATE collation`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Construct, Node};

/// The precedence of COLLATE: beside any other operator it stands in parentheses.
const COLLATE: u8 = 4;

/// Text compared and ordered by the rules of a collation.
#[derive(Debug, Clone)]
pub struct Collate {
    /// The text.
    pub operand: Node,
    /// The collation's name.
    pub collation: Name,
}

impl Construct for Collate {
    crate::key!(operand, collation);

    fn precedence(&self) -> u8 {
        COLLATE
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Collate {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.operand.render_within(r, COLLATE)?;
        r.word("COLLATE");
        r.name(&self.collation)
    }
}
