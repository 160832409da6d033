//! In which order tables are created, and which foreign keys have to wait.

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::schema::{ForeignKey, MetaData, Table};

/// Tables in the order of creation; dropping goes the other way round.
pub(super) struct Order<'m> {
    pub(super) tables: Vec<&'m Table>,
    /// Foreign keys that close a circle.
    pub(super) later: Vec<(&'m Table, &'m ForeignKey)>,
}

impl<'m> Order<'m> {
    /// # Errors: `Mapping` for what was found wrong while the tables were collected, or a key to a table that is not there.
    pub(super) fn of(metadata: &'m MetaData) -> Result<Order<'m>> {
        metadata.check()?;
        let tables = metadata.tables();
        let mut keys = Vec::new();
        for (after, table) in tables.iter().enumerate() {
            for key in table.foreign_keys() {
                let before = tables.iter().position(|known| *known.name() == key.target).ok_or_else(|| missing(table, key))?;
                keys.push((before, after, key));
            }
        }
        let mut later = Vec::new();
        loop {
            let mut graph = Graph::new(tables.len());
            keys.iter().for_each(|(before, after, _)| graph.edge(*before, *after));
            match graph.topological_order() {
                Ok(order) => return Ok(Order { tables: order.into_iter().map(|index| &tables[index]).collect(), later }),
                Err(circle) => {
                    let closing = |(before, after, _): &(usize, usize, &ForeignKey)| {
                        before != after && circle.contains(before) && circle.contains(after)
                    };
                    match keys.iter().position(closing) {
                        Some(index) => {
                            let (_, after, key) = keys.remove(index);
                            later.push((&tables[after], key));
                        }
                        None => unreachable!("a circle has keys"),
                    }
                }
            }
        }
    }
}

fn missing(table: &Table, key: &ForeignKey) -> Error {
    let columns: Vec<&str> = key.columns.iter().map(|name| &**name).collect();
    Error::mapping(format!(
        "`{}.{}` refers to the table `{}`, which is not in the metadata; add it",
        table.name(),
        columns.join(", "),
        key.target
    ))
}
