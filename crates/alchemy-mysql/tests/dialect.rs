//! How the dialects spell what differs, without a server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use alchemy_core::prelude::*;
use alchemy_core::{ColumnDef, Dialect as _, Raw, Renderer, SqlType};
use alchemy_mysql::{Dialect, Server};

fn column(definition: ColumnDef) -> String {
    let dialect = Dialect::mysql();
    let mut renderer = Renderer::literal(&dialect);
    dialect.column(&mut renderer, &Table::new("t"), &definition).unwrap();
    renderer.finish().0.to_string()
}

fn default_of(sql_type: SqlType, text: &str) -> ColumnDef {
    ColumnDef { server_default: Some(Raw(text.into()).into()), ..Column::new("c", sql_type) }
}

#[test]
fn columns_state_null_default_and_key_generation_in_this_order() {
    for (definition, expected) in [
        (Column::new("id", BigInteger).primary_key().auto_increment(), "id BIGINT NOT NULL AUTO_INCREMENT"),
        (Column::new("active", SqlType::Boolean).not_null().server_default(true), "active BOOL NOT NULL DEFAULT true"),
        (Column::new("rank", Integer).server_default(-1i64), "`rank` INTEGER DEFAULT -1"),
        (Column::new("s", SqlType::String { length: None }).server_default("it's \\"), r"s VARCHAR(255) DEFAULT 'it''s \\'"),
        (Column::new("s", SqlType::Text).server_default("x"), "s TEXT DEFAULT ('x')"),
        (Column::new("n", SqlType::Decimal), "n NUMERIC(65, 30)"),
        (Column::new("n", Numeric(12, 2)), "n NUMERIC(12, 2)"),
        (default_of(SqlType::Timestamp.precise(6), "CURRENT_TIMESTAMP"), "c DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)"),
        (default_of(SqlType::DateTime.precise(6), "now()"), "c DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)"),
        (default_of(SqlType::Date, "curdate()"), "c DATE DEFAULT (curdate())"),
        (default_of(SqlType::Integer, "0"), "c INTEGER DEFAULT 0"),
        (default_of(SqlType::Integer, "1 + 1"), "c INTEGER DEFAULT (1 + 1)"),
    ] {
        assert_eq!(column(definition), expected);
    }
}

#[test]
fn an_offset_alone_needs_a_limit() {
    let t = Table::new("t").column(Column::new("id", BigInteger).primary_key());
    for (stmt, expected) in [
        (select(t.c("id")).limit(2), "SELECT t.id FROM t LIMIT ?"),
        (select(t.c("id")).offset(5), "SELECT t.id FROM t LIMIT ?, 18446744073709551615"),
        (select(t.c("id")).limit(2).offset(5), "SELECT t.id FROM t LIMIT ?, ?"),
    ] {
        assert_eq!(stmt.compile(&Dialect::mysql()).unwrap().text(), expected);
    }
}

#[test]
fn casts_use_the_words_that_cast_knows() {
    for (sql_type, mysql, mariadb) in [
        (SqlType::BigInteger, "SIGNED INTEGER", "SIGNED INTEGER"),
        (SqlType::UnsignedBigInteger, "UNSIGNED INTEGER", "UNSIGNED INTEGER"),
        (SqlType::String { length: Some(9) }, "CHAR(9)", "CHAR(9)"),
        (SqlType::Text, "CHAR", "CHAR"),
        (SqlType::Json, "JSON", "CHAR"),
        (SqlType::Double, "DOUBLE", "DOUBLE"),
    ] {
        assert_eq!(Dialect::mysql().cast_type(&sql_type).unwrap(), mysql);
        assert_eq!(Dialect::mariadb().cast_type(&sql_type).unwrap(), mariadb);
    }
}

#[test]
fn a_server_has_the_words_and_features_of_its_version() {
    let old = Dialect::of(Server::parse("10.4.1-MariaDB"));
    assert_eq!(old.features(), Dialect::mysql().features());
    assert_ne!(old.features(), Dialect::mariadb().features());
    assert!(Dialect::mysql().is_reserved("rank") && !Dialect::mariadb().is_reserved("rank"));
    assert!(Dialect::mariadb().is_reserved("returning") && !Dialect::mysql().is_reserved("returning"));
    assert_eq!((Dialect::mysql().name(), Dialect::mariadb().name()), ("mysql", "mariadb"));
}

#[test]
fn what_only_one_of_the_two_takes_is_said_otherwise_or_refused() {
    let (a, b) = (Column::<i32>::of("t", "a"), Column::<String>::of("t", "b"));
    let rows = || values::<(i32, String)>(["n", "w"]).rows([(1, "x"), (1, "y")]);
    let listed = select(a.clone()).filter(alchemy_core::tuple((a.clone(), b.clone())).in_(rows()));
    assert_eq!(
        listed.compile(&Dialect::mariadb()).unwrap().text(),
        "SELECT t.a FROM t WHERE (t.a, t.b) IN ((?, ?), (?, ?))",
        "names of columns of VALUES are those of its first row, and must differ",
    );
    assert_eq!(
        listed.compile(&Dialect::mysql()).unwrap().text(),
        "SELECT t.a FROM t WHERE (t.a, t.b) IN (VALUES ROW(?, ?), ROW(?, ?))",
    );
    let totals = select((b.clone(), func::sum(a.clone()))).group_by(alchemy_core::rollup(b.clone())).order_by(b.clone());
    assert_eq!(
        totals.compile(&Dialect::mysql()).unwrap().text(),
        "SELECT t.b, sum(t.a) AS sum_1 FROM t GROUP BY t.b WITH ROLLUP ORDER BY t.b",
    );
    let inner = select(a.clone()).cte("c").nested();
    let sets = select(a.clone()).union_all(select(inner.c::<i32>("a")).union(select(a)));
    assert!(sets.compile(&Dialect::mysql()).is_ok());
    for refused in [totals.compile(&Dialect::mariadb()).unwrap_err(), sets.compile(&Dialect::mariadb()).unwrap_err()] {
        assert_eq!(refused.kind(), ErrorKind::Unsupported);
    }
}
