//! Full-text search: `text MATCH query`, in the words of each database.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Grouped, Node};

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
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.query);
    }
}

impl Render for TextMatch {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().text_match(r, &side(&self.operand), &side(&self.query))
    }
}

/// In parentheses, as beside any comparison, where it binds no tighter.
fn side(node: &Node) -> Node {
    if node.precedence() <= COMPARISON { Grouped { operand: node.clone() }.into() } else { node.clone() }
}
