//! The statements that a connection has prepared, by text.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use tokio_postgres::Statement;

use crate::kind::Slot;
use crate::session;

/// How many statements a connection keeps prepared.
const CAPACITY: usize = 512;

/// A prepared statement with what is known of its parameters and columns. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) statement: Statement,
    pub(crate) parameters: Arc<[Slot]>,
    pub(crate) columns: Arc<[Slot]>,
    /// Types of parameters were told by values, which others may not fit.
    pub(crate) is_told: bool,
    /// The parameters that were told to be wider numbers than stand beside them, from zero.
    pub(crate) widened: Arc<[usize]>,
    /// The rows that the server counts are rows that it changed.
    pub(crate) changes_rows: bool,
}

impl Prepared {
    pub(crate) fn new(statement: Statement, sql: &str) -> Self {
        let (parameters, columns) = (Slot::of_parameters(&statement), Slot::of_columns(&statement));
        let changes_rows = session::changes_rows(sql);
        Prepared { statement, parameters, columns, is_told: false, widened: Arc::default(), changes_rows }
    }
}

/// Prepared statements, of which the least recently used makes room.
///
/// The driver underneath closes a statement when its last copy is dropped: it sends a message, without waiting. Here that
/// happens only right before another message, so that its answer never comes alone.
#[derive(Debug)]
pub(crate) struct Cache {
    statements: HashMap<Arc<str>, Entry>,
    /// Counts uses.
    clock: u64,
    /// Statements to be closed with the next opportunity.
    retired: Vec<Prepared>,
}

#[derive(Debug)]
struct Entry {
    prepared: Prepared,
    used: u64,
}

impl Cache {
    pub(crate) fn new() -> Self {
        Cache { statements: HashMap::new(), clock: 0, retired: Vec::new() }
    }

    /// The statement of a text, if it is prepared.
    pub(crate) fn get(&mut self, sql: &str) -> Option<Prepared> {
        self.clock += 1;
        let entry = self.statements.get_mut(sql)?;
        entry.used = self.clock;
        Some(entry.prepared.clone())
    }

    /// Keeps a statement. If there is no room, the least recently used retires.
    pub(crate) fn put(&mut self, sql: Arc<str>, prepared: Prepared) {
        if self.statements.len() >= CAPACITY {
            let oldest = self.statements.iter().min_by_key(|(_, entry)| entry.used).map(|(sql, _)| sql.clone());
            if let Some(sql) = oldest {
                self.forget(&sql);
            }
        }
        let replaced = self.statements.insert(sql, Entry { prepared, used: self.clock });
        self.retired.extend(replaced.map(|entry| entry.prepared));
    }

    /// Forgets a statement.
    pub(crate) fn forget(&mut self, sql: &str) {
        self.retired.extend(self.statements.remove(sql).map(|entry| entry.prepared));
    }

    /// Forgets all of them: tables may have changed.
    pub(crate) fn forget_all(&mut self) {
        self.retired.extend(self.statements.drain().map(|(_, entry)| entry.prepared));
    }

    /// Lets go of a statement that is not kept.
    pub(crate) fn retire(&mut self, prepared: Prepared) {
        self.retired.push(prepared);
    }

    /// A message is going to be sent: those that have retired are closed with it.
    pub(crate) fn close_retired(&mut self) {
        self.retired.clear();
    }
}
