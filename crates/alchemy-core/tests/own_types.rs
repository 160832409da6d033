//! Types that stand in SQL of their own, where their values are selected and written: texts as SQLAlchemy 2.1 has them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::{family, prelude::*, sql_value};

/// A text in lower case that is read in upper case.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded(String);

sql_value!(Folded => family::SqlText, Varchar(5).into(),
    from |value| Ok(Folded(String::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
    bind |value| func::lower(value), column |column| func::upper(column));

table! { test ("test") { x: String, y: Folded } }

macro_rules! check {
    ($($stmt:expr => $expected:literal,)*) => {
        $(assert_eq!($stmt.compile(&Ansi).unwrap().text(), $expected);)*
    };
}

#[test]
fn what_is_selected_again_is_read_as_its_type_says() {
    check! {
        select(select(test::all()).subquery("a").all())
            => "SELECT a.x, upper(a.y) AS y FROM (SELECT test.x AS x, test.y AS y FROM test) AS a",
        select(select(select(test::y.label("k")).subquery("a").all()).subquery("b").all())
            => "SELECT upper(b.k) AS k FROM (SELECT a.k AS k FROM (SELECT test.y AS k FROM test) AS a) AS b",
    }
}

#[test]
fn what_goes_into_a_table_stays_as_it_is() {
    let both = select(test::y).union(select(test::y));
    check! {
        test::insert().from_select(test::y, select(test::y)) => "INSERT INTO test (y) SELECT test.y FROM test",
        test::insert().from_select(test::y, both) => "INSERT INTO test (y) SELECT test.y FROM test UNION SELECT test.y FROM test",
        test::insert().from_select(test::y, select(test::y)).returning(test::y)
            => "INSERT INTO test (y) SELECT test.y FROM test RETURNING upper(test.y) AS y",
    }
}

#[test]
fn inner_selects_and_functions_have_the_names_of_other_types() {
    check! {
        select(select(test::y).exists()) => "SELECT EXISTS (SELECT test.y FROM test) AS anon_1",
        select(select(test::y).scalar_subquery()) => "SELECT upper((SELECT test.y FROM test)) AS anon_1",
        select(func::max(test::y)) => "SELECT upper(max(test.y)) AS max_1 FROM test",
        select(Folded("a".into()).into_expr()) => "SELECT upper(lower(?)) AS anon_1",
    }
}

#[test]
fn a_pattern_is_bound_as_the_text_beside_it() {
    check! {
        select(test::x).filter(test::y.like("A%")) => "SELECT test.x FROM test WHERE test.y LIKE lower(?)",
        select(test::x).filter(test::y.starts_with("A")) => "SELECT test.x FROM test WHERE (test.y LIKE lower(?) || '%' ESCAPE '/')",
        select(test::x).filter(!test::y.contains("A").wildcards())
            => "SELECT test.x FROM test WHERE (test.y NOT LIKE '%' || lower(?) || '%')",
    }
}
