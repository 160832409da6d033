//! `CAST (operand AS type)`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};
use crate::types::SqlType;

/// The operand as another type. Spelled by the dialect.
#[derive(Debug, Clone)]
pub struct Cast {
    /// What is converted.
    pub operand: Node,
    /// To what.
    pub sql_type: SqlType,
}

impl Construct for Cast {
    crate::key!(operand; sql_type);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Cast {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().cast(r, &self.operand, &self.sql_type)
    }
}
