//! What statements and types say on MySQL and MariaDB.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::{CreateIndex, CreateTable, DdlStatement, Dialect as _, Index, Lock, Sequence, SqlType, prelude::*};
use alchemy_mysql::{Dialect, IndexOptions, Server, TableOptions, column_types};

table! {
    pub t ("t") { id: i64 [primary_key], title: String, price: i32 }
}

macro_rules! check {
    ($dialect:expr, $statement:expr, $expected:expr $(,)?) => {
        let text = $statement.compile(&$dialect).map_or_else(|error| error.to_string(), |done| done.text().to_owned());
        assert_eq!(text, $expected);
    };
}

#[covers("MY-01")]
#[test]
fn the_version_of_the_server_decides_what_it_can() {
    let old = Dialect::of(Server::parse("10.4.1-MariaDB"));
    assert_ne!(old.features(), Dialect::mariadb().features());
    assert!(Dialect::mysql().is_reserved("rank") && !Dialect::mariadb().is_reserved("rank"));
}

#[covers("MY-06")]
#[test]
fn a_conflict_takes_the_values_of_the_new_row() {
    let upsert = || {
        let insert = t::insert().values((t::id.to(1), t::title.to("x")));
        insert.on_any_conflict().do_update(|row| t::title.to(row.excluded(t::title)))
    };
    let start = "INSERT INTO t (id, title) VALUES (?, ?)";
    check!(Dialect::mysql(), upsert(), format!("{start} AS new ON DUPLICATE KEY UPDATE title = new.title"));
    check!(Dialect::mariadb(), upsert(), format!("{start} ON DUPLICATE KEY UPDATE title = VALUES(title)"));
}

#[covers("MY-07", "MY-09")]
#[test]
fn rows_come_back_where_they_can_and_writes_have_limits() {
    let delete = || t::delete().filter(t::id.eq(1));
    check!(Dialect::mariadb(), delete().returning(t::id), "DELETE FROM t WHERE t.id = ? RETURNING t.id");
    assert!(delete().returning(t::id).compile(&Dialect::mysql()).is_err());
    check!(Dialect::mysql(), delete().limit(5), "DELETE FROM t WHERE t.id = ? LIMIT 5");
}

#[covers("MY-11")]
#[test]
fn hints_name_indexes_and_ways() {
    check!(Dialect::mysql(), select(t::id).with_hint(t, "USE INDEX (i)"), "SELECT t.id FROM t USE INDEX (i)");
    check!(Dialect::mysql(), select(t::id).prefix_with("SQL_NO_CACHE"), "SELECT SQL_NO_CACHE t.id FROM t");
}

#[covers("MY-22")]
#[test]
fn only_mariadb_has_sequences() {
    let next = || select(Sequence::new("numbers").next_value().label("n"));
    check!(Dialect::mariadb(), next(), "SELECT nextval(numbers) AS n");
    assert!(next().compile(&Dialect::mysql()).is_err());
}

#[covers("MY-25", "MY-33")]
#[test]
fn locks_and_regular_expressions_are_in_the_words_of_the_server() {
    check!(Dialect::mysql(), select(t::id).with_lock(Lock::update().skip_locked()), "SELECT t.id FROM t FOR UPDATE SKIP LOCKED");
    check!(Dialect::mysql(), select(t::id).with_lock(Lock::share()), "SELECT t.id FROM t FOR SHARE");
    let matched = || select(t::id).filter(t::title.regexp_match_flags("^a", "i"));
    check!(Dialect::mysql(), matched(), "SELECT t.id FROM t WHERE REGEXP_LIKE(t.title, ?, 'i')");
    check!(Dialect::mariadb(), matched(), "SELECT t.id FROM t WHERE t.title REGEXP CONCAT('(?', 'i', ')', ?)");
}

#[covers("MY-15", "MY-16", "MY-17", "MY-18", "MY-23")]
#[test]
fn types_have_the_words_of_the_database() {
    for (sql_type, expected) in [
        (column_types::MEDIUMINT.unsigned().into(), "MEDIUMINT UNSIGNED"),
        (column_types::INTEGER.of(5).unsigned().zerofill().into(), "INTEGER(5) UNSIGNED ZEROFILL"),
        (column_types::YEAR.into(), "YEAR"),
        (column_types::MEDIUMTEXT.charset("utf8mb4").into(), "MEDIUMTEXT CHARACTER SET utf8mb4"),
        (column_types::LONGBLOB.into(), "LONGBLOB"),
        (column_types::enumeration(["a", "b"]).into(), "ENUM('a', 'b')"),
        (column_types::set(["a", "b"]).into(), "SET('a', 'b')"),
        (SqlType::DateTime.precise(6), "DATETIME(6)"),
    ] {
        assert_eq!(Dialect::mysql().column_type(&sql_type).unwrap(), expected);
    }
    assert_eq!(Dialect::mysql().cast_type(&SqlType::BigInteger).unwrap(), "SIGNED INTEGER");
}

#[covers("MY-02", "MY-03", "MY-04", "MY-13")]
#[test]
fn tables_and_indexes_have_options_and_generated_keys() {
    let options = TableOptions::new().engine("InnoDB").on_mariadb(TableOptions::new().engine("Aria"));
    let table = Table::new("t").column(Column::new("id", BigInteger).primary_key().auto_increment()).with(options);
    let create = |dialect| DdlStatement::of(&CreateTable::new(&table), &dialect).unwrap().text().to_owned();
    let start = "CREATE TABLE t (id BIGINT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)) ENGINE=";
    assert_eq!(create(Dialect::mysql()), format!("{start}InnoDB"));
    assert_eq!(create(Dialect::mariadb()), format!("{start}Aria"));
    let index = Index::new(["b"]).name("i").with(IndexOptions::new().length("b", 5).prefix("FULLTEXT"));
    let words = Table::new("t").column(Column::new("b", SqlType::Text));
    let text = DdlStatement::of(&CreateIndex::new(&words, &index), &Dialect::mysql()).unwrap();
    assert_eq!(text.text(), "CREATE FULLTEXT INDEX i ON t (b(5))");
}
