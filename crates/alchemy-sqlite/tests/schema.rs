//! Schemas created and dropped on real databases, both inline and on a worker.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::sync::{Arc, Mutex};

use alchemy_claims::covers;
use alchemy_core::{Check, Column, ColumnDef, Engine, ErrorKind, Integer, MetaData, StatementKind, Table, Varchar, select, text};
use common::{BOTH, block_on, driver};

/// An engine, and the statements that it sends.
async fn engine(url: &str) -> (Engine, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let engine = Engine::builder(Arc::new(driver(url))).create().await.unwrap();
    let log = sent.clone();
    engine.on_statement(move |event| {
        if event.kind == StatementKind::Statement {
            log.lock().unwrap().push(event.sql.to_owned());
        }
    });
    (engine, sent)
}

fn taken(sent: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *sent.lock().unwrap())
}

async fn tables(engine: &Engine) -> Vec<String> {
    engine.all(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").columns::<String>()).await.unwrap()
}

fn id() -> ColumnDef {
    Column::new("id", Integer).primary_key().auto_increment()
}

fn invoice() -> Table {
    Table::new("invoice").column(id()).column(Column::new("customer_id", Integer).not_null().references("customer", "id"))
}

fn customer() -> Table {
    Table::new("customer").column(id()).column(Column::new("name", Varchar(30)).not_null().index())
}

#[covers("SCH-33", "SCH-35")]
#[test]
fn what_is_missing_is_created_and_what_is_there_dropped() {
    for url in BOTH {
        block_on(async {
            let (engine, sent) = engine(url).await;
            MetaData::new().table(customer()).create_all(&engine).await.unwrap();
            engine.execute(text("INSERT INTO customer (name) VALUES ('x')")).await.unwrap();
            taken(&sent);
            let metadata = MetaData::new().table(invoice()).table(customer());
            metadata.create_all(&engine).await.unwrap();
            let looked = taken(&sent);
            assert!(looked.len() == 2 && looked[1].starts_with("CREATE TABLE invoice "), "{looked:?}");
            metadata.create_all(&engine).await.unwrap();
            assert_eq!(taken(&sent).len(), 1, "nothing is missing, so only a look is sent");
            assert_eq!(tables(&engine).await, ["customer", "invoice"]);
            assert_eq!(engine.all(select(customer().c("name")).from(&customer())).await.unwrap().len(), 1);
            engine.execute(text("INSERT INTO invoice (customer_id) VALUES (1)")).await.unwrap();
            engine.execute(text("CREATE TABLE other (a)")).await.unwrap();
            metadata.drop_all(&engine).await.unwrap();
            assert_eq!(tables(&engine).await, ["other"]);
            taken(&sent);
            metadata.drop_all(&engine).await.unwrap();
            assert_eq!(taken(&sent).len(), 1);
        });
    }
}

#[test]
fn a_circle_with_rows_in_it_is_dropped() {
    let dept = Table::new("dept").column(id()).column(Column::new("boss_id", Integer).references("emp", "id"));
    let emp = Table::new("emp").column(id()).column(Column::new("dept_id", Integer).not_null().references("dept", "id"));
    let metadata = MetaData::new().table(dept).table(emp);
    for url in BOTH {
        block_on(async {
            let (engine, _) = engine(url).await;
            metadata.create_all(&engine).await.unwrap();
            for sql in ["INSERT INTO dept DEFAULT VALUES", "INSERT INTO emp (dept_id) VALUES (1)", "UPDATE dept SET boss_id = 1"] {
                engine.execute(text(sql)).await.unwrap();
            }
            // The keys are enforced.
            let refused = engine.execute(text("INSERT INTO emp (dept_id) VALUES (7)")).await.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::ForeignKey);
            metadata.drop_all(&engine).await.unwrap();
            assert!(tables(&engine).await.is_empty());
        });
    }
}

#[test]
fn a_schema_is_created_whole_or_not_at_all() {
    let check = |condition: &str| Check::new(condition);
    let good = Table::new("a").column(id()).column(Column::new("b", Varchar(9))).check(check("b NOT IN (':x', '?', '\\:y')"));
    let bad = Table::new("b").column(id()).check(check("id >"));
    for url in BOTH {
        block_on(async {
            let (engine, sent) = engine(url).await;
            let metadata = MetaData::new().table(good.clone()).table(bad.clone());
            let error = metadata.create_all(&engine).await.unwrap_err();
            assert!(error.statement().unwrap().starts_with("CREATE TABLE b "), "{error:?}");
            assert!(tables(&engine).await.is_empty());
            taken(&sent);
            let wrong = MetaData::new().table(good.clone()).table(invoice());
            assert_eq!(wrong.create_all(&engine).await.unwrap_err().kind(), ErrorKind::Mapping);
            assert_eq!(wrong.drop_all(&engine).await.unwrap_err().kind(), ErrorKind::Mapping);
            assert!(taken(&sent).is_empty(), "a wrong mapping is found before anything is sent");
            MetaData::new().table(good.clone()).create_all(&engine).await.unwrap();
            let refused = engine.execute(text("INSERT INTO a (b) VALUES (':x')")).await.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Check);
        });
    }
}
