//! What a statement gives: the list behind SELECT and RETURNING.

use std::any::TypeId;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{ColumnRef, Node, Source};

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

impl Keyed for Projection {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Which models its columns belong to is told by its type, not by its text.
        let Projection { items, entities: _ } = self;
        items.key(key);
    }
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

    /// Whether an expression is selected under that label.
    pub(crate) fn has_label(&self, name: &Name) -> bool {
        self.items.iter().flatten().any(|item| matches!(item, Node::Label(label) if label.name == *name))
    }

    /// Writes the list. A column whose name was there already gets a label, so that every name is there once; what has no
    /// name gets one. In a derived table, to whose columns others refer, every name is written.
    pub(crate) fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let mut labels = Labels { seen: Vec::with_capacity(self.items.len()), all: r.takes_names() };
        r.list(self.items.iter().flatten(), |r, item| {
            // Chosen first: names of a SELECT inside the item are counted on from it.
            let label = labels.of(r, item);
            item.render(r)?;
            match label {
                Some(label) => {
                    r.word("AS");
                    r.name(&label)
                }
                None => Ok(()),
            }
        })
    }
}

/// The names that a list has so far.
struct Labels<'n> {
    seen: Vec<(Name, Option<&'n Source>)>,
    all: bool,
}

impl<'n> Labels<'n> {
    fn of(&mut self, r: &mut Renderer<'_>, item: &'n Node) -> Option<Name> {
        match item {
            Node::Label(label) => {
                self.seen.push((label.name.clone(), None));
                Some(label.name.clone())
            }
            Node::Column(column) => self.column(r, column).or_else(|| self.all.then(|| column.name.clone())),
            Node::Cast(cast) => match &cast.operand {
                Node::Column(column) => Some(self.column(r, column).unwrap_or_else(|| column.name.clone())),
                _ => Some(self.fresh(r, Name::Static("anon"))),
            },
            // A function's column is named by its own number, so that it can be told from others.
            Node::Function(function) if function.filter.is_none() => Some(self.fresh(r, function.name.label())),
            Node::Raw(_) => None,
            _ => Some(self.fresh(r, Name::Static("anon"))),
        }
    }

    /// A label for a column whose name is taken: by itself, or by another.
    fn column(&mut self, r: &mut Renderer<'_>, column: &'n ColumnRef) -> Option<Name> {
        let mut same = self.seen.iter().filter(|(name, _)| *name == column.name).peekable();
        if same.peek().is_none() {
            self.seen.push((column.name.clone(), Some(&column.source)));
            return None;
        }
        let itself = same.any(|(_, source)| *source == Some(&column.source));
        Some(self.fresh(r, if itself { format!("{}_", column.name).into() } else { column.name.clone() }))
    }

    fn fresh(&mut self, r: &mut Renderer<'_>, base: Name) -> Name {
        let mut name = r.fresh_name(&base);
        while self.seen.iter().any(|(seen, _)| *seen == name) {
            name = r.fresh_name(&base);
        }
        self.seen.push((name.clone(), None));
        name
    }
}
