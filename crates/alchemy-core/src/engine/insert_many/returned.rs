//! The rows that an INSERT gives back.

use crate::driver::{Params, Reply, Sink};
use crate::engine::fetch::taken_back;
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::value::{Row, Value};

/// Keeps rows as values, and watches that a statement which is stepped gives one row a step.
pub(crate) struct Returned {
    table: Name,
    rows: Vec<Vec<Value>>,
    stepped: bool,
    steps: usize,
}

impl Returned {
    pub(crate) fn boxed(table: &Name, params: &Params) -> Box<dyn Sink> {
        let stepped = matches!(params, Params::Many(_));
        Box::new(Returned { table: table.clone(), rows: Vec::new(), stepped, steps: 0 })
    }
}

impl Sink for Returned {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.steps += 1;
        // A trigger that swallows a row would otherwise move all keys behind it to the wrong rows.
        if self.stepped && self.rows.len() != self.steps {
            return Err(Error::inserted_count(&self.table, self.steps, self.rows.len() as u64));
        }
        Ok(())
    }
}

pub(crate) fn rows(reply: Reply) -> Result<Vec<Vec<Value>>> {
    Ok(taken_back::<Returned>(reply)?.rows)
}
