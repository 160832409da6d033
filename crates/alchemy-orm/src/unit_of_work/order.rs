//! In which order tables and rows are written.

use alchemy_core::{Error, Graph, Name, Result, Value};
use foldhash::HashMap;

use crate::mapping::{Key, Mapper};
use crate::unit_of_work::row::{Cell, GoneRow, Work};

/// The place of each table in the order of writing: what is referred to comes first, unrelated tables by the struct's name.
#[derive(Debug)]
pub(crate) struct Ranks(HashMap<usize, usize>);

impl Ranks {
    pub(crate) fn of(work: &Work) -> Ranks {
        let mut mappers: Vec<&'static Mapper> = Vec::new();
        let all = work
            .new
            .iter()
            .map(|row| row.mapper)
            .chain(work.changed.iter().map(|row| row.mapper))
            .chain(work.gone.iter().map(|row| row.mapper));
        for mapper in all {
            if !mappers.iter().any(|known| known.id() == mapper.id()) {
                mappers.push(mapper);
            }
        }
        mappers.sort_by_key(|mapper| mapper.name());
        let mut edges = edges(&mappers);
        loop {
            let mut graph = Graph::new(mappers.len());
            edges.iter().for_each(|(before, after, _)| graph.edge(*before, *after));
            match graph.topological_order() {
                Ok(order) => {
                    return Ranks(order.into_iter().enumerate().map(|(rank, index)| (place(mappers[index]), rank)).collect());
                }
                // Tables refer to each other in a circle: a key that may be NULL gives way; rows are looked at one by one later.
                Err(circle) => {
                    let within = |edge: &(usize, usize, bool)| circle.contains(&edge.0) && circle.contains(&edge.1);
                    let weakest = edges.iter().position(|edge| within(edge) && edge.2).or_else(|| edges.iter().position(within));
                    match weakest {
                        Some(index) => edges.remove(index),
                        None => unreachable!("a circle has edges"),
                    };
                }
            }
        }
    }

    pub(crate) fn rank(&self, mapper: &'static Mapper) -> usize {
        self.0.get(&place(mapper)).copied().unwrap_or(usize::MAX)
    }
}

fn place(mapper: &'static Mapper) -> usize {
    std::ptr::from_ref(mapper) as usize
}

/// (referred to, referring, whether the key may be NULL) for tables of the flush.
fn edges(mappers: &[&'static Mapper]) -> Vec<(usize, usize, bool)> {
    let mut edges = Vec::new();
    for (after, mapper) in mappers.iter().enumerate() {
        for key in mapper.table().foreign_keys() {
            let before = mappers.iter().position(|known| known.place().is(&key.target));
            let nullable = key.columns.iter().all(|name| mapper.table().get(name).is_some_and(|column| column.nullable));
            if let Some(before) = before.filter(|before| *before != after) {
                edges.push((before, after, nullable));
            }
        }
    }
    edges
}

/// How many new rows of its own table each new row hangs on, one behind the other.
pub(crate) fn depths(work: &Work) -> Vec<usize> {
    let mut depths: Vec<Option<usize>> = vec![None; work.new.len()];
    let mut on_path = vec![false; work.new.len()];
    for start in 0..work.new.len() {
        // Walks up by hand: chains of rows may be long.
        let mut path = vec![start];
        on_path[start] = true;
        while let Some(&row) = path.last() {
            let parents = same_table_parents(work, row);
            let next = parents.iter().find(|parent| depths[**parent].is_none() && !on_path[**parent]);
            match next {
                Some(parent) => {
                    on_path[*parent] = true;
                    path.push(*parent);
                }
                None => {
                    let above = parents.iter().filter_map(|parent| depths[*parent]).map(|depth| depth + 1).max();
                    depths[row] = Some(above.unwrap_or(0));
                    on_path[row] = false;
                    path.pop();
                }
            }
        }
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}

fn same_table_parents(work: &Work, row: usize) -> Vec<usize> {
    let mapper = work.new[row].mapper;
    let parent = |cell: &Cell| match cell {
        Cell::Of { row: parent, .. } if work.new[*parent].mapper.id() == mapper.id() => Some(*parent),
        _ => None,
    };
    work.new[row].cells.iter().filter_map(parent).collect()
}

/// The rows to delete of one table, those that refer to others of them first.
pub(crate) fn children_first(work: &Work, rows: &mut Vec<usize>) -> Result<()> {
    let Some(first) = rows.first().map(|row| work.gone[*row].mapper) else { return Ok(()) };
    let mut keys = first.table().foreign_keys().filter(|key| first.place().is(&key.target)).peekable();
    if keys.peek().is_none() {
        return Ok(());
    }
    let numbers = |names: &[Name]| -> Vec<usize> { names.iter().filter_map(|name| first.column_named(name)).collect() };
    let mut graph = Graph::new(rows.len());
    for key in keys {
        let (columns, targets) = (numbers(&key.columns), numbers(&key.target_columns));
        let mut places: HashMap<Key, usize> = HashMap::default();
        for (place, row) in rows.iter().enumerate() {
            places.extend(key_over(&work.gone[*row], &targets)?.map(|key| (key, place)));
        }
        for (child, row) in rows.iter().enumerate() {
            if let Some(parent) = key_over(&work.gone[*row], &columns)?.and_then(|key| places.get(&key)) {
                graph.edge(child, *parent);
            }
        }
    }
    let order = graph.topological_order().map_err(|_| Error::circular("rows to delete", &[first.table_name()]))?;
    *rows = order.into_iter().map(|index| rows[index]).collect();
    Ok(())
}

/// The values of some columns, to be looked up; `None` if one of them is NULL or not known.
fn key_over(row: &GoneRow, columns: &[usize]) -> Result<Option<Key>> {
    let values: Option<Vec<&Value>> = columns.iter().map(|column| row.values[*column].as_ref()).collect();
    values.map_or(Ok(None), Key::of_values)
}
