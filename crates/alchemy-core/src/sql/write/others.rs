//! The other tables that an UPDATE or DELETE looks at.

use crate::sql::{Node, Source, Target};

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

    /// The target and the others, for what is looked up in statements around a subquery.
    pub(super) fn with(&self, target: &Target) -> Vec<Source> {
        let mut all = vec![target.source.clone()];
        self.sources.iter().for_each(|source| source.leaves(&mut |leaf| all.push(leaf.clone())));
        all
    }
}
