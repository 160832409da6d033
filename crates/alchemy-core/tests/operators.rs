//! Operators inside other operators, and values that refer to each other, beside the text that SQLAlchemy 2.1 compiles them
//! to for the dialect without a database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::{Compiled, SqlValue, assigned_value, prelude::*};

table! { bits ("bits") { x: i32, y: i32, z: i32, s: String, f: f64, p: bool, q: bool } }
table! { note ("note") { id: Auto<i32> [primary_key], x: i32, s: String, u: String } }
table! {
    stamped ("stamped") {
        id: Auto<i32> [primary_key], a: String, made: String [default = func::lower("NOW")], seen: String [onupdate = func::lower("SEEN")],
    }
}

const X: Column<i32> = bits::x;
const Y: Column<i32> = bits::y;
const Z: Column<i32> = bits::z;
const F: Column<f64> = bits::f;
const P: Column<bool> = bits::p;
const Q: Column<bool> = bits::q;

fn expr(node: impl IntoExpr<Value: SqlValue>) -> String {
    Compiled::of(&node.into_expr(), &Ansi).unwrap().text().to_owned()
}

fn check(cases: &[(String, &str)]) {
    for (text, expected) in cases {
        assert_eq!(text, expected);
    }
}

#[test]
fn the_negation_of_what_has_a_name_is_the_opposite_and_keeps_the_name() {
    let select = select((!X.eq(1).label("k"), !P.label("l"), !P.or(Q).label("m"), !X.in_([X]).label("n")));
    let text = "SELECT bits.x != ? AS k, NOT bits.p AS l, NOT (bits.p OR bits.q) AS m, (bits.x NOT IN (bits.x)) AS n FROM bits";
    assert_eq!(select.compile(&Ansi).unwrap().text(), text);
    check(&[
        (expr(!bits::s.like("a").label("k")), "bits.s NOT LIKE ?"),
        (expr(!X.is_distinct_from(Y).label("k")), "bits.x IS NOT DISTINCT FROM bits.y"),
    ]);
}

#[test]
fn a_comparison_with_one_of_many_has_no_opposite_however_that_is_called() {
    let call = |name| func::call::<i32>(name, Y);
    check(&[
        (expr(!X.eq(call("any"))), "NOT (bits.x = any(bits.y))"),
        (expr(!call("ALL").eq(X)), "NOT (ALL(bits.y) = bits.x)"),
        (expr(!X.lt(call("some"))), "NOT (bits.x < some(bits.y))"),
        (expr(!X.lt(call("max"))), "bits.x >= max(bits.y)"),
    ]);
}

#[test]
fn what_stands_in_a_list_needs_no_parentheses() {
    check(&[
        (expr(P.in_([P.and(Q), X.eq(1), P.or(Q), !P])), "bits.p IN (bits.p AND bits.q, bits.x = ?, bits.p OR bits.q, NOT bits.p)"),
        (expr(P.in_([X.in_([Y]), X.is_null()])), "bits.p IN (bits.x IN (bits.y), bits.x IS NULL)"),
    ]);
}

#[test]
fn a_quotient_of_whole_numbers_divides_as_exactly_as_it_was_made() {
    check(&[
        (expr(X / (Y / Z)), "bits.x / CAST((bits.y / CAST(bits.z AS NUMERIC)) AS NUMERIC)"),
        (expr(F / (X / Y)), "bits.f / CAST((bits.x / CAST(bits.y AS NUMERIC)) AS NUMERIC)"),
        (expr(X / (X / Y + 1)), "bits.x / CAST((bits.x / CAST(bits.y AS NUMERIC) + ?) AS NUMERIC)"),
        (expr(X / -(X / Y)), "bits.x / CAST((-(bits.x / CAST(bits.y AS NUMERIC))) AS NUMERIC)"),
        (expr(X / (F / Y)), "bits.x / CAST((bits.f / CAST(bits.y AS NUMERIC)) AS FLOAT)"),
        (expr(X / (X / F)), "bits.x / CAST((bits.x / CAST(bits.f AS FLOAT)) AS FLOAT)"),
    ]);
}

#[test]
fn a_value_of_an_insert_may_take_that_of_another_column() {
    let insert = note::insert().values((note::s.to("a"), note::u.to(assigned_value(note::s))));
    assert_eq!(insert.compile(&Ansi).unwrap().text(), "INSERT INTO note (s, u) VALUES (?, ?)");
    assert_eq!(insert.compile(&Ansi).unwrap().params(), [Value::from("a"), Value::from("a")]);
    let rows = note::insert()
        .values((note::s.to(func::lower("A")), note::u.to(assigned_value(note::s).concat("x"))))
        .values((note::s.to("b"), note::u.to(assigned_value(note::s))));
    assert_eq!(rows.compile(&Ansi).unwrap().text(), "INSERT INTO note (s, u) VALUES (lower(?), (lower(?) || ?)), (?, ?)");
    for stray in [note::u.to(assigned_value(note::s)), note::u.to(assigned_value(note::u))] {
        let error = note::insert().values(stray).compile(&Ansi).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Programming);
    }
}

#[test]
fn a_value_may_take_what_the_program_fills_in() {
    let insert = stamped::insert().values((stamped::a.to(assigned_value(stamped::made)), stamped::seen.to("")));
    assert_eq!(insert.compile(&Ansi).unwrap().text(), "INSERT INTO stamped (a, made, seen) VALUES (lower(?), lower(?), ?)");
    let update = stamped::update().set(stamped::a.to(assigned_value(stamped::seen)));
    assert_eq!(update.compile(&Ansi).unwrap().text(), "UPDATE stamped SET a=lower(?), seen=lower(?)");
}
