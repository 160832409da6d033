//! How the dialect's own hooks render.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use alchemy_core::{
    BigInteger, Column, ColumnDef, Dialect as _, ErrorKind, Identity, Integer, Renderer, SqlType, Table, TableDef as _, Value,
    prelude::*,
};
use alchemy_sqlite::Dialect;

fn check_select(stmt: &Select<Value>, expected: &str) {
    let dialect: std::sync::Arc<dyn alchemy_core::Dialect> = std::sync::Arc::new(Dialect);
    assert_eq!(&*alchemy_core::Statement::prepare(stmt, &dialect).unwrap().text, expected);
}

fn column(table: &Table, name: &str) -> alchemy_core::Result<String> {
    let mut r = Renderer::literal(&Dialect);
    Dialect.column(&mut r, table, table.get(name).unwrap())?;
    Ok(r.finish().0.to_string())
}

fn literal(value: Value) -> alchemy_core::Result<String> {
    let mut r = Renderer::literal(&Dialect);
    Dialect.literal(&mut r, &value)?;
    Ok(r.finish().0.to_string())
}

#[test]
fn an_offset_alone_needs_a_limit() {
    let book = Table::new("book").column(Column::new("id", BigInteger));
    check_select(&select(book.c("id")).offset(7), "SELECT book.id FROM book LIMIT ? OFFSET ?");
    check_select(&select(book.c("id")).limit(5), "SELECT book.id FROM book LIMIT ? OFFSET ?");
    check_select(&select(book.c("id")).limit(5).offset(7), "SELECT book.id FROM book LIMIT ? OFFSET ?");
}

#[test]
fn a_generated_key_is_the_rowid() {
    let table = Table::new("t").column(ColumnDef::new("id", BigInteger).primary_key().auto_increment());
    assert_eq!(column(&table, "id").unwrap(), "id INTEGER NOT NULL");
    let plain = Table::new("t").column(ColumnDef::new("id", BigInteger).primary_key());
    assert_eq!(column(&plain, "id").unwrap(), "id BIGINT NOT NULL");
}

#[test]
fn a_key_counts_from_one_by_one_and_anything_else_is_refused() {
    let of = |identity: Identity| {
        let table = Table::new("t").column(ColumnDef::new("id", Integer).primary_key().identity(identity));
        column(&table, "id")
    };
    let plain = Identity::by_default;
    for same in [plain(), plain().start(1).increment(1), plain().no_min_value().no_max_value().cycle(false)] {
        assert_eq!(of(same).unwrap(), "id INTEGER NOT NULL");
    }
    let always = Identity::always();
    for other in [always, plain().start(10), plain().increment(5), plain().min_value(2), plain().max_value(9), plain().cache(2)] {
        assert_eq!(of(other.clone()).unwrap_err().kind(), ErrorKind::Unsupported, "{other:?}");
    }
    assert_eq!(of(plain().cycle(true)).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[test]
fn a_generated_column_that_cannot_be_the_rowid_is_refused() {
    let pair = Table::new("t")
        .column(ColumnDef::new("a", Integer).primary_key().auto_increment())
        .column(ColumnDef::new("b", Integer).primary_key());
    assert_eq!(column(&pair, "a").unwrap_err().kind(), ErrorKind::Unsupported);
    let text = Table::new("t").column(ColumnDef::new("a", SqlType::Text).primary_key().auto_increment());
    assert_eq!(column(&text, "a").unwrap_err().kind(), ErrorKind::Unsupported);
}

#[test]
fn a_default_that_is_an_expression_stands_in_parentheses() {
    let table = Table::new("t")
        .column(ColumnDef::new("a", Integer).server_default(5).not_null())
        .column(ColumnDef::new("b", Integer).server_default(literal_sum()))
        .column(ColumnDef::new("c", SqlType::Text).server_default("it's"))
        .column(ColumnDef::new("d", Integer).server_default(-1));
    for (name, expected) in [
        ("a", "a INTEGER DEFAULT 5 NOT NULL"),
        ("b", "b INTEGER DEFAULT (5 + 3)"),
        ("c", "c TEXT DEFAULT 'it''s'"),
        ("d", "d INTEGER DEFAULT -1"),
    ] {
        assert_eq!(column(&table, name).unwrap(), expected);
    }
}

fn literal_sum() -> alchemy_core::Expr<i64> {
    alchemy_core::literal(5_i64) + 3_i64
}

#[test]
fn types_are_called_as_sqlalchemy_calls_them() {
    for (sql_type, expected) in [
        (SqlType::SmallInteger, "SMALLINT"),
        (SqlType::BigInteger, "BIGINT"),
        (SqlType::UnsignedBigInteger, "BIGINT"),
        (SqlType::Real, "FLOAT"),
        (SqlType::Double, "DOUBLE"),
        (SqlType::Numeric { precision: Some(10), scale: Some(2) }, "NUMERIC(10, 2)"),
        (SqlType::String { length: Some(9) }, "VARCHAR(9)"),
        (SqlType::Timestamp, "DATETIME"),
        (SqlType::Uuid, "CHAR(32)"),
        (SqlType::Json, "JSON"),
    ] {
        assert_eq!(Dialect.column_type(&sql_type).unwrap(), expected);
    }
    assert_eq!(Dialect.cast_type(&SqlType::Date).unwrap(), "TEXT");
    assert_eq!(Dialect.cast_type(&SqlType::Integer).unwrap(), "INTEGER");
}

#[test]
fn literals_are_exact_or_refused() {
    assert_eq!(literal(Value::from(vec![0_u8, 255])).unwrap(), "x'00ff'");
    assert_eq!(literal(Value::Uuid([0x12; 16])).unwrap(), "'12121212121212121212121212121212'");
    assert_eq!(literal(Value::Float(f64::NEG_INFINITY)).unwrap(), "-9e999");
    assert_eq!(literal(Value::Bool(true)).unwrap(), "1");
    assert_eq!(literal(Value::Decimal("1.50".parse().unwrap())).unwrap(), "1.50");
    for bad in [Value::Float(f64::NAN), Value::UInt(u64::MAX), Value::Decimal("0.12345678901234567".parse().unwrap())] {
        assert!(literal(bad).is_err());
    }
}

table! { bits ("bits") { x: i64, s: String, p: bool, q: bool, r: bool, doc: serde_json::Value } }

#[test]
fn conditions_are_comparisons_since_truth_values_are_numbers() {
    let where_ = |condition: Expr<bool>| {
        let text = select(bits::x).filter(condition).compile(&Dialect).unwrap().text().to_owned();
        text.strip_prefix("SELECT bits.x FROM bits WHERE ").unwrap().to_owned()
    };
    for (condition, expected) in [
        (bits::p.expr(), "bits.p = 1"),
        (!bits::p, "bits.p = 0"),
        (!!bits::p, "bits.p = 1"),
        (case_when(bits::x.gt(1), bits::p).otherwise(bits::q), "CASE WHEN (bits.x > ?) THEN bits.p ELSE bits.q END = 1"),
        (!case_when(bits::x.gt(1), bits::p).otherwise(bits::q), "CASE WHEN (bits.x > ?) THEN bits.p ELSE bits.q END = 0"),
        (
            case_when(!bits::p, bits::q).otherwise(bits::r).or(bits::p),
            "CASE WHEN bits.p = 0 THEN bits.q ELSE bits.r END = 1 OR bits.p = 1",
        ),
        (func::call::<bool>("max", bits::p).filter(bits::q).expr(), "max(bits.p) FILTER (WHERE bits.q)"),
        (!func::call::<bool>("max", bits::p).over(), "max(bits.p) OVER () = 0"),
        (!bits::doc.get("ok").as_boolean(), "(CAST(JSON_EXTRACT(bits.doc, ?) AS BOOLEAN)) = 0"),
        (bits::p.and(bits::q), "bits.p = 1 AND bits.q = 1"),
        (bits::p.and(bits::q.or(!bits::r)), "bits.p = 1 AND (bits.q = 1 OR bits.r = 0)"),
        (!bits::p.and(bits::q), "NOT (bits.p = 1 AND bits.q = 1)"),
        (bits::p.eq(false), "bits.p = 0"),
        (bits::p.is_distinct_from(true), "bits.p IS NOT 1"),
        (bits::x.is_distinct_from(None::<i64>), "bits.x IS NOT NULL"),
        (all_of([bits::p]), "bits.p = 1"),
        (all_of([bits::p]).eq(all_of([bits::q])), "(bits.p = 1) = (bits.q = 1)"),
        (!bits::s.ilike("A%"), "lower(bits.s) NOT LIKE lower(?)"),
        (!bits::p.label("k"), "bits.p = 0"),
        (bits::p.in_([!bits::p, bits::p.and(bits::q)]), "bits.p IN (bits.p = 0, bits.p = 1 AND bits.q = 1)"),
        // MATCH is read from left to right among comparisons.
        (bits::p.eq(bits::s.matches("a")), "bits.p = (bits.s MATCH ?)"),
        (bits::s.matches("a").is_null(), "(bits.s MATCH ?) IS NULL"),
        (!bits::s.concat("b").matches(bits::s.concat("a")), "NOT (bits.s || ?) MATCH (bits.s || ?)"),
    ] {
        assert_eq!(where_(condition), expected);
    }
    let changed = bits::update().set(bits::p.to(!bits::p)).returning(bits::x);
    assert_eq!(changed.compile(&Dialect).unwrap().text(), "UPDATE bits SET p=bits.p = 0 RETURNING x");
    let selected = select((!bits::p, bits::x));
    assert_eq!(selected.compile(&Dialect).unwrap().text(), "SELECT bits.p = 0 AS p, bits.x FROM bits");
}

#[test]
fn values_of_columns_around_them_are_refused() {
    let book = Table::new("book");
    let v = values::<(Value,)>(["n"]).rows([(book.c("id"),)]).subquery("v");
    let most = select(func::max(v.c::<i64>("n"))).scalar_subquery();
    let refused = select((book.c("id"), most)).compile(&Dialect).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Unsupported);
}

#[test]
fn spaces_around_a_default_do_not_matter() {
    let table = Table::new("t").column(Column::new("x", Integer).nullable().server_default_text("  'some default' "));
    assert_eq!(column(&table, "x").unwrap(), "x INTEGER DEFAULT 'some default'");
}
