//! `SET a=1, b=2`: in which order, and what may be assigned.

use crate::compile::{Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{Assigned, AssignedValues, AssignmentList, ColumnRef, Node, Parameter, Source, Target, Unsaid};

/// The assignments of a statement, in the order in which they are written.
pub(super) struct SetList<'n> {
    items: Vec<(&'n Assigned, &'n Node)>,
    /// The assignments that a column's `onupdate` adds, each before how many of the items it stands.
    added: Vec<(usize, Assigned, Node)>,
    /// Whether the items are in the order of the table's columns.
    sorted: bool,
    target: &'n Target,
}

impl<'n> SetList<'n> {
    /// In the order of the table's columns, or as given. Columns of other tables come first.
    ///
    /// # Errors
    /// `Programming` for a column that the table does not have, or that is assigned twice.
    pub(super) fn of(target: &'n Target, set: &'n AssignmentList, sorted: bool) -> Result<SetList<'n>> {
        let mut placed = Vec::with_capacity(set.len());
        for (given, (to, value)) in set.iter().enumerate() {
            placed.push((place(target, to, given)?, to, value));
        }
        if sorted {
            placed.sort_by_key(|(place, ..)| *place);
        }
        let items: Vec<_> = placed.into_iter().map(|(_, to, value)| (to, value)).collect();
        for (index, (to, _)) in items.iter().enumerate() {
            if let Some(name) = to.name()
                && items[..index].iter().any(|(other, _)| other.name() == Some(name) && source(other) == source(to))
            {
                return Err(Error::new(ErrorKind::Programming, format!("the column `{name}` is assigned twice")));
            }
        }
        if items.is_empty() {
            return Err(Error::new(ErrorKind::Programming, "there is nothing to set"));
        }
        Ok(SetList { items, added: Vec::new(), sorted, target })
    }

    /// Adds what columns assign by themselves that are not mentioned: in the order of the columns, or behind what has an
    /// order of its own.
    pub(super) fn with_onupdate(mut self) -> Self {
        let Some(table) = self.target.definition() else { return self };
        for (at, column) in table.columns().iter().enumerate() {
            let Some(onupdate) = &column.onupdate else { continue };
            let mentioned = |to: &Assigned| match to {
                Assigned::Part(node) => names_column(node, &column.name),
                Assigned::Row(columns) => columns.iter().any(|known| known.name == column.name),
                whole => whole.name() == Some(&column.name),
            };
            if !self.items.iter().any(|(to, _)| mentioned(to)) {
                let items = &self.items;
                let value_of = |column: &str| {
                    let known = items.iter().find(|(to, _)| to.name().is_some_and(|name| **name == *column));
                    known.map(|(_, value)| *value)
                };
                let node = onupdate.node(&value_of);
                let before = |(to, _): &(&Assigned, &Node)| place(self.target, to, 0).is_ok_and(|place| place < (true, at));
                let before = if self.sorted { items.iter().filter(|item| before(item)).count() } else { items.len() };
                self.added.push((before, Assigned::Own(column.name.clone()), node));
            }
        }
        self
    }

    /// The assignments to columns of other tables.
    pub(super) fn has_foreign(&self) -> bool {
        self.items.iter().any(|(to, _)| matches!(to, Assigned::Column(column) if column.source != self.target.source))
    }

    /// Writes it, with columns of the target alone.
    pub(super) fn render(&self, r: &mut Renderer<'_>, equals: &str) -> Result<()> {
        self.write(r, equals, |r, column| r.name(&column.name))
    }

    /// Writes it, with each column behind the name of its table.
    pub(super) fn render_qualified(&self, r: &mut Renderer<'_>, equals: &str, sources: &[Source]) -> Result<()> {
        self.write(r, equals, |r, column| {
            // Tables are told apart by their names alone, where no two have the same.
            if sources.iter().any(|other| other != &column.source && other.text() == column.source.text()) {
                return r.column(&column.source, &column.name);
            }
            r.lock_name(&column.source)?;
            r.glue(".");
            r.glued_name(&column.name)
        })
    }

    fn write(
        &self,
        r: &mut Renderer<'_>,
        equals: &str,
        column: impl Fn(&mut Renderer<'_>, &ColumnRef) -> Result<()>,
    ) -> Result<()> {
        let own = |name: &Name| ColumnRef { source: self.target.source.clone(), name: name.clone() };
        let before = std::mem::replace(&mut r.assigned, AssignedValues { values: self.values(), of_new_row: false });
        let write = |r: &mut Renderer<'_>, to: &Assigned, value: &Node| {
            match to {
                Assigned::Own(name) => column(r, &own(name))?,
                Assigned::Column(known) => column(r, known)?,
                Assigned::Part(node) => part(r, node)?,
                Assigned::Row(columns) if r.features().row_assignment => {
                    r.parens(|r| r.list(columns, |r, column| r.name(&column.name)))?;
                }
                Assigned::Row(_) => return Err(r.unsupported("SET of several columns at once")),
            }
            r.glue(equals);
            r.tight(|r| value.render_grouped(r))
        };
        let mut all: Vec<(&Assigned, &Node)> = self.items.clone();
        for (before, to, value) in self.added.iter().rev() {
            all.insert(*before, (to, value));
        }
        r.list(all, |r, (to, value)| write(r, to, value))?;
        r.assigned = before;
        Ok(())
    }

    /// What each column is given, for [`Renderer::assigned`].
    fn values(&self) -> Vec<(Name, Node)> {
        let items = self.items.iter().map(|(to, value)| (*to, *value));
        let added = self.added.iter().map(|(_, to, value)| (to, value));
        items.chain(added).filter_map(|(to, value)| Some((to.name()?.clone(), value.clone()))).collect()
    }
}

/// The parameter of a column of which the statement does not say what it is given.
pub(super) fn parameter_of(column: &Name, statement: Unsaid) -> Node {
    Node::Parameter(std::sync::Arc::new(Parameter::of_unsaid(column.clone(), statement)))
}

/// Every column, each with a parameter of its name.
pub(super) fn open(target: &Target) -> AssignmentList {
    let columns = target.definition().map(|table| table.columns()).unwrap_or_default();
    columns.iter().map(|column| (Assigned::Own(column.name.clone()), parameter_of(&column.name, Unsaid::Update))).collect()
}

fn place(target: &Target, to: &Assigned, given: usize) -> Result<(bool, usize)> {
    match to {
        Assigned::Column(column) if column.source != target.source => Ok((false, given)),
        Assigned::Own(name) | Assigned::Column(ColumnRef { name, .. }) => Ok((true, target.place(name, given)?)),
        Assigned::Part(_) | Assigned::Row(_) => Ok((true, usize::MAX)),
    }
}

fn source(to: &Assigned) -> Option<&Source> {
    if let Assigned::Column(column) = to { Some(&column.source) } else { None }
}

fn names_column(node: &Node, name: &Name) -> bool {
    let mut found = false;
    node.columns(&mut |column| found |= column.name == *name);
    found
}

fn part(r: &mut Renderer<'_>, node: &Node) -> Result<()> {
    if !node.is_assignable() {
        return Err(Error::new(ErrorKind::Programming, "only columns, elements of arrays and keys of documents can be assigned"));
    }
    r.bare(|r| node.render(r))
}
