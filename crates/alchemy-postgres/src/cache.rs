//! Prepared statements of one connection, by text.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;

use tokio_postgres::Statement;

/// How many statements a connection keeps.
const CAPACITY: usize = 512;

/// Statements, the oldest of which make room. The client library closes a statement when its last handle goes.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    statements: HashMap<Arc<str>, Statement>,
    order: VecDeque<Arc<str>>,
}

impl Cache {
    pub(crate) fn get(&self, sql: &str) -> Option<Statement> {
        self.statements.get(sql).cloned()
    }

    pub(crate) fn put(&mut self, sql: Arc<str>, statement: Statement) {
        if self.statements.insert(sql.clone(), statement).is_none() {
            self.order.push_back(sql);
        }
        while self.statements.len() > CAPACITY
            && let Some(oldest) = self.order.pop_front()
        {
            self.statements.remove(&oldest);
        }
    }

    /// A statement that the server no longer takes.
    pub(crate) fn forget(&mut self, sql: &str) {
        self.statements.remove(sql);
        self.order.retain(|known| **known != *sql);
    }
}
