//! What statements and tables say on SQLite.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::{CreateIndex, CreateTable, CreateView, DdlStatement, Index, prelude::*, tuple};
use alchemy_sqlite::{Dialect, TableOptions};

table! {
    pub t ("t") { id: i64 [primary_key], title: String, price: i32 }
}

macro_rules! check {
    ($statement:expr, $expected:expr $(,)?) => {
        let text = $statement.compile(&Dialect).map_or_else(|error| error.to_string(), |done| done.text().to_owned());
        assert_eq!(text, $expected);
    };
}

fn ddl(element: &dyn alchemy_core::Render) -> String {
    DdlStatement::of(element, &Dialect).unwrap().text().to_owned()
}

#[covers("SL-09", "SL-10")]
#[test]
fn an_insert_answers_conflicts_and_gives_rows_back() {
    let insert = || t::insert().values((t::id.to(1), t::title.to("x")));
    check!(insert().on_conflict(t::id).do_nothing(), "INSERT INTO t (id, title) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
    check!(
        insert().on_conflict(t::id).do_update(|row| t::title.to(row.excluded(t::title))).returning(t::id),
        "INSERT INTO t (id, title) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title RETURNING id",
    );
}

#[covers("SL-20", "SL-27")]
#[test]
fn rows_are_in_lists_and_texts_match() {
    check!(select(t::id).filter(t::title.regexp_match("^a")), "SELECT t.id FROM t WHERE t.title REGEXP ?");
    check!(
        select(t::id).filter(tuple((t::id, t::price)).in_([(1_i64, 2), (3, 4)])),
        "SELECT t.id FROM t WHERE (t.id, t.price) IN (VALUES (?, ?), (?, ?))",
    );
}

#[covers("SL-07", "SL-13", "SL-14")]
#[test]
fn tables_and_indexes_have_options() {
    let key = || Table::new("t").column(Column::new("id", Integer).primary_key().auto_increment());
    assert_eq!(ddl(&CreateTable::new(&key())), "CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id))");
    let counted = key().with(TableOptions::new().autoincrement());
    assert_eq!(ddl(&CreateTable::new(&counted)), "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)");
    let strict = Table::new("t").column(Column::new("a", Integer).primary_key()).with(TableOptions::new().without_rowid().strict());
    assert_eq!(ddl(&CreateTable::new(&strict)), "CREATE TABLE t (a INTEGER NOT NULL, PRIMARY KEY (a)) WITHOUT ROWID, STRICT");
    let some = Index::new(["id"]).name("i").filter(t::price.gt(5));
    assert_eq!(ddl(&CreateIndex::new(&key(), &some)), "CREATE INDEX i ON t (id) WHERE price > 5");
}

#[covers("SL-25", "SL-29")]
#[test]
fn views_are_temporary_or_made_once() {
    let view = || CreateView::new("v", select(t::id));
    assert_eq!(ddl(&view().if_not_exists()), "CREATE VIEW IF NOT EXISTS v AS SELECT t.id FROM t");
    assert_eq!(ddl(&view().temporary()), "CREATE TEMPORARY VIEW v AS SELECT t.id FROM t");
    let kept = Table::new("k").prefix("TEMPORARY").column(Column::new("a", Integer));
    assert_eq!(ddl(&CreateTable::new(&kept)), "CREATE TEMPORARY TABLE k (a INTEGER)");
}
