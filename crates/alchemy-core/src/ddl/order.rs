//! In which order tables are created, and which foreign keys have to wait.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::schema::{ForeignKey, MetaData, Table};

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
    pub(crate) tables: Vec<&'m Table>,
    /// Foreign keys that lie in a circle of tables.
    pub(crate) circular: Vec<Tie<'m>>,
}

impl<'m> Order<'m> {
    /// # Errors
    /// `Mapping` for what was found wrong while the tables were collected, for a key to a table or column that is not there,
    /// for a constraint or index over a column that is not.
    pub(crate) fn of(metadata: &'m MetaData) -> Result<Order<'m>> {
        metadata.check()?;
        let tables = metadata.tables();
        let places: HashMap<&str, usize> = tables.iter().enumerate().map(|(place, table)| (&**table.name(), place)).collect();
        let mut keys = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            check_columns(table)?;
            for key in table.foreign_keys() {
                let target = *places.get(&*key.target).ok_or_else(|| no_table(table, key))?;
                check_key(table, key, &tables[target])?;
                keys.push((target, place, key));
            }
        }
        // Which key of a circle gives way is nobody's choice to guess, so all of them do: no table of a circle depends on
        // where the others stand.
        let knots = knots(tables.len(), &keys);
        let is_circular = |(target, place, _): &(usize, usize, _)| target != place && knots[*target] == knots[*place];
        let (circular, plain): (Vec<_>, Vec<_>) = keys.into_iter().partition(is_circular);
        let order = match graph(tables.len(), &plain).topological_order() {
            Ok(order) => order,
            Err(_) => unreachable!("a circle lies within one component, whose keys were taken out"),
        };
        let tie = |(target, place, key): (usize, usize, _)| Tie { table: &tables[place], target: &tables[target], key };
        Ok(Order {
            tables: order.into_iter().map(|place| &tables[place]).collect(),
            circular: circular.into_iter().map(tie).collect(),
        })
    }
}

type Keys<'m> = [(usize, usize, &'m ForeignKey)];

fn graph(tables: usize, keys: &Keys<'_>) -> Graph {
    let mut graph = Graph::new(tables);
    keys.iter().for_each(|(target, place, _)| graph.edge(*target, *place));
    graph
}

/// For each table the number of the component that it is in.
fn knots(tables: usize, keys: &Keys<'_>) -> Vec<usize> {
    let mut knots = vec![0; tables];
    for (number, component) in graph(tables, keys).components().into_iter().enumerate() {
        component.into_iter().for_each(|table| knots[table] = number);
    }
    knots
}

/// Constraints and indexes may only name columns that the table has.
fn check_columns(table: &Table) -> Result<()> {
    let uniques = table.uniques().iter().map(|unique| ("a unique constraint", &unique.columns));
    let indexes = table.indexes().iter().map(|index| ("an index", &index.columns));
    for (what, columns) in uniques.chain(indexes) {
        if columns.is_empty() {
            return Err(Error::mapping(format!("{what} of table `{}` names no column", table.name())));
        }
        if let Some(column) = columns.iter().find(|column| table.get(column).is_none()) {
            return Err(Error::mapping(format!("{what} of table `{}` names the column `{column}`, which it lacks", table.name())));
        }
    }
    Ok(())
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
