//! FROM: what a SELECT selects from, named or not.

use crate::compile::Scope;
use crate::error::{Error, Result};
use crate::sql::{IntoFrom, Join, Node, Select, SelectNode, Source};

/// One entry of FROM: a source and what is joined to it.
pub(super) struct Chain<'s> {
    pub(super) head: Source,
    pub(super) joins: Vec<&'s Join>,
}

impl Chain<'_> {
    fn has(&self, source: &Source) -> bool {
        self.head == *source || self.joins.iter().any(|join| join.target == *source)
    }
}

impl SelectNode {
    /// All that is named in the columns, then in WHERE, each once, in order.
    fn named_sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.from.clone();
        let mut add = |node: &Node| {
            node.columns(&mut |column| {
                if sources.last() != Some(&column.source) && !sources.contains(&column.source) {
                    sources.push(column.source.clone());
                }
            });
        };
        self.projection.items.iter().flatten().for_each(&mut add);
        self.filter.iter().for_each(&mut add);
        sources
    }

    /// FROM: chains of joins, and what no join reaches. A source that an enclosing SELECT has already is left to it,
    /// unless nothing else would remain.
    pub(super) fn chains(&self, outer: &[Scope]) -> Result<Vec<Chain<'_>>> {
        let mut chains: Vec<Chain<'_>> = Vec::new();
        let named = self.named_sources();
        let is_target = |source: &Source| self.joins.iter().any(|join| join.target == *source);
        for join in &self.joins {
            let left = join.left.clone().or_else(|| {
                let known = chains.first().map(|chain| chain.head.clone());
                known.or_else(|| named.iter().find(|source| !is_target(source)).cloned())
            });
            let left = left.ok_or_else(|| {
                Error::mapping("a join has nothing to its left; select a column of the left side or name it with `from`")
            })?;
            match chains.iter_mut().find(|chain| chain.has(&left)) {
                Some(chain) => chain.joins.push(join),
                None => chains.push(Chain { head: left, joins: vec![join] }),
            }
        }
        let free: Vec<Source> = named.into_iter().filter(|source| !chains.iter().any(|chain| chain.has(source))).collect();
        let is_outer = |source: &Source| outer.iter().any(|scope| scope.has(source));
        let all_outer = chains.is_empty() && free.iter().all(is_outer);
        for source in free {
            if all_outer || !is_outer(&source) {
                chains.push(Chain { head: source, joins: Vec::new() });
            }
        }
        Ok(chains)
    }
}

impl<R> Select<R> {
    /// Selects from something that no column names.
    #[must_use]
    pub fn from(self, from: impl IntoFrom) -> Self {
        self.edit(|select| select.from.push(from.into_from()))
    }
}
