//! Joins.

use crate::compile::{Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{Node, Source};

/// How the sides of a join meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// Rows that have a partner.
    Inner,
    /// All rows of the left side.
    LeftOuter,
    /// All rows of both sides.
    Full,
}

/// One join: what is joined, to what, on which condition.
#[derive(Debug, Clone)]
pub struct Join {
    /// What it is joined to; `None` for the first thing selected from.
    pub left: Option<Source>,
    /// What is joined.
    pub target: Source,
    /// How.
    pub kind: JoinKind,
    /// On which condition.
    pub on: Node,
}

impl Keyed for Join {
    crate::key!(left, target, on; kind);
}

impl Render for Join {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self.kind {
            JoinKind::Inner => r.word("JOIN"),
            JoinKind::LeftOuter => r.word("LEFT OUTER JOIN"),
            JoinKind::Full if r.features().full_join => r.word("FULL OUTER JOIN"),
            JoinKind::Full => return Err(r.unsupported("FULL OUTER JOIN")),
        }
        self.target.render_definition(r)?;
        r.word("ON");
        self.on.render_condition(r, 0)
    }
}
