//! The rendered statements put before real servers: prepared where a server can prepare, else executed and rolled back.
//!
//! The databases are those that the variable `ALCHEMY_TEST_ALL` names, `name=url` separated by semicolons; SQLite is always
//! there.

use std::collections::BTreeSet;
use std::sync::Arc;

use alchemy_orm::core::{Dialect, Prepared, Statement, Value};
use alchemy_orm::{Connection, Engine, Executor, engine_options};

use crate::cases::Cases;
use crate::golden::{Golden, Record};
use crate::schema;

/// What came of one database.
pub(crate) struct Tried {
    pub(crate) name: String,
    pub(crate) accepted: usize,
    /// What the database should have taken: id, text, complaint.
    pub(crate) failed: Vec<(String, String, String)>,
}

/// The databases to try, by name and URL.
pub(crate) fn databases() -> Vec<(String, String)> {
    let named = std::env::var("ALCHEMY_TEST_ALL").unwrap_or_default();
    let named = named.split(';').filter_map(|pair| pair.split_once('='));
    let mut all: Vec<(String, String)> = named.map(|(name, url)| (name.to_owned(), url.to_owned())).collect();
    if !all.iter().any(|(name, _)| name == "sqlite") {
        all.insert(0, ("sqlite".to_owned(), "sqlite::memory:".to_owned()));
    }
    all
}

/// Puts every case that the database should accept before it.
pub(crate) async fn on(name: &str, url: &str, golden: &Golden, cases: &Cases, wanted: &[&Record]) -> alchemy_orm::Result<Tried> {
    let engine = engine_options(url)?.max_connections(1).create().await?;
    let mut server = Server::set_up(engine).await?;
    let mut tried = Tried { name: name.to_owned(), accepted: 0, failed: Vec::new() };
    for record in wanted.iter().filter(|record| matches!(record.kind.as_str(), "statement" | "expression" | "ddl")) {
        let expected = golden.said(server.database, &record.id).is_none_or(|said| said == "ok");
        let Some((text, values)) = server.text(cases, record).filter(|_| expected && record.sql(server.database).is_some()) else {
            continue;
        };
        match server.accepts(record, &text, values).await? {
            None => tried.accepted += 1,
            Some(complaint) => tried.failed.push((record.id.clone(), text, complaint)),
        }
    }
    server.tear_down().await?;
    Ok(tried)
}

/// A finished text, sent as it is.
struct Raw {
    text: Arc<str>,
    params: Arc<[Value]>,
}

impl Statement for Raw {
    fn prepare(&self, _: &Arc<dyn Dialect>) -> alchemy_orm::Result<Prepared> {
        Ok(Prepared {
            text: self.text.clone(),
            params: self.params.clone(),
            positions: None,
            loading: None,
            cached: false,
            addresses: None,
            slots: None,
        })
    }
}

/// A server with the shared schema.
struct Server {
    engine: Engine,
    connection: Connection,
    database: &'static str,
}

impl Server {
    async fn set_up(engine: Engine) -> alchemy_orm::Result<Server> {
        let database = match engine.dialect().name() {
            "postgresql" => "postgresql",
            "mysql" => "mysql",
            "mariadb" => "mariadb",
            _ => "sqlite",
        };
        let connection = engine.connect().await?;
        let mut server = Server { engine, connection, database };
        let namespace = match database {
            "sqlite" => "ATTACH ':memory:' AS billing",
            "postgresql" => "CREATE SCHEMA billing",
            _ => "CREATE DATABASE billing",
        };
        server.run(namespace).await?;
        for statement in schema::metadata_of(database).create_statements(server.engine.dialect())? {
            server.run(statement.text()).await?;
        }
        Ok(server)
    }

    async fn tear_down(mut self) -> alchemy_orm::Result<()> {
        match self.database {
            "sqlite" => Ok(()),
            "postgresql" => self.run("DROP SCHEMA billing CASCADE").await,
            _ => self.run("DROP DATABASE billing").await,
        }
    }

    /// Sends a text as it is; for each of its placeholders NULL.
    async fn send(&mut self, text: String, values: usize) -> alchemy_orm::Result<()> {
        let params = if self.database == "sqlite" { vec![Value::Null; values] } else { Vec::new() };
        self.connection.execute(Raw { text: text.into(), params: params.into() }).await.map(drop)
    }

    async fn run(&mut self, text: &str) -> alchemy_orm::Result<()> {
        self.send(text.to_owned(), 0).await?;
        self.connection.commit().await
    }

    /// What the case is on this server, of this version; None where it is refused.
    fn text(&self, cases: &Cases, record: &Record) -> Option<(String, usize)> {
        let rendered = (cases.get(&record.id)?.make)(&self.engine.shared_dialect()).ok()?;
        let [text] = rendered.texts.as_slice() else { return None };
        let text = if record.kind == "expression" { selected(text) } else { text.clone() };
        Some((text, rendered.params.len()))
    }

    /// What the server complains of, if it does.
    async fn accepts(&mut self, record: &Record, text: &str, values: usize) -> alchemy_orm::Result<Option<String>> {
        let try_ = match self.database {
            "sqlite" => format!("EXPLAIN {text}"),
            "postgresql" if record.kind == "ddl" => text.to_owned(),
            "postgresql" => format!("PREPARE tried AS {text}"),
            _ => format!("PREPARE tried FROM '{}'", text.replace('\\', "\\\\").replace('\'', "''")),
        };
        let outcome = self.send(try_, values).await;
        let accepted = outcome.is_ok();
        self.connection.rollback().await?;
        if accepted && self.database == "postgresql" && record.kind != "ddl" {
            self.run("DEALLOCATE tried").await?;
        }
        Ok(outcome.err().map(|error| error.to_string()))
    }
}

/// A SELECT of an expression, from all tables that it names.
fn selected(text: &str) -> String {
    let tables: BTreeSet<String> = schema::metadata()
        .tables()
        .iter()
        .map(|table| table.name().to_string())
        .filter(|name| {
            text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').any(|word| word.starts_with(&format!("{name}.")))
        })
        .collect();
    let from = tables.into_iter().collect::<Vec<_>>().join(", ");
    if from.is_empty() { format!("SELECT {text}") } else { format!("SELECT {text} FROM {from}") }
}
