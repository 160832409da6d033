//! What statements say on PostgreSQL: parameters, functions in FROM, grouping sets, conflicts and locks.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::{Lock, Sequence, SqlType, Value, all, any, cube, grouping_sets, prelude::*, rollup};
use alchemy_postgres::Dialect;

table! {
    pub t ("t") { id: i64 [primary_key], title: String, price: i32, format: String }
}

macro_rules! check {
    ($statement:expr, $expected:expr $(,)?) => {
        let text = $statement.compile(&Dialect::default()).map_or_else(|error| error.to_string(), |done| done.text().to_owned());
        assert_eq!(text, $expected);
    };
}

#[covers("EXP-23", "EXP-24", "EXP-25")]
#[test]
fn parameters_have_names_and_those_without_a_value_are_told() {
    let least = param::<i32>("least");
    let found = select(t::id).filter(t::price.gt(&least).or(t::id.eq(param::<i64>("key"))));
    let compiled = found.clone().params((least.to(5), ("key", 7_i64))).compile(&Dialect::default()).unwrap();
    assert_eq!(compiled.text(), "SELECT t.id FROM t WHERE t.price > $1 OR t.id = $2");
    assert_eq!(compiled.params(), [Value::Int(5), Value::Int(7)]);
    let error = found.params(least.to(5)).compile(&Dialect::default()).unwrap_err().to_string();
    assert!(error.contains("key"), "{error}");
    let inlined = select(t::id).filter(t::title.eq(param::<String>("title").inlined())).params(("title", "it's"));
    let compiled = inlined.compile(&Dialect::default()).unwrap();
    assert_eq!((compiled.text(), compiled.params().len()), ("SELECT t.id FROM t WHERE t.title = 'it''s'", 0));
}

#[covers("EXP-26", "PG-45")]
#[test]
fn values_in_the_text_are_quoted_as_the_server_reads_them() {
    let stmt = select(t::id).filter(t::title.eq("it's \\").and(t::price.eq(5)));
    let compiled = stmt.inlined().compile(&Dialect::default()).unwrap();
    assert_eq!(compiled.text(), r"SELECT t.id FROM t WHERE t.title = 'it''s \' AND t.price = 5");
    assert!(compiled.params().is_empty());
}

#[covers("EXP-13")]
#[test]
fn a_text_is_searched_for_words() {
    check!(select(t::id).filter(t::title.matches("whale")), "SELECT t.id FROM t WHERE t.title @@ plainto_tsquery($1)");
}

#[covers("EXP-35", "FUN-20")]
#[test]
fn any_and_all_compare_with_rows_and_arrays() {
    let prices = || select(t::price).filter(t::id.lt(3));
    check!(
        select(t::id).filter(t::price.gt(all(prices()))),
        "SELECT t.id FROM t WHERE t.price > ALL (SELECT t.price FROM t WHERE t.id < $1)"
    );
    check!(select(t::id).filter(t::price.eq(any(literal(vec![1, 2])))), "SELECT t.id FROM t WHERE t.price = ANY ($1)");
}

#[covers("FUN-15", "FUN-16", "PG-37")]
#[test]
fn functions_stand_in_from_with_their_columns() {
    let series = || func::call::<i32>("generate_series", (1, 3));
    let rows = series().table_valued(["n"]).with_ordinality("place").derived().named("s");
    check!(
        select((rows.c::<i32>("n"), rows.c::<i64>("place"))),
        "SELECT s.n, s.place FROM generate_series($1, $2) WITH ORDINALITY AS s(n, place)",
    );
    check!(select(series().column_valued("v")), "SELECT v FROM generate_series($1, $2) AS v");
    let record = func::call::<i32>("f", 1).table_valued(["a"]).derived_with_types([SqlType::Integer]).named("r");
    check!(select(record.c::<i32>("a")), "SELECT r.a FROM f($1) AS r(a INTEGER)");
}

#[covers("FUN-18")]
#[test]
fn rows_are_grouped_in_several_ways_at_once() {
    let counts = || select(func::count(t::id).label("n"));
    check!(counts().group_by(rollup((t::format, t::price))), "SELECT count(t.id) AS n FROM t GROUP BY ROLLUP(t.format, t.price)");
    check!(counts().group_by(cube((t::format, t::price))), "SELECT count(t.id) AS n FROM t GROUP BY CUBE(t.format, t.price)");
    check!(
        counts().group_by(grouping_sets((t::format, t::price))),
        "SELECT count(t.id) AS n FROM t GROUP BY GROUPING SETS(t.format, t.price)",
    );
}

#[covers("FUN-21")]
#[test]
fn a_sequence_gives_its_next_value() {
    check!(select(Sequence::new("numbers").next_value().label("n")), "SELECT nextval('numbers') AS n");
}

#[covers("PG-02", "PG-08", "PG-09")]
#[test]
fn an_insert_answers_conflicts_and_gives_rows_back() {
    let insert = || t::insert().values((t::id.to(1), t::title.to("x")));
    check!(insert().returning(t::id), "INSERT INTO t (id, title) VALUES ($1, $2) RETURNING t.id");
    check!(insert().on_any_conflict().do_nothing(), "INSERT INTO t (id, title) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    check!(insert().on_conflict(t::id).do_nothing(), "INSERT INTO t (id, title) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING");
    check!(
        insert().on_conflict(t::id).update_where(|_| t::price.gt(3)).do_update(|row| t::title.to(row.excluded(t::title))),
        "INSERT INTO t (id, title) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET title = excluded.title WHERE t.price > $3",
    );
    check!(
        insert().on_conflict_constraint("t_pkey").do_update(|_| t::price.to(1)),
        "INSERT INTO t (id, title) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT t_pkey DO UPDATE SET price = $3",
    );
}

#[covers("PG-10", "PG-11", "PG-12")]
#[test]
fn a_select_has_distinct_on_only_and_locks_of_keys() {
    check!(select(t::id).distinct_on(t::title), "SELECT DISTINCT ON (t.title) t.id FROM t");
    check!(select(t::id).with_hint(t, "ONLY"), "SELECT t.id FROM ONLY t");
    check!(select(t::id).with_lock(Lock::key_share().of(t).skip_locked()), "SELECT t.id FROM t FOR KEY SHARE OF t SKIP LOCKED");
    check!(select(t::id).with_lock(Lock::no_key_update().nowait()), "SELECT t.id FROM t FOR NO KEY UPDATE NOWAIT");
}

#[covers("PG-14", "PG-40")]
#[test]
fn text_is_matched_and_collated() {
    check!(select(t::id).filter(t::title.regexp_match("^a")), "SELECT t.id FROM t WHERE t.title ~ $1");
    check!(select(t::id).filter(!t::title.regexp_match("^a")), "SELECT t.id FROM t WHERE t.title !~ $1");
    check!(select(t::id).filter(t::title.regexp_match_flags("^a", "i")), "SELECT t.id FROM t WHERE t.title ~* $1");
    check!(
        select(t::title.regexp_replace_flags("a", "b", "g").label("r")),
        "SELECT REGEXP_REPLACE(t.title, $1, $2, 'g') AS r FROM t",
    );
    let name = SqlType::String { length: Some(9) }.collate_in("app", "de");
    assert_eq!(alchemy_core::Dialect::column_type(&Dialect::default(), &name).unwrap(), "VARCHAR(9) COLLATE app.de");
}
