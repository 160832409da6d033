//! The text of a statement in each dialect, and what runs on an engine.

use std::sync::Arc;

use alchemy_orm::core::{DdlStatement, Dialect, Render, Statement, dialect};
use alchemy_orm::{Engine, ErrorKind, Result, create_engine};

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

/// Why standard SQL has no text for it.
pub(super) fn refused(statement: impl Statement) -> ErrorKind {
    let dialect: Arc<dyn Dialect> = Arc::new(dialect::Ansi);
    statement.prepare(&dialect).unwrap_err().kind()
}

/// The text of a statement that creates or drops something.
pub(super) fn ddl(element: &dyn Render, dialect: &dyn Dialect) -> String {
    DdlStatement::of(element, dialect).map_or_else(|error| error.to_string(), |statement| statement.text().to_owned())
}

/// Runs on a database of its own.
pub(super) fn on_an_engine(test: impl AsyncFnOnce(&Engine) -> Result<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime
        .block_on(async {
            let engine = create_engine("sqlite::memory:").await?;
            test(&engine).await?;
            engine.close().await;
            Ok::<(), alchemy_orm::Error>(())
        })
        .unwrap();
}
