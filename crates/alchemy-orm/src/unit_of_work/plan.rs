//! From rows to write to statements: which rows share one, and which key has to wait.

use alchemy_core::{Error, Result, Value};

use crate::mapping::Mapper;
use crate::unit_of_work::order::{Ranks, children_first, depths};
use crate::unit_of_work::row::{Cell, LinkRow, Work};

/// One statement of a flush.
#[derive(Debug)]
pub(crate) enum Step {
    /// INSERT of new rows, by number, that state the same columns.
    Insert { mapper: &'static Mapper, columns: Vec<usize>, rows: Vec<usize> },
    /// UPDATE of the same columns of several rows.
    Update { mapper: &'static Mapper, columns: Vec<usize>, rows: Vec<UpdateRow> },
    /// INSERT into a link table.
    Link { mapper: &'static Mapper, columns: Vec<usize>, rows: Vec<Vec<Cell>> },
    /// DELETE from a link table. Rows that are named whole have to be there.
    Unlink { mapper: &'static Mapper, columns: Vec<usize>, rows: Vec<Vec<Cell>>, whole: bool },
    /// DELETE of rows, by key; one by one where they refer to each other.
    Delete { mapper: &'static Mapper, keys: Vec<Vec<Value>>, one_by_one: bool },
}

/// One row of an UPDATE.
#[derive(Debug)]
pub(crate) struct UpdateRow {
    pub(crate) key: RowKey,
    pub(crate) cells: Vec<Cell>,
}

/// How a row to update is found.
#[derive(Debug)]
pub(crate) enum RowKey {
    /// By its key.
    Known(Vec<Value>),
    /// It was inserted in this flush.
    New(usize),
}

/// The statements of a flush, in order.
#[derive(Debug, Default)]
pub(crate) struct FlushPlan {
    pub(crate) steps: Vec<Step>,
}

/// Plans a flush. Keys that refer to rows inserted later are taken out of `work` and set by an UPDATE at the end.
///
/// # Errors
/// `CircularDependency` for rows that refer to each other by keys that may not be NULL.
pub(crate) fn plan(work: &mut Work) -> Result<FlushPlan> {
    let ranks = Ranks::of(work);
    let depths = depths(work);
    let mut order: Vec<usize> = (0..work.new.len()).collect();
    order.sort_by_key(|row| (ranks.rank(work.new[*row].mapper), depths[*row], *row));
    let group_of = groups(work, &order, &ranks, &depths);
    postpone(work, &group_of)?;
    let mut plan = FlushPlan::default();
    let mut tables: Vec<&'static Mapper> =
        work.new.iter().map(|row| row.mapper).chain(work.changed.iter().map(|row| row.mapper)).collect();
    tables.sort_by_key(|mapper| ranks.rank(mapper));
    tables.dedup_by_key(|mapper| mapper.id());
    let mut waiting = Vec::new();
    for mapper in tables {
        updates(work, mapper, &mut plan.steps, &mut waiting);
        inserts(work, mapper, &order, &group_of, &mut plan.steps);
    }
    plan.steps.append(&mut waiting);
    for (row, column, cell) in &work.late {
        let rows = vec![UpdateRow { key: RowKey::New(*row), cells: vec![cell.clone()] }];
        merge_update(&mut plan.steps, work.new[*row].mapper, vec![*column], rows);
    }
    links(work, &mut plan.steps);
    deletes(work, &ranks, &mut plan.steps)?;
    Ok(plan)
}

/// For each new row the number of the INSERT that it is part of: the same table and depth, the same columns.
fn groups(work: &Work, order: &[usize], ranks: &Ranks, depths: &[usize]) -> Vec<usize> {
    let mut group_of = vec![0; work.new.len()];
    let mut known: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for row in order {
        let place = (ranks.rank(work.new[*row].mapper), depths[*row], stated(&work.new[*row].cells));
        let index = known.iter().position(|known| *known == place).unwrap_or_else(|| {
            known.push(place);
            known.len() - 1
        });
        group_of[*row] = index;
    }
    group_of
}

fn stated(cells: &[Cell]) -> Vec<usize> {
    cells.iter().enumerate().filter(|(_, cell)| **cell != Cell::Unset).map(|(index, _)| index).collect()
}

/// Takes out the keys whose row is inserted no earlier than their own.
fn postpone(work: &mut Work, group_of: &[usize]) -> Result<()> {
    for row in 0..work.new.len() {
        let mapper = work.new[row].mapper;
        for column in 0..work.new[row].cells.len() {
            let Cell::Of { row: parent, .. } = &work.new[row].cells[column] else { continue };
            if group_of[*parent] < group_of[row] {
                continue;
            }
            if !mapper.columns()[column].nullable {
                return Err(Error::circular("rows to insert", &[mapper.table_name(), work.new[*parent].mapper.table_name()]));
            }
            let cell = std::mem::replace(&mut work.new[row].cells[column], Cell::Known(Value::Null));
            work.late.push((row, column, cell));
        }
    }
    Ok(())
}

fn inserts(work: &Work, mapper: &'static Mapper, order: &[usize], group_of: &[usize], steps: &mut Vec<Step>) {
    let mut last = None;
    for row in order.iter().copied().filter(|row| work.new[*row].mapper.id() == mapper.id()) {
        match steps.last_mut() {
            Some(Step::Insert { rows, .. }) if last == Some(group_of[row]) => rows.push(row),
            _ => steps.push(Step::Insert { mapper, columns: stated(&work.new[row].cells), rows: vec![row] }),
        }
        last = Some(group_of[row]);
    }
}

/// UPDATEs of one table, by key. What needs the key of a row that is inserted by then is done at once, else at the end.
fn updates(work: &Work, mapper: &'static Mapper, steps: &mut Vec<Step>, waiting: &mut Vec<Step>) {
    let mut inserted = vec![false; work.new.len()];
    for step in &*steps {
        if let Step::Insert { rows, .. } = step {
            rows.iter().for_each(|row| inserted[*row] = true);
        }
    }
    let mut table_steps = Vec::new();
    for changed in work.changed.iter().filter(|row| row.mapper.id() == mapper.id()) {
        let (mut set, key) = (changed.set.clone(), RowKey::Known(changed.key.clone()));
        set.sort_by_key(|(column, _)| *column);
        let waits = set.iter().any(|(_, cell)| matches!(cell, Cell::Of { row, .. } if !inserted[*row]));
        let (columns, cells) = set.into_iter().unzip();
        let list = if waits { &mut *waiting } else { &mut table_steps };
        merge_update(list, mapper, columns, vec![UpdateRow { key, cells }]);
    }
    steps.append(&mut table_steps);
}

/// Adds rows to the UPDATE of the same columns, if there is one.
fn merge_update(steps: &mut Vec<Step>, mapper: &'static Mapper, columns: Vec<usize>, new: Vec<UpdateRow>) {
    for step in steps.iter_mut() {
        if let Step::Update { mapper: known, columns: known_columns, rows } = step
            && known.id() == mapper.id()
            && *known_columns == columns
        {
            rows.extend(new);
            return;
        }
    }
    steps.push(Step::Update { mapper, columns, rows: new });
}

/// Rows of one link table that state the same columns.
struct LinkRows {
    mapper: &'static Mapper,
    columns: Vec<usize>,
    rows: Vec<Vec<Cell>>,
}

fn by_columns(rows: &[(&'static Mapper, LinkRow)]) -> Vec<LinkRows> {
    let mut grouped: Vec<LinkRows> = Vec::new();
    for (mapper, row) in rows {
        let mut cells = row.cells.clone();
        cells.sort_by_key(|(column, _)| *column);
        let (columns, cells): (Vec<usize>, Vec<Cell>) = cells.into_iter().unzip();
        match grouped.iter_mut().find(|known| known.mapper.id() == mapper.id() && known.columns == columns) {
            Some(known) => known.rows.push(cells),
            None => grouped.push(LinkRows { mapper, columns, rows: vec![cells] }),
        }
    }
    grouped
}

fn links(work: &Work, steps: &mut Vec<Step>) {
    for LinkRows { mapper, columns, rows } in by_columns(&work.unlinked) {
        let key = mapper.key_columns();
        let whole = columns.len() == key.len() && key.iter().all(|column| columns.contains(column));
        steps.push(Step::Unlink { mapper, columns, rows, whole });
    }
    for LinkRows { mapper, columns, rows } in by_columns(&work.linked) {
        steps.push(Step::Link { mapper, columns, rows });
    }
}

/// DELETEs: what refers to others goes first.
fn deletes(work: &Work, ranks: &Ranks, steps: &mut Vec<Step>) -> Result<()> {
    let mut tables: Vec<&'static Mapper> = work.gone.iter().map(|row| row.mapper).collect();
    tables.sort_by_key(|mapper| std::cmp::Reverse(ranks.rank(mapper)));
    tables.dedup_by_key(|mapper| mapper.id());
    for mapper in tables {
        let mut rows: Vec<usize> = (0..work.gone.len()).filter(|row| work.gone[*row].mapper.id() == mapper.id()).collect();
        children_first(work, &mut rows)?;
        let refers = mapper.table().foreign_keys().any(|key| mapper.place().is(&key.target));
        let keys = rows.into_iter().map(|row| work.gone[row].key.clone()).collect();
        steps.push(Step::Delete { mapper, keys, one_by_one: refers || mapper.key_columns().len() > 1 });
    }
    Ok(())
}
