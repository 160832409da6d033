//! What a statement gives: the list behind SELECT and RETURNING.

use std::any::TypeId;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Node, Source};

/// Where an entity's columns stand in a projection.
#[derive(Debug, Clone)]
pub struct EntityAt {
    /// The first of its columns.
    pub at: usize,
    /// The model.
    pub model: TypeId,
    /// What its columns are selected from.
    pub source: Source,
}

/// The columns that a statement gives. A slot may be empty: a deferred column, which its entity counts, but which is
/// not selected.
#[derive(Debug, Clone, Default)]
pub struct Projection {
    /// The columns.
    pub items: Vec<Option<Node>>,
    /// The entities among them, in order.
    pub entities: Vec<EntityAt>,
}

impl Projection {
    /// Adds a column.
    pub fn push(&mut self, node: Node) {
        self.items.push(Some(node));
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// For each slot the column of the row that fills it; `None` if every slot is filled, so that they are the same.
    pub(crate) fn positions(&self) -> Option<Vec<Option<usize>>> {
        if self.items.iter().all(Option::is_some) {
            return None;
        }
        let mut next = 0..;
        Some(self.items.iter().map(|item| item.as_ref().and_then(|_| next.next())).collect())
    }

    /// Writes the list; a column whose name was there already gets a label, so that every name is there once.
    pub(crate) fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let mut names: Vec<Name> = Vec::with_capacity(self.items.len());
        r.list(self.items.iter().flatten(), |r, item| {
            item.render(r)?;
            match item {
                Node::Label(label) => {
                    r.word("AS");
                    r.name(&label.name)?;
                    names.push(label.name.clone());
                }
                Node::Column(column) if names.contains(&column.name) => {
                    let label = r.fresh_name(&column.name);
                    r.word("AS");
                    r.name(&label)?;
                }
                Node::Column(column) => names.push(column.name.clone()),
                Node::Function(function) if !function.bare => {
                    // A function's column is named by its own number, so that it can be told from others.
                    let label = r.fresh_name(&function.name);
                    r.word("AS");
                    r.name(&label)?;
                }
                Node::Bind(_) | Node::Raw(_) => {}
                _ => {
                    let label = r.fresh_name(&Name::Static("anon"));
                    r.word("AS");
                    r.name(&label)?;
                }
            }
            Ok(())
        })
    }
}
