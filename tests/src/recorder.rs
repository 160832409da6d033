//! The statements that a block of code sent.

use std::sync::{Arc, Mutex};

use alchemy_orm::core::StatementKind;
use alchemy_orm::{Engine, ErrorKind, StatementEvent};

/// One statement.
#[derive(Debug, Clone)]
pub struct Sent {
    /// A statement, a savepoint, a commit or a rollback.
    pub kind: StatementKind,
    /// Its text, with the quotes of the dialect taken off.
    pub sql: String,
    /// How many sets of values it ran with.
    pub sets: usize,
    /// How often the driver waited for the server.
    pub round_trips: u32,
    /// Why it failed.
    pub error: Option<ErrorKind>,
}

/// All that an engine sent since one last looked.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<Vec<Sent>>>);

impl Recorder {
    /// Listens to an engine.
    pub fn of(engine: &Engine) -> Self {
        let recorder = Recorder::default();
        let list = recorder.0.clone();
        engine.on_statement(move |event| list.lock().unwrap().push(sent(event)));
        recorder
    }

    /// Forgets what came so far.
    pub fn clear(&self) {
        self.0.lock().unwrap().clear();
    }

    /// Everything since the last look.
    pub fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// The texts of the statements proper since the last look: no savepoints, commits, rollbacks.
    pub fn statements(&self) -> Vec<String> {
        self.take().into_iter().filter(|sent| sent.kind == StatementKind::Statement).map(|sent| sent.sql).collect()
    }

    /// The statements proper since the last look, each by its first words: `INSERT address`.
    pub fn summary(&self) -> Vec<String> {
        self.statements().iter().map(|sql| summary(sql)).collect()
    }
}

fn sent(event: &StatementEvent<'_>) -> Sent {
    Sent {
        kind: event.kind,
        sql: event.sql.replace(['"', '`'], ""),
        sets: event.sets,
        round_trips: event.round_trips,
        error: event.error.map(alchemy_orm::Error::kind),
    }
}

/// `INSERT INTO address (…)` as `INSERT address`.
fn summary(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let after = |word: &str| words.iter().position(|known| *known == word).and_then(|at| words.get(at + 1)).copied();
    let table = match words.first() {
        Some(&"INSERT") => after("INTO"),
        Some(&"UPDATE") => after("UPDATE"),
        _ => after("FROM"),
    };
    format!("{} {}", words.first().unwrap_or(&""), table.unwrap_or("?"))
}
