//! The other tables that an UPDATE or DELETE looks at.

use crate::compile::{Renderer, Scope};
use crate::error::Result;
use crate::sql::{Node, Source, Target, Verbatim};

/// The sources that a statement's expressions name besides its target, each once, in order.
#[derive(Debug)]
pub(super) struct Others {
    pub(super) sources: Vec<Source>,
}

impl Others {
    pub(super) fn named(explicit: &[Source]) -> Others {
        Others { sources: explicit.to_vec() }
    }

    /// Adds what an expression names.
    pub(super) fn add(&mut self, target: &Target, node: &Node) {
        node.columns(&mut |column| self.add_source(target, &column.source));
    }

    pub(super) fn add_source(&mut self, target: &Target, source: &Source) {
        if *source != target.source && !self.sources.iter().any(|known| known.holds(source)) {
            self.sources.push(source.clone());
        }
    }

    /// Whether the target is joined in one of them.
    pub(super) fn hold(&self, target: &Target) -> bool {
        self.sources.iter().any(|source| source.holds(&target.source))
    }

    /// Writes the statement where its expressions, and the subqueries in them, find the target and the others.
    pub(super) fn around(
        &self,
        r: &mut Renderer<'_>,
        target: &Target,
        hints: &[Verbatim],
        write: impl FnOnce(&mut Renderer<'_>) -> Result<()>,
    ) -> Result<()> {
        let hints = hints.iter().map(|hint| (target.source.clone(), hint.clone())).collect();
        let renamed = r.renamed_beside(&target.source, &self.sources);
        r.scopes.push(Scope { sources: self.with(target), hints, renamed });
        let result = r.writing(r.features().combining.write_with, write);
        r.scopes.pop();
        result
    }

    /// The target and the others.
    fn with(&self, target: &Target) -> Vec<Source> {
        let mut all = vec![target.source.clone()];
        self.sources.iter().for_each(|source| source.leaves(&mut |leaf| all.push(leaf.clone())));
        all
    }
}
