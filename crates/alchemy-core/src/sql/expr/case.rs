//! `CASE WHEN condition THEN value … ELSE value END`.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};

/// The first branch whose condition holds, else the last value, else NULL.
#[derive(Debug, Clone)]
pub struct Case {
    /// Conditions with their values.
    pub branches: Vec<(Node, Node)>,
    /// The value if no condition holds.
    pub otherwise: Option<Node>,
}

impl Construct for Case {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        for (condition, value) in &self.branches {
            visit(condition);
            visit(value);
        }
        self.otherwise.iter().for_each(visit);
    }
}

impl Render for Case {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("CASE");
        for (condition, value) in &self.branches {
            r.word("WHEN");
            condition.render(r)?;
            r.word("THEN");
            value.render(r)?;
        }
        if let Some(value) = &self.otherwise {
            r.word("ELSE");
            value.render(r)?;
        }
        r.word("END");
        Ok(())
    }
}
