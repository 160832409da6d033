//! In which order tables are created, and which foreign keys have to wait.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::schema::{Constraint, ForeignKey, MetaData, Name, Table, TableName};

/// A foreign key with the tables that it ties.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie<'m> {
    /// The referring table.
    pub(crate) table: &'m Table,
    /// The table referred to.
    pub(crate) target: &'m Table,
    pub(crate) key: &'m ForeignKey,
}

/// Tables in the order of creation; dropping goes the other way round.
#[derive(Debug)]
pub(crate) struct Order<'m> {
    pub(crate) metadata: &'m MetaData,
    /// In rounds: first those that refer to no other, then those that refer to these, and so on.
    pub(crate) tables: Vec<&'m Table>,
    /// Foreign keys that lie in a circle of tables, or are always added later.
    pub(crate) later: Vec<Tie<'m>>,
}

/// What has to be there before a table, by their places; a foreign key says so, or the program.
type Edge<'m> = (usize, usize, Option<&'m ForeignKey>);

impl<'m> Order<'m> {
    /// In the order in which the tables were added, within each round.
    ///
    /// # Errors
    /// `Mapping` for what was found wrong while the tables were collected, for a key to a table or column that is not there,
    /// for a constraint or index over a column that is not.
    pub(crate) fn of(metadata: &'m MetaData) -> Result<Order<'m>> {
        Order::within_rounds(metadata, |_| ())
    }

    /// In the order of `rank`, and then of addition, within each round.
    pub(crate) fn within_rounds<K: Ord>(metadata: &'m MetaData, rank: impl Fn(&Table) -> K) -> Result<Order<'m>> {
        metadata.check()?;
        let tables = metadata.tables();
        let (always, edges): (Vec<_>, Vec<_>) =
            edges(tables)?.into_iter().partition(|(_, _, key)| key.is_some_and(|key| key.use_alter));
        // Which key of a circle gives way is nobody's choice to guess, so all of them do: no table of a circle depends on
        // where the others stand.
        let knots = knots(tables.len(), &edges);
        let is_circular = |(target, place, _): &Edge<'_>| target != place && knots[*target] == knots[*place];
        let (circular, plain): (Vec<_>, Vec<_>) = edges.into_iter().partition(is_circular);
        let rounds = rounds(tables.len(), &plain);
        let mut places: Vec<usize> = (0..tables.len()).collect();
        places.sort_by_key(|place| (rounds[*place], rank(&tables[*place])));
        let tie = |(target, place, key): Edge<'m>| Some(Tie { table: &tables[place], target: &tables[target], key: key? });
        let later = circular.into_iter().chain(always).filter_map(tie).collect();
        Ok(Order { metadata, tables: places.into_iter().map(|place| &tables[place]).collect(), later })
    }
}

fn edges(tables: &[Table]) -> Result<Vec<Edge<'_>>> {
    let places: HashMap<TableName, usize> = tables.iter().enumerate().map(|(place, table)| (table.full_name(), place)).collect();
    let mut edges = Vec::new();
    for (place, table) in tables.iter().enumerate() {
        check_columns(table)?;
        for key in table.foreign_keys() {
            let target = *places.get(&key.target).ok_or_else(|| no_table(table, key))?;
            check_key(table, key, &tables[target])?;
            edges.push((target, place, Some(key)));
        }
        edges.extend(table.dependencies().iter().filter_map(|name| Some((*places.get(name)?, place, None))));
    }
    Ok(edges)
}

/// For each table the round in which it can be created.
fn rounds(tables: usize, edges: &[Edge<'_>]) -> Vec<usize> {
    let order = match graph(tables, edges).topological_order() {
        Ok(order) => order,
        Err(_) => unreachable!("a circle lies within one component, whose keys were taken out"),
    };
    let mut rounds = vec![0; tables];
    for table in order {
        let before = edges.iter().filter(|(target, place, _)| *place == table && target != place);
        rounds[table] = before.map(|(target, ..)| rounds[*target] + 1).max().unwrap_or(0);
    }
    rounds
}

fn graph(tables: usize, edges: &[Edge<'_>]) -> Graph {
    let mut graph = Graph::new(tables);
    edges.iter().for_each(|(target, place, _)| graph.edge(*target, *place));
    graph
}

/// For each table the number of the component that it is in.
fn knots(tables: usize, keys: &[Edge<'_>]) -> Vec<usize> {
    let mut knots = vec![0; tables];
    for (number, component) in graph(tables, keys).components().into_iter().enumerate() {
        component.into_iter().for_each(|table| knots[table] = number);
    }
    knots
}

/// Constraints and indexes may only name columns that the table has.
fn check_columns(table: &Table) -> Result<()> {
    for constraint in table.constraints() {
        if let Constraint::Unique(unique) = constraint {
            check_names(table, "a unique constraint", unique.columns.iter(), unique.columns.is_empty())?;
        }
    }
    if let Some(key) = table.primary_key_constraint() {
        check_names(table, "the primary key", key.columns.iter(), key.columns.is_empty())?;
    }
    table.indexes().iter().try_for_each(|index| check_names(table, "an index", index.columns(), index.parts.is_empty()))
}

fn check_names<'n>(table: &Table, what: &str, mut columns: impl Iterator<Item = &'n Name>, none: bool) -> Result<()> {
    if none {
        return Err(Error::mapping(format!("{what} of table `{}` names no column", table.name())));
    }
    match columns.find(|column| table.get(column).is_none()) {
        Some(column) => {
            Err(Error::mapping(format!("{what} of table `{}` names the column `{column}`, which it lacks", table.name())))
        }
        None => Ok(()),
    }
}

fn check_key(table: &Table, key: &ForeignKey, target: &Table) -> Result<()> {
    if key.columns.is_empty() || key.columns.len() != key.target_columns.len() {
        let message =
            format!("a foreign key of table `{}` to `{}` must pair as many columns as it has", table.name(), target.name());
        return Err(Error::mapping(message));
    }
    if let Some(column) = key.columns.iter().find(|column| table.get(column).is_none()) {
        return Err(Error::mapping(format!(
            "a foreign key of table `{}` names the column `{column}`, which it lacks",
            table.name()
        )));
    }
    match key.target_columns.iter().find(|column| target.get(column).is_none()) {
        Some(column) => {
            let refers = refers(table, key);
            Err(Error::mapping(format!("{refers} refers to the column `{column}` of `{}`, which that lacks", target.name())))
        }
        None => Ok(()),
    }
}

fn no_table(table: &Table, key: &ForeignKey) -> Error {
    let refers = refers(table, key);
    Error::mapping(format!("{refers} refers to the table `{}`, which is not in the metadata; add it", key.target))
}

fn refers(table: &Table, key: &ForeignKey) -> String {
    let columns: Vec<&str> = key.columns.iter().map(|name| &**name).collect();
    format!("`{}.{}`", table.name(), columns.join(", "))
}
