//! The text of a statement in each dialect.

use std::sync::Arc;

use alchemy_orm::core::{Dialect, Statement, dialect};

fn text(statement: impl Statement, dialect: impl Dialect) -> String {
    let dialect: Arc<dyn Dialect> = Arc::new(dialect);
    statement.prepare(&dialect).map_or_else(|error| error.to_string(), |prepared| prepared.text.to_string())
}

pub(super) fn standard(statement: impl Statement) -> String {
    text(statement, dialect::Ansi)
}

pub(super) fn postgresql(statement: impl Statement) -> String {
    text(statement, alchemy_postgres::Dialect::default())
}

pub(super) fn mysql(statement: impl Statement) -> String {
    text(statement, alchemy_mysql::Dialect::mysql())
}

pub(super) fn mariadb(statement: impl Statement) -> String {
    text(statement, alchemy_mysql::Dialect::mariadb())
}

pub(super) fn sqlite(statement: impl Statement) -> String {
    text(statement, alchemy_sqlite::Dialect)
}
