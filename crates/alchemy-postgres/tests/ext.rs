//! What only PostgreSQL has: the text of each construct, and the refusal of every other database.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::dialect::Ansi;
use alchemy_core::{Dialect as _, Operator, Query, SqlValue, prelude::*};
use alchemy_postgres::Dialect;
use alchemy_postgres::ext::{
    ArrayOperators as _, Containment as _, Hstore, HstoreOperators as _, JsonPath, Jsonb, JsonbOperators as _, Multirange, Range,
    RangeOperators as _, TsOperators as _, Tsquery, Tsvector, array, array_agg, array_of, plainto_tsquery, to_tsvector,
};
use serde_json::{Value as Json, json};

table! {
    /// All kinds of columns.
    pub t ("t") {
        id: i64,
        title: String,
        tags: Vec<String>,
        scores: Vec<i32>,
        grid: Vec<Vec<i32>>,
        doc: Jsonb<Json>,
        raw: Json,
        years: Range<i32>,
        slots: Multirange<i32>,
        attributes: Hstore,
        search: Tsvector,
    }
}

/// What is written behind `SELECT`, without `FROM t`.
fn written<R>(select: alchemy_core::Select<R>) -> String
where
    alchemy_core::Select<R>: Query,
{
    let text = select.compile(&Dialect::default()).unwrap().text().to_owned();
    let text = text.trim_start_matches("SELECT ").trim_end_matches(" FROM t").to_owned();
    text.strip_suffix(" AS anon_1").map_or(text.clone(), str::to_owned)
}

#[covers("PG-15", "TXT-09")]
#[test]
fn arrays_are_looked_into_from_one_on() {
    assert_eq!(written(select(t::tags.element(1))), "t.tags[$1]");
    assert_eq!(written(select(t::scores.slice(2, 4))), "t.scores[$1:$2]");
    assert_eq!(written(select(t::grid.element(1).element(2))), "t.grid[$1][$2]");
    assert_eq!(written(select(t::tags.join_array(array(["z"])))), "t.tags || ARRAY[$1]");
    assert_eq!(written(select(t::tags.includes(vec!["a".to_owned()]))), "t.tags @> $1");
    assert_eq!(written(select(t::tags.contained_by(vec!["a".to_owned()]))), "t.tags <@ $1");
    assert_eq!(written(select(!t::tags.overlaps(vec!["a".to_owned()]))), "NOT (t.tags && $1)");
    assert_eq!(written(select(t::scores.any_element(Operator::Lt, 5))), "$1 < ANY (t.scores)");
    assert_eq!(written(select(!t::tags.has_element("x"))), "NOT ($1 = ANY (t.tags))");
    assert_eq!(select(t::scores.nth(0)).compile(&Dialect::default()).unwrap().params(), [1.into()]);
}

#[covers("PG-16", "PG-47")]
#[test]
fn an_array_of_expressions_tells_the_types_of_its_values() {
    assert_eq!(written(select(array([1, 2]))), "ARRAY[$1::INTEGER, $2::INTEGER]");
    assert_eq!(written(select(array([Some(1), None]))), "ARRAY[$1::INTEGER, NULL]");
    assert_eq!(written(select(array_of::<i64>([1]))), "ARRAY[$1::BIGINT]");
    assert_eq!(written(select(array(Vec::<i32>::new()))), "ARRAY[]::INTEGER[]");
    assert_eq!(written(select(array([1, 2]).element(2))), "(ARRAY[$1::INTEGER, $2::INTEGER])[$3]");
    assert_eq!(written(select(array_agg(t::id).element(1))), "(array_agg(t.id))[$1]");
    assert_eq!(Dialect::default().column_type(&<Vec<Vec<i32>>>::sql_type()).unwrap(), "INTEGER[][]");
}

#[covers("PG-18", "TXT-07")]
#[test]
fn places_in_documents_are_arrows_and_subscripts() {
    assert_eq!(written(select(t::raw.get("k"))), "t.raw -> $1");
    assert_eq!(written(select(t::raw.get(2))), "t.raw -> $1::INTEGER");
    assert_eq!(written(select(t::raw.get(("a", 0)).as_text())), "t.raw #>> $1");
    assert_eq!(written(select(t::raw.get("a").get("b").as_integer() + 1)), "CAST(((t.raw -> $1) ->> $2) AS INTEGER) + $3");
    assert_eq!(written(select(t::doc.get("a").get("b"))), "t.doc[$1][$2]");
    assert_eq!(written(select(t::doc.get("a").as_text().eq("v"))), "(t.doc ->> $1) = $2");
    let old = select(t::doc.get("a").get("b")).compile(&Dialect::of(13, 0)).unwrap();
    assert_eq!(old.text(), "SELECT (t.doc -> $1) -> $2 AS anon_1 FROM t");
}

#[covers("PG-18", "PG-19")]
#[test]
fn jsonb_has_operators_of_its_own() {
    assert_eq!(written(select(t::doc.has_key("k"))), "t.doc ? $1");
    assert_eq!(written(select(t::doc.has_any(array(["a"])))), "t.doc ?| ARRAY[$1]");
    assert_eq!(written(select(t::doc.has_all(array(["a"])))), "t.doc ?& ARRAY[$1]");
    assert_eq!(written(select(t::doc.includes(Jsonb(json!({"a": 1}))))), "t.doc @> $1");
    assert_eq!(written(select(t::doc.delete_path(["a"]))), "t.doc #- CAST(ARRAY[$1] AS TEXT[])");
    assert_eq!(written(select(t::doc.path_exists("$.a"))), "t.doc @? $1");
    assert_eq!(written(select(t::doc.path_match(JsonPath("$.a > 1".into())))), "t.doc @@ $1");
    assert_eq!(written(select(t::doc.merge(t::doc))), "t.doc || t.doc");
}

#[covers("PG-23", "PG-24")]
#[test]
fn ranges_know_where_they_lie() {
    assert_eq!(written(select(t::years.includes(1999_i64))), "t.years @> $1::INTEGER");
    assert_eq!(written(select(t::years.includes(Range::new(1, 2)))), "t.years @> $1");
    assert_eq!(written(select(t::years.strictly_left_of(Range::new(1, 2)))), "t.years << $1");
    assert_eq!(written(select(t::years.adjacent_to(Range::new(1, 2)))), "t.years -|- $1");
    assert_eq!(written(select(t::years.union_with(Range::new(1, 2)).includes(3))), "t.years + $1 @> $2::INTEGER");
    assert_eq!(written(select(t::slots.includes(Range::new(1, 2)))), "t.slots @> $1");
    assert_eq!(Dialect::default().column_type(&<Multirange<i64>>::sql_type()).unwrap(), "INT8MULTIRANGE");
    let nothing = Dialect::default().column_type(&<Range<bool>>::sql_type()).unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::Unsupported);
}

#[covers("PG-20")]
#[test]
fn hstore_has_texts_under_keys() {
    assert_eq!(written(select(t::attributes.value("k"))), "t.attributes[$1]");
    assert_eq!(written(select(t::attributes.has_key("k"))), "t.attributes ? $1");
    assert_eq!(written(select(t::attributes.keys().label("k"))), "akeys(t.attributes) AS k");
    assert_eq!(Dialect::default().column_type(&Hstore::sql_type()).unwrap(), "HSTORE");
}

#[covers("PG-13")]
#[test]
fn vectors_are_searched() {
    assert_eq!(written(select(t::search.ts_match(plainto_tsquery("x")))), "t.search @@ plainto_tsquery($1)");
    let found = to_tsvector(("english", t::title)).ts_match_words("english", "whale");
    assert_eq!(written(select(found)), "to_tsvector($1, t.title) @@ plainto_tsquery('english', $2)");
    assert_eq!(written(select(t::title.matches("whale"))), "t.title @@ plainto_tsquery($1)");
    assert_eq!(written(select(t::search.ts_match(Tsquery("'a'".into())))), "t.search @@ $1");
}

#[test]
fn another_database_is_not_told_of_them() {
    let refused =
        |error: alchemy_core::Result<alchemy_core::Compiled>| assert_eq!(error.unwrap_err().kind(), ErrorKind::Unsupported);
    refused(select(t::tags.element(1)).compile(&Ansi));
    refused(select(array([1])).compile(&Ansi));
    refused(select(t::doc.has_key("k")).compile(&Ansi));
    refused(select(t::tags.has_element("k")).compile(&Ansi));
    assert_eq!(Ansi.column_type(&<Range<i32>>::sql_type()).unwrap_err().kind(), ErrorKind::Unsupported);
}
