//! The rendered statements put before real servers: prepared where a server can prepare, else executed and rolled back.
//!
//! The databases are those that the variable `ALCHEMY_TEST_ALL` names, `name=url` separated by semicolons; SQLite is always
//! there.

use std::collections::BTreeSet;
use std::sync::Arc;

use alchemy_orm::core::{Dialect, Prepared, Statement, Value};
use alchemy_orm::{Connection, Engine, Executor, engine_options};

use crate::cases::{Case, Cases};
use crate::golden::{Golden, Record};
use crate::schema;

/// What came of one database.
pub(crate) struct Tried {
    pub(crate) name: String,
    pub(crate) accepted: usize,
    /// What it is known not to take: id, why.
    pub(crate) known: Vec<(String, &'static str)>,
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
    let mut tried = Tried { name: name.to_owned(), accepted: 0, known: Vec::new(), failed: Vec::new() };
    for record in wanted.iter().filter(|record| matches!(record.kind.as_str(), "statement" | "expression" | "ddl")) {
        let not_taken = |case: &Case| case.not_taken.iter().find(|(name, _)| *name == server.database).map(|(_, why)| *why);
        if let Some(why) = cases.get(&record.id).and_then(not_taken) {
            tried.known.push((record.id.clone(), why));
            continue;
        }
        // MySQL was not asked: MariaDB answers for it.
        let asked = if server.database == "mysql" { "mariadb" } else { server.database };
        let expected = golden.said(asked, &record.id).is_none_or(|said| said == "ok");
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

/// The schemas that the records speak of.
const SCHEMAS: [&str; 5] = ["billing", "acct", "tenant1", "sch", "stock"];

/// The tables that they speak of besides the shared ones.
const OTHER_TABLES: [&str; 19] = [
    "CREATE TABLE t (a INTEGER NOT NULL, b VARCHAR(10), c INTEGER)",
    "CREATE TABLE sch.t (a INTEGER NOT NULL, b VARCHAR(10), c INTEGER)",
    "CREATE TABLE acct (mail VARCHAR(9))",
    "CREATE TABLE sch.acct (mail VARCHAR(9))",
    "CREATE TABLE acct.invoice (id INTEGER PRIMARY KEY, patron_id INTEGER, amount DECIMAL, issued_on DATE, paid BOOLEAN)",
    "CREATE TABLE acct.inv (n INTEGER)",
    "CREATE TABLE tenant1.book AS SELECT * FROM book",
    "CREATE TABLE tenant1.branch AS SELECT * FROM branch",
    "CREATE TABLE tenant1.patron AS SELECT * FROM patron",
    "CREATE TABLE tenant1.review AS SELECT * FROM review",
    "CREATE TABLE review_old AS SELECT * FROM review",
    "CREATE TABLE till (cents INTEGER)",
    "ALTER TABLE doc ADD COLUMN id INTEGER",
    "ALTER TABLE doc ADD COLUMN slug VARCHAR(9)",
    "ALTER TABLE doc ADD COLUMN made TIMESTAMP NULL",
    "ALTER TABLE doc ADD COLUMN n INTEGER",
    "ALTER TABLE doc ADD COLUMN num INTEGER",
    "ALTER TABLE doc ADD COLUMN body VARCHAR(9)",
    "CREATE TABLE a_table_with_a_name_that_is_already_quite_long_by_itself (a_column_with_a_long_name_too INTEGER)",
];

/// Those of MySQL and MariaDB: no name of theirs is in the way there, since definitions are not executed.
const MYSQL_TABLES: [&str; 10] = [
    "CREATE TABLE j (d JSON)",
    "CREATE TABLE fat_book (id INTEGER)",
    "CREATE TABLE pct (`a(b)%c` INTEGER)",
    "CREATE FULLTEXT INDEX words ON book (title)",
    "CREATE FULLTEXT INDEX all_words ON book (title, blurb)",
    "CREATE FULLTEXT INDEX words ON bits (s)",
    "CREATE INDEX i ON book (pages)",
    "CREATE INDEX i ON publisher (country)",
    "CREATE INDEX j ON publisher (founded)",
    // The server cannot know that two parameters in one place of the list and of GROUP BY have the same value.
    "SET sql_mode = REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', '')",
];

/// What a record's statement presupposes besides, on the other databases.
const BEFORE: [(&str, &str); 5] = [
    ("index/drop", "CREATE INDEX ix_a ON t (a)"),
    ("index/drop-schema", "CREATE INDEX sch.ix_a ON t (a)"),
    ("cte/insert-from-select-with-cte", "CREATE TABLE fat_book (id INTEGER)"),
    ("view/drop", "CREATE VIEW v1 AS SELECT a FROM t"),
    ("quote/percent-bind", "CREATE TABLE pct (\"a(b)%c\" INTEGER)"),
];

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
        for name in SCHEMAS {
            let create = match database {
                "sqlite" => format!("ATTACH ':memory:' AS {name}"),
                "postgresql" => format!("CREATE SCHEMA {name}"),
                _ => format!("CREATE DATABASE {name}"),
            };
            server.run(&create).await?;
        }
        if server.is_mysql() {
            // Tables of another schema refer to some that are not beside them.
            server.run("SET foreign_key_checks = 0").await?;
        }
        for statement in schema::metadata_of(database).create_statements(server.engine.dialect())? {
            server.run(statement.text()).await?;
        }
        for statement in OTHER_TABLES {
            server.run(statement).await?;
        }
        let own: &[&str] = match database {
            "postgresql" => &["CREATE TABLE j (d JSONB)"],
            "sqlite" => &["CREATE TABLE j (d JSON)"],
            _ => &MYSQL_TABLES,
        };
        for statement in own {
            server.run(statement).await?;
        }
        Ok(server)
    }

    async fn tear_down(mut self) -> alchemy_orm::Result<()> {
        for name in SCHEMAS {
            match self.database {
                "sqlite" => {}
                "postgresql" => self.run(&format!("DROP SCHEMA {name} CASCADE")).await?,
                _ => self.run(&format!("DROP DATABASE {name}")).await?,
            }
        }
        Ok(())
    }

    /// Whether it is MySQL or MariaDB, where no table has to be there for a statement to be prepared.
    fn is_mysql(&self) -> bool {
        matches!(self.database, "mysql" | "mariadb")
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
        let text = match record.kind.as_str() {
            "expression" => selected(text, self.database),
            "ddl" => of_its_own(text),
            _ => text.clone(),
        };
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
        let mysql = self.is_mysql();
        for (_, before) in BEFORE.iter().filter(|(id, _)| *id == record.id && !mysql) {
            self.send((*before).to_owned(), 0).await?;
        }
        let outcome = self.send(try_, values).await;
        let accepted = outcome.is_ok();
        self.connection.rollback().await?;
        if accepted && self.database == "postgresql" && record.kind != "ddl" {
            self.run("DEALLOCATE tried").await?;
        }
        Ok(outcome.err().map(|error| error.to_string()))
    }
}

/// A definition that can be made beside the shared tables: of a column, in a table; of a table, under another name.
fn of_its_own(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if !first.chars().all(|c| c.is_ascii_uppercase()) {
        return format!("CREATE TABLE tried ({text})");
    }
    let Some((name, rest)) = text.strip_prefix("CREATE TABLE ").and_then(|rest| rest.split_once(" (")) else {
        return text.to_owned();
    };
    let (name, quote) = match name.chars().last().filter(|c| matches!(c, '"' | '`')) {
        Some(quote) => (&name[..name.len() - 1], quote.to_string()),
        None => (name, String::new()),
    };
    format!("CREATE TABLE {name}_tried{quote} ({rest}")
}

/// A SELECT of an expression, from all tables that it names.
fn selected(text: &str, database: &str) -> String {
    let tables: BTreeSet<String> = schema::metadata_of(database)
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
