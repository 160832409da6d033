//! The code of the chapter "SQLite".

use alchemy_claims::covers;
use alchemy_orm::Engine;
use alchemy_orm::core::{CreateIndex, CreateTable, Index, prelude::*, tuple};
use alchemy_orm::prelude::NaiveDateTime;
use alchemy_sqlite::ext::{Jsonb, json, jsonb};
use alchemy_sqlite::{ColumnOptions, Conflict, TableOptions};

use super::dialects::{ddl, on_an_engine, sqlite};

// ANCHOR: declared
table! { pub task ("task") { id: Auto<i64> [primary_key], title: String, done: bool, note: Option<String> } }
table! { pub doc ("doc") { id: i64 [primary_key], body: Jsonb<serde_json::Value> } }
table! {
    pub visit ("visit") {
        id: i64 [primary_key],
        at: NaiveDateTime [server_default = func::call::<NaiveDateTime>("strftime", ("%Y-%m-%d %H:%M:%f000", "now"))],
    }
}
// ANCHOR_END: declared

#[covers("SL-27")]
#[test]
fn expressions() {
    // ANCHOR: booleans
    assert_eq!(sqlite(select(task::id).filter(task::done)), "SELECT task.id FROM task WHERE task.done = 1");
    assert_eq!(sqlite(select(task::id).filter(!task::done.expr())), "SELECT task.id FROM task WHERE task.done = 0");
    // ANCHOR_END: booleans
    // ANCHOR: rows
    let pairs = tuple((task::id, task::title)).in_([(1, "a"), (2, "b")]);
    assert_eq!(
        sqlite(select(task::note).filter(pairs)),
        "SELECT task.note FROM task WHERE (task.id, task.title) IN (VALUES (?, ?), (?, ?))",
    );
    // ANCHOR_END: rows
    // ANCHOR: distinct
    assert_eq!(
        sqlite(select(task::id).filter(task::note.is_distinct_from("x"))),
        "SELECT task.id FROM task WHERE task.note IS NOT ?",
    );
    // ANCHOR_END: distinct
    // ANCHOR: division
    assert_eq!(sqlite(select(task::id / 2)), "SELECT task.id / (? + 0.0) AS anon_1 FROM task");
    // ANCHOR_END: division
}

#[test]
fn moments() {
    // ANCHOR: moments
    // `func::now()` is `2024-05-06 12:00:00`, and what is bound `2024-05-06 12:00:00.000000`: as text they are not equal.
    let now = func::call::<NaiveDateTime>("strftime", ("%Y-%m-%d %H:%M:%f000", "now"));
    // SQLite reckons with its own functions.
    let next = func::call::<NaiveDateTime>("strftime", ("%Y-%m-%d %H:%M:%f000", visit::at, "+1 day"));
    let move_on = visit::update().set(visit::at.to(next)).filter(visit::at.le(now));
    assert_eq!(sqlite(move_on), "UPDATE visit SET at=strftime(?, visit.at, ?) WHERE visit.at <= strftime(?, ?)");
    // ANCHOR_END: moments
}

#[covers("SL-19", "SL-21")]
#[test]
fn documents_and_search() {
    // ANCHOR: search
    assert_eq!(sqlite(select(task::id).filter(task::title.matches("whale"))), "SELECT task.id FROM task WHERE task.title MATCH ?");
    // ANCHOR_END: search
    // ANCHOR: jsonb
    let insert = doc::insert().values((doc::id.to(1), doc::body.to(jsonb(serde_json::json!({"k": 1})))));
    assert_eq!(sqlite(insert), "INSERT INTO doc (id, body) VALUES (?, jsonb(?))");
    assert_eq!(sqlite(select(json(doc::body))), "SELECT json(doc.body) AS anon_1 FROM doc");
    // ANCHOR_END: jsonb
}

#[covers("SL-07", "SL-12", "SL-13", "SL-14")]
#[test]
fn tables() {
    // ANCHOR: tables
    let seat = Table::new("seat")
        .column(Column::new("number", Integer).primary_key())
        .column(Column::new("guest", Varchar(40)).unique().with(ColumnOptions::new().on_conflict_unique(Conflict::Ignore)))
        .with(TableOptions::new().without_rowid());
    assert_eq!(
        ddl(&CreateTable::new(&seat), &alchemy_sqlite::Dialect),
        "CREATE TABLE seat (number INTEGER NOT NULL, guest VARCHAR(40), PRIMARY KEY (number), \
         UNIQUE (guest) ON CONFLICT IGNORE) WITHOUT ROWID",
    );
    let free = Index::new(["number"]).name("free_seats").filter("guest IS NULL");
    assert_eq!(
        ddl(&CreateIndex::new(&seat, &free), &alchemy_sqlite::Dialect),
        "CREATE INDEX free_seats ON seat (number) WHERE guest IS NULL",
    );
    // ANCHOR_END: tables
    // ANCHOR: autoincrement
    let ticket = Table::new("ticket").column(Column::new("id", Integer).primary_key().auto_increment());
    let ticket = ticket.with(TableOptions::new().autoincrement());
    assert_eq!(
        ddl(&CreateTable::new(&ticket), &alchemy_sqlite::Dialect),
        "CREATE TABLE ticket (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)",
    );
    // ANCHOR_END: autoincrement
}

async fn regexp(engine: &Engine) -> Result<()> {
    MetaData::of::<(task,)>().create_all(engine).await?;
    let titles = ["sail", "swim", "sell"].map(|title| (title, false));
    engine.execute(task::insert().rows((task::title, task::done), titles)).await?;
    // ANCHOR: regexp
    let stmt = select(task::title).filter(task::title.regexp_match("^s.*l+$")).order_by(task::id);
    assert_eq!(engine.all(stmt).await?, ["sail", "sell"]);
    // ANCHOR_END: regexp
    Ok(())
}

#[covers("SL-20")]
#[test]
fn regular_expressions_work_on_each_connection() {
    on_an_engine(regexp);
}
