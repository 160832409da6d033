//! The table that the tests fill: what is written, and the databases that can say it.

use std::sync::Arc;

use alchemy_orm::core::{DdlStatement, Dialect, Render, Statement};
use alchemy_orm::{ErrorKind, Result};

pub(super) const POSTGRES: &str = "postgresql";
pub(super) const SQLITE: &str = "sqlite";
pub(super) const MYSQL: &str = "mysql";
pub(super) const MARIADB: &str = "mariadb";

pub(super) fn dialects() -> [Arc<dyn Dialect>; 4] {
    [
        Arc::new(alchemy_postgres::Dialect::default()),
        Arc::new(alchemy_sqlite::Dialect),
        Arc::new(alchemy_mysql::Dialect::mysql()),
        Arc::new(alchemy_mysql::Dialect::mariadb()),
    ]
}

/// What was said or refused against the table.
#[derive(Default)]
pub(super) struct Findings(Vec<String>);

impl Findings {
    /// A statement and the databases that can say it; all others have to refuse it.
    pub(super) fn said(&mut self, what: &str, by: &[&str], statement: impl Statement) {
        self.check(what, by, |dialect| Ok(statement.prepare(dialect)?.text.to_string()));
    }

    /// The same of what creates, changes or drops something.
    pub(super) fn defined(&mut self, what: &str, by: &[&str], element: &dyn Render) {
        self.check(what, by, |dialect| Ok(DdlStatement::of(element, &**dialect)?.text().to_owned()));
    }

    fn check(&mut self, what: &str, by: &[&str], text: impl Fn(&Arc<dyn Dialect>) -> Result<String>) {
        for dialect in dialects() {
            let name = dialect.name();
            match (by.contains(&name), text(&dialect)) {
                (true, Ok(_)) => {}
                (false, Err(error)) if error.kind() == ErrorKind::Unsupported => {}
                (true, Err(error)) => self.0.push(format!("{what} on {name}: refused: {error}")),
                (false, Ok(text)) => self.0.push(format!("{what} on {name}: said: {text}")),
                (false, Err(error)) => self.0.push(format!("{what} on {name}: {:?}: {error}", error.kind())),
            }
        }
    }

    /// An option of some databases: their text tells it, and the text of all others is that of the item without it.
    pub(super) fn option(&mut self, what: &str, of: &[&str], with: &dyn Render, without: &dyn Render) {
        for dialect in dialects() {
            let name = dialect.name();
            let text = |element| DdlStatement::of(element, &*dialect).map(|ddl| ddl.text().to_owned());
            match (text(with), text(without)) {
                (Ok(with), Ok(without)) if (with != without) == of.contains(&name) => {}
                (with, without) => self.0.push(format!("{what} on {name}: {with:?} beside {without:?}")),
            }
        }
    }

    #[track_caller]
    pub(super) fn none(self) {
        assert!(self.0.is_empty(), "\n{}", self.0.join("\n"));
    }
}
