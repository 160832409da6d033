//! DROP TABLE.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Table;

/// `DROP TABLE …`.
#[derive(Debug, Clone, Copy)]
pub struct DropTable<'t>(pub &'t Table);

impl Render for DropTable<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("DROP TABLE");
        r.name(self.0.name())
    }
}
