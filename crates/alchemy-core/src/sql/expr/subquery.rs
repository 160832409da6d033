//! A SELECT as a value, and EXISTS.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::GROUPED_AMONG_OTHERS;
use crate::sql::{Construct, Node, RowSource};

/// `(SELECT …)` of one column and at most one row, as a value.
#[derive(Debug, Clone)]
pub struct ScalarSubquery {
    /// What gives the row.
    pub rows: Arc<dyn RowSource>,
}

impl Construct for ScalarSubquery {
    crate::key!(rows);

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for ScalarSubquery {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| self.rows.render(r))
    }
}

/// `EXISTS (SELECT …)`.
#[derive(Debug, Clone)]
pub struct Exists {
    /// What gives the rows.
    pub rows: Arc<dyn RowSource>,
}

impl Construct for Exists {
    crate::key!(rows);

    fn precedence(&self) -> u8 {
        GROUPED_AMONG_OTHERS
    }

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for Exists {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("EXISTS");
        r.parens(|r| self.rows.render(r))
    }
}
