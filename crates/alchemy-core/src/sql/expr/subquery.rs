//! A SELECT as a value, and EXISTS.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::GROUPED_AMONG_OTHERS;
use crate::sql::{Construct, Node, SelectNode};

/// `(SELECT …)` of one column and at most one row, as a value.
#[derive(Debug, Clone)]
pub struct ScalarSubquery {
    /// The SELECT.
    pub select: Arc<SelectNode>,
}

impl Construct for ScalarSubquery {
    crate::key!(select);

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for ScalarSubquery {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| self.select.render(r))
    }
}

/// `EXISTS (SELECT …)`.
#[derive(Debug, Clone)]
pub struct Exists {
    /// The SELECT.
    pub select: Arc<SelectNode>,
}

impl Construct for Exists {
    crate::key!(select);

    fn precedence(&self) -> u8 {
        GROUPED_AMONG_OTHERS
    }

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for Exists {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("EXISTS");
        r.parens(|r| self.select.render(r))
    }
}
