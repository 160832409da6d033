//! The outer sides of joins: what is selected from there may be NULL, whatever its column says.

use crate::compile::Place;
use crate::error::{Error, Result};
use crate::sql::{ColumnRef, Join, JoinKind, Node, SelectNode, Source};

/// Which column cannot be read: [`Shape::unreadable`](crate::Shape::unreadable) of a row type.
pub(crate) type Unreadable = fn(usize, &dyn Fn(usize) -> bool) -> Option<usize>;

impl SelectNode {
    /// Whether a row can be read, as far as columns that are selected as they are can tell.
    pub(super) fn check_outer(&self, unreadable: Unreadable) -> Result<()> {
        if self.joins.iter().all(|join| join.kind == JoinKind::Inner && !has_outer(&join.target))
            && !self.from.iter().any(has_outer)
        {
            return Ok(());
        }
        let full = self.in_full_joins()?;
        let is_outer = |column: &ColumnRef| {
            let source = &column.source;
            full.contains(source) || self.joins.iter().any(|join| joins_outside(join, source)) || within(&self.from, source)
        };
        let selected = |at: usize| self.projection.items.get(at).and_then(Option::as_ref).and_then(selected_column);
        match unreadable(0, &|at| selected(at).is_some_and(is_outer)).and_then(selected) {
            Some(column) => Err(Error::outer_side(&format!("{}.{}", column.source.text(), column.name))),
            None => Ok(()),
        }
    }

    /// What stands before a FULL JOIN, all of which may be missing from a row.
    fn in_full_joins(&self) -> Result<Vec<Source>> {
        let mut found = Vec::new();
        if !self.joins.iter().any(|join| join.kind == JoinKind::Full) {
            return Ok(found);
        }
        for chain in self.chains(&[], Place::Embedded)? {
            if let Some(last) = chain.joins.iter().rposition(|join| join.kind == JoinKind::Full) {
                chain.head.leaves(&mut |leaf| found.push(leaf.clone()));
                chain.joins[..last].iter().for_each(|join| join.target.leaves(&mut |leaf| found.push(leaf.clone())));
            }
        }
        Ok(found)
    }
}

/// Whether something is joined from the outer side, or stands there in what is joined.
fn joins_outside(join: &Join, source: &Source) -> bool {
    let is_outer = join.kind != JoinKind::Inner && join.target.holds(source);
    is_outer || within(std::slice::from_ref(&join.target), source)
}

/// Whether something stands on an outer side within one of several sources.
fn within(sources: &[Source], source: &Source) -> bool {
    sources.iter().any(|place| match place {
        Source::Tree(tree) => {
            let left = std::slice::from_ref(&tree.left);
            (tree.join.kind == JoinKind::Full && tree.left.holds(source))
                || joins_outside(&tree.join, source)
                || within(left, source)
        }
        _ => false,
    })
}

fn has_outer(source: &Source) -> bool {
    match source {
        Source::Tree(tree) => tree.join.kind != JoinKind::Inner || has_outer(&tree.left) || has_outer(&tree.join.target),
        _ => false,
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
