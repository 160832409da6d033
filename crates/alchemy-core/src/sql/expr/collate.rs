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
    /// The schema of the collation, where that is said.
    pub schema: Option<Name>,
    /// The collation's name.
    pub collation: Name,
}

impl Construct for Collate {
    crate::key!(operand, schema, collation);

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
        if let Some(schema) = &self.schema {
            if !r.features().collation_schemas {
                return Err(r.unsupported("a collation of a schema"));
            }
            r.name(schema)?;
            r.glue(".");
            return r.glued_name(&self.collation);
        }
        r.name(&self.collation)
    }
}
