//! The outer sides of joins: what is selected from there may be NULL, whatever its column says.

use crate::compile::Place;
use crate::error::{Error, Result};
use crate::sql::{ColumnRef, JoinKind, Node, SelectNode, Source};

impl SelectNode {
    /// Whether a row can be read that requires some of its columns to be there.
    pub(super) fn readable(&self, required: fn(usize, &mut dyn FnMut(usize))) -> Result<()> {
        if !self.joins.iter().any(|join| join.kind != JoinKind::Inner) && !self.from.iter().any(has_outer) {
            return Ok(());
        }
        let outer = self.outer_sources()?;
        let mut refused = None;
        required(0, &mut |at| {
            let item = self.projection.items.get(at).and_then(Option::as_ref);
            let found = item.and_then(selected_column).filter(|column| outer.contains(&column.source));
            refused = refused.take().or(found);
        });
        match refused {
            Some(column) => Err(Error::outer_side(&format!("{}.{}", column.source.text(), column.name))),
            None => Ok(()),
        }
    }

    /// What stands on the outer side of a join, and so may be missing from a row.
    fn outer_sources(&self) -> Result<Vec<Source>> {
        let mut found = Vec::new();
        for chain in self.chains(&[], Place::Embedded)? {
            let full = chain.joins.iter().rposition(|join| join.kind == JoinKind::Full);
            collect(&chain.head, full.is_some(), &mut found);
            for (index, join) in chain.joins.iter().enumerate() {
                let is_outer = join.kind != JoinKind::Inner || full.is_some_and(|full| index < full);
                collect(&join.target, is_outer, &mut found);
            }
        }
        Ok(found)
    }
}

fn has_outer(source: &Source) -> bool {
    match source {
        Source::Tree(tree) => tree.join.kind != JoinKind::Inner || has_outer(&tree.left) || has_outer(&tree.join.target),
        _ => false,
    }
}

/// Adds what may be missing from a source; all of it where the source itself may.
fn collect(source: &Source, is_outer: bool, found: &mut Vec<Source>) {
    match source {
        Source::Tree(tree) => {
            collect(&tree.left, is_outer || tree.join.kind == JoinKind::Full, found);
            collect(&tree.join.target, is_outer || tree.join.kind != JoinKind::Inner, found);
        }
        leaf if is_outer => found.push(leaf.clone()),
        _ => {}
    }
}

/// The column that an item is, under whatever name.
fn selected_column(item: &Node) -> Option<&ColumnRef> {
    match item {
        Node::Column(column) => Some(column),
        Node::Label(label) => selected_column(&label.operand),
        _ => None,
    }
}
