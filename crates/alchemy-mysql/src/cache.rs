//! The statements that a connection has prepared, by text.

use std::collections::HashMap;
use std::sync::Arc;

use mysql_async::Statement;

/// Prepared statements, of which the least recently used makes room.
#[derive(Debug)]
pub(crate) struct Cache {
    statements: HashMap<Arc<str>, Entry>,
    capacity: usize,
    /// Counts uses.
    clock: u64,
}

#[derive(Debug)]
struct Entry {
    statement: Statement,
    used: u64,
}

impl Cache {
    pub(crate) fn new(capacity: usize) -> Self {
        Cache { statements: HashMap::new(), capacity, clock: 0 }
    }

    /// Whether it keeps anything at all.
    pub(crate) fn keeps(&self) -> bool {
        self.capacity > 0
    }

    /// The statement of a text, if it is prepared.
    pub(crate) fn get(&mut self, sql: &str) -> Option<Statement> {
        self.clock += 1;
        let entry = self.statements.get_mut(sql)?;
        entry.used = self.clock;
        Some(entry.statement.clone())
    }

    /// Keeps a statement, and gives back the one that has to be closed for it.
    pub(crate) fn put(&mut self, sql: Arc<str>, statement: Statement) -> Option<Statement> {
        let full = self.statements.len() >= self.capacity;
        let oldest = full.then(|| self.statements.iter().min_by_key(|(_, entry)| entry.used)).flatten();
        let oldest = oldest.map(|(sql, _)| sql.clone());
        let evicted = oldest.and_then(|sql| self.statements.remove(&sql)).map(|entry| entry.statement);
        self.statements.insert(sql, Entry { statement, used: self.clock });
        evicted
    }

    /// Forgets all of them: the server did.
    pub(crate) fn clear(&mut self) {
        self.statements.clear();
    }
}
