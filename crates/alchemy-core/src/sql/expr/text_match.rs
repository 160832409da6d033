//! Full-text search: `text MATCH query`, in the words of each database.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

/// Whether a text matches a query of words. Spelled by the dialect.
#[derive(Debug, Clone)]
pub struct TextMatch {
    /// What is searched.
    pub operand: Node,
    /// The words.
    pub query: Node,
}

impl Construct for TextMatch {
    crate::key!(operand, query);

    /// Tighter than comparisons: under NOT it needs no parentheses.
    fn precedence(&self) -> u8 {
        COMPARISON + 1
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.query);
    }
}

impl Render for TextMatch {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().text_match(r, &self.operand, &self.query)
    }
}
