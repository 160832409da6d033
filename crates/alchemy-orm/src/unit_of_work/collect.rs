//! From tracked objects to rows to write.

use std::sync::Arc;

use alchemy_core::{Error, Result, Value};
use foldhash::{HashMap, HashSet};

use crate::instance::{Node, State, Store, drain, looked};
use crate::mapping::{Kind, Link, Mapper};
use crate::relation::Links;
use crate::unit_of_work::assign::{Assignment, Assignments, LinkChange};
use crate::unit_of_work::deletes::everything_deleted;
use crate::unit_of_work::row::{Cell, ChangedRow, GoneRow, LinkRow, NewRow, Work, address};

/// All that has to be written. Changes nothing.
///
/// # Errors
/// Kept errors, `Borrowed` for a changed object that a write guard holds, `NotNull` for a required key without a reference.
pub(crate) fn collect(store: &Arc<Store>) -> Result<Work> {
    drain(store);
    if let Some(problem) = store.lists().problems.first() {
        return Err(problem.error.clone());
    }
    let (pending, dirty) = {
        let lists = store.lists();
        (lists.pending.clone(), lists.dirty.clone())
    };
    let mut assignments = Assignments::default();
    for node in pending.iter().chain(&dirty) {
        assignments.look(node)?;
    }
    let mut collecting = Collecting::new(everything_deleted(store)?, &assignments)?;
    collecting.new_rows(&pending)?;
    collecting.changed_rows(&dirty)?;
    collecting.blank_children()?;
    for assignment in assignments.iter() {
        collecting.assign(assignment)?;
    }
    for link in &assignments.links {
        collecting.link(link)?;
    }
    collecting.check_required()?;
    collecting.gone_rows()?;
    collecting.work.changed.retain(|row| !row.set.is_empty());
    Ok(collecting.work)
}

/// The link table, the objects at its columns, and whether the row comes.
type LinkPlace = (usize, Vec<(usize, usize)>, bool);

struct Collecting {
    work: Work,
    deleted: Vec<Node>,
    gone: HashSet<usize>,
    /// Where each changed object stands in `work.changed`.
    changed: HashMap<usize, usize>,
    /// Link rows that are written already, whichever side said so.
    links: HashSet<LinkPlace>,
}

impl Collecting {
    /// Orphans are deleted with everything that hangs on them, pending ones simply leave.
    fn new(mut deleted: Vec<Node>, assignments: &Assignments) -> Result<Self> {
        let mut gone: HashSet<usize> = deleted.iter().map(address).collect();
        let mut waiting: Vec<Node> = assignments.orphans.clone();
        while let Some(node) = waiting.pop() {
            if !gone.insert(address(&node)) {
                continue;
            }
            for (index, relation) in node.mapper().relations().iter().enumerate() {
                if relation.cascade.delete {
                    waiting.extend(looked(&node, |slot| slot.relation(index).links().members())?);
                }
            }
            deleted.push(node);
        }
        Ok(Collecting { work: Work::default(), deleted, gone, changed: HashMap::default(), links: HashSet::default() })
    }

    fn is_gone(&self, node: &Node) -> bool {
        self.gone.contains(&address(node))
    }

    fn new_rows(&mut self, pending: &[Node]) -> Result<()> {
        for node in pending {
            if self.is_gone(node) {
                self.work.dropped.push(node.clone());
                continue;
            }
            let values = looked(node, |slot| slot.all_values())?;
            let cells = values.into_iter().map(|value| value.map_or(Cell::Unset, Cell::Known)).collect();
            self.work.numbers.insert(address(node), self.work.new.len());
            self.work.new.push(NewRow { node: node.clone(), mapper: node.mapper(), cells });
        }
        Ok(())
    }

    fn changed_rows(&mut self, dirty: &[Node]) -> Result<()> {
        for node in dirty {
            let (state, values, before) = looked(node, |slot| {
                (slot.header().state, slot.all_values(), slot.header().snapshot.as_ref().map(|snapshot| snapshot.columns.clone()))
            })?;
            let Some(before) = before.filter(|_| state == State::Persistent && !self.is_gone(node)) else { continue };
            let row = self.changed_row(node)?;
            for (column, (now, before)) in values.into_iter().zip(before).enumerate() {
                match (now, before) {
                    (Some(now), Some(before)) if now.same(&before) => {}
                    (Some(now), _) => row.set.push((column, Cell::Known(now))),
                    // Unset never means NULL.
                    (None, _) => {}
                }
            }
        }
        Ok(())
    }

    /// The entry of a changed object, made if there is none.
    fn changed_row(&mut self, node: &Node) -> Result<&mut ChangedRow> {
        let index = match self.changed.get(&address(node)) {
            Some(index) => *index,
            None => {
                let key = key_of(node)?;
                self.work.changed.push(ChangedRow {
                    node: node.clone(),
                    mapper: node.mapper(),
                    key,
                    set: Vec::new(),
                    referred: Vec::new(),
                });
                self.changed.insert(address(node), self.work.changed.len() - 1);
                self.work.changed.len() - 1
            }
        };
        Ok(&mut self.work.changed[index])
    }

    /// The value of a column of a parent: known, or known once the parent was inserted.
    fn cell_of(&self, parent: &Node, column: usize) -> Result<Cell> {
        match self.work.numbers.get(&address(parent)) {
            Some(row) => Ok(match &self.work.new[*row].cells[column] {
                Cell::Known(value) => Cell::Known(value.clone()),
                Cell::Unset | Cell::Of { .. } => Cell::Of { row: *row, column },
            }),
            None => Ok(Cell::Known(looked(parent, |slot| slot.value(column))?.unwrap_or_default())),
        }
    }

    fn assign(&mut self, assignment: &Assignment) -> Result<()> {
        let child = &assignment.child;
        // The key of a child whose parent goes away is made NULL; that of a child that goes itself is of no interest.
        let parent = assignment.parent.as_ref().filter(|parent| !self.is_gone(parent));
        if self.is_gone(child) {
            return Ok(());
        }
        let mapper = child.mapper();
        for (column, from) in assignment.columns.iter().zip(&assignment.from) {
            let cell = match parent {
                Some(parent) => self.cell_of(parent, *from)?,
                None if mapper.columns()[*column].nullable => Cell::Known(Value::Null),
                None => return Err(missing(mapper, *column)),
            };
            match self.work.numbers.get(&address(child)) {
                Some(row) => self.work.new[*row].cells[*column] = cell,
                None => self.assign_changed(child, *column, cell)?,
            }
        }
        Ok(())
    }

    fn assign_changed(&mut self, child: &Node, column: usize, cell: Cell) -> Result<()> {
        let before = looked(child, |slot| match &slot.header().snapshot {
            Some(snapshot) => snapshot.columns[column].clone(),
            None => slot.value(column),
        })?;
        let row = self.changed_row(child)?;
        row.set.retain(|(known, _)| *known != column);
        row.referred.push(column);
        if !matches!((&cell, &before), (Cell::Known(now), Some(before)) if now.same(before)) {
            row.set.push((column, cell));
        }
        Ok(())
    }

    /// Children of deleted objects that are not deleted with them lose their key.
    fn blank_children(&mut self) -> Result<()> {
        for node in self.deleted.clone() {
            for (index, relation) in node.mapper().relations().iter().enumerate() {
                if relation.kind == Kind::Parent || relation.secondary.is_some() || relation.viewonly || relation.cascade.delete {
                    continue;
                }
                let link = relation.link(node.mapper())?;
                for child in looked(&node, |slot| slot.relation(index).links().members())? {
                    let moved = match link.reverse {
                        Some(reverse) => looked(&child, |slot| {
                            slot.relation(reverse).links().members().iter().any(|now| !Arc::ptr_eq(now, &node))
                        })?,
                        None => false,
                    };
                    if !moved {
                        let (columns, from) = (link.remote.clone(), link.local.clone());
                        self.assign(&Assignment { child, columns, from, parent: None })?;
                    }
                }
            }
        }
        Ok(())
    }

    fn link(&mut self, change: &LinkChange) -> Result<()> {
        if self.is_gone(&change.owner) || self.is_gone(&change.member) {
            // Rows of the link table go with the objects.
            return Ok(());
        }
        let owner = change.owner.mapper();
        let link = owner.relations()[change.relation].link(owner)?;
        let Some(through) = &link.through else { return Ok(()) };
        if link.reverse.is_some_and(|reverse| known_before(&change.member, reverse, &change.owner) == Some(change.comes)) {
            // One side was not loaded, the other knows that the link row is there, or is not.
            return Ok(());
        }
        let mut places: Vec<(usize, usize)> = through.mine.iter().map(|column| (*column, address(&change.owner))).collect();
        places.extend(through.theirs.iter().map(|column| (*column, address(&change.member))));
        places.sort_unstable();
        if !self.links.insert((std::ptr::from_ref(through.mapper) as usize, places, change.comes)) {
            return Ok(());
        }
        let mut cells = self.cells(&change.owner, &through.mine, &link.local)?;
        cells.extend(self.cells(&change.member, &through.theirs, &link.remote)?);
        let rows = if change.comes { &mut self.work.linked } else { &mut self.work.unlinked };
        rows.push((through.mapper, LinkRow { cells }));
        Ok(())
    }

    fn cells(&self, node: &Node, columns: &[usize], from: &[usize]) -> Result<Vec<(usize, Cell)>> {
        columns.iter().zip(from).map(|(column, from)| Ok((*column, self.cell_of(node, *from)?))).collect()
    }

    /// A new row whose required reference was never given has 0 where a generated key belongs; that is told here, with the
    /// names, and not by the database.
    fn check_required(&self) -> Result<()> {
        for row in &self.work.new {
            for relation in row.mapper.relations().iter().filter(|relation| relation.kind == Kind::Parent && !relation.viewonly) {
                let link: &Link = relation.link(row.mapper)?;
                for (column, remote) in link.local.iter().zip(&link.remote) {
                    let generated = relation.target().columns()[*remote].generated;
                    let required = !row.mapper.columns()[*column].nullable;
                    if generated && required && row.cells[*column] == Cell::Known(Value::Int(0)) {
                        return Err(missing(row.mapper, *column));
                    }
                }
            }
        }
        Ok(())
    }

    fn gone_rows(&mut self) -> Result<()> {
        for node in std::mem::take(&mut self.deleted) {
            let (state, values) = looked(&node, |slot| {
                let before = slot.header().snapshot.as_ref().map(|snapshot| snapshot.columns.clone());
                (slot.header().state, before.unwrap_or_else(|| slot.all_values()))
            })?;
            if state != State::Persistent {
                continue;
            }
            let mapper = node.mapper();
            for relation in mapper.relations().iter().filter(|relation| !relation.viewonly) {
                let link = relation.link(mapper)?;
                if let Some(through) = &link.through {
                    let cells = self.cells(&node, &through.mine, &link.local)?;
                    self.work.unlinked.push((through.mapper, LinkRow { cells }));
                }
            }
            let key = key_of(&node)?;
            self.work.gone.push(GoneRow { node, mapper, key, values });
        }
        Ok(())
    }
}

/// Whether the object was a member before the change, if that is known.
fn known_before(node: &Node, relation: usize, member: &Node) -> Option<bool> {
    let before = looked(node, |slot| match &slot.header().snapshot {
        Some(snapshot) => snapshot.relations[relation].clone(),
        None if slot.header().state == State::Persistent => slot.relation(relation).links(),
        None => Links::Unset,
    });
    let before = before.ok().filter(Links::is_loaded)?;
    Some(before.members().iter().any(|known| Arc::ptr_eq(known, member)))
}

/// The key of an object, as the database has it.
fn key_of(node: &Node) -> Result<Vec<Value>> {
    let columns = node.mapper().key_columns();
    looked(node, |slot| {
        let value = |column: &usize| match &slot.header().snapshot {
            Some(snapshot) => snapshot.columns[*column].clone(),
            None => slot.value(*column),
        };
        columns.iter().map(|column| value(column).unwrap_or_default()).collect()
    })
}

fn missing(mapper: &Mapper, column: usize) -> Error {
    Error::missing_value(
        mapper.table_name(),
        mapper.columns()[column].name,
        "the object that it belongs to is missing or goes; give it one, or let it go with its owner by a `cascade`",
    )
}
