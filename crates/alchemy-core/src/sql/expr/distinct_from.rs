//! NULL-safe comparison, in its three spellings.

use crate::compile::{Render, Renderer};
use crate::dialect::DistinctFromSpelling;
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

/// `left IS [NOT] DISTINCT FROM right`: a comparison for which NULL equals NULL.
#[derive(Debug, Clone)]
pub struct DistinctFrom {
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
    /// NOT DISTINCT: equal.
    pub negated: bool,
}

impl Construct for DistinctFrom {
    crate::key!(left, right; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }
}

impl Render for DistinctFrom {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let spelling = r.features().distinct_from;
        if spelling == DistinctFromSpelling::NullSafeEquals && !self.negated {
            r.word("NOT");
            return r.parens(|r| self.compare(r, "<=>"));
        }
        self.compare(
            r,
            match (spelling, self.negated) {
                (DistinctFromSpelling::Standard, false) => "IS DISTINCT FROM",
                (DistinctFromSpelling::Standard, true) => "IS NOT DISTINCT FROM",
                (DistinctFromSpelling::IsNot, false) => "IS NOT",
                (DistinctFromSpelling::IsNot, true) => "IS",
                (DistinctFromSpelling::NullSafeEquals, _) => "<=>",
            },
        )
    }
}

impl DistinctFrom {
    fn compare(&self, r: &mut Renderer<'_>, operator: &str) -> Result<()> {
        self.left.render_within(r, COMPARISON)?;
        r.word(operator);
        self.right.render_within(r, COMPARISON)
    }
}
