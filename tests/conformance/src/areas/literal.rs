//! The cases of the area `literal`.

use alchemy_core::prelude::*;
use alchemy_postgres::ext::{Multirange, Range};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::cases::Cases;
use crate::schema::{Folded, bits, book, loan};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn at(date: NaiveDate, hour: u32, minute: u32, second: u32, micro: u32) -> NaiveDateTime {
    date.and_hms_micro_opt(hour, minute, second, micro).unwrap_or_default()
}

pub(crate) fn cases(c: &mut Cases) {
    numbers(c);
    texts(c);
    nulls(c);
    moments(c);
    others(c);
    lists(c);
    own_types(c);
    statements(c);
}

fn numbers(c: &mut Cases) {
    c.statement("literal/negative-int", || select(literal(-42)).inlined());
    inlined(c, "literal/negative-in-arith", || bits::x - literal(-3));
    c.statement("literal/bigint", || select(literal(1_i64 << 60)).inlined());
    c.statement("literal/float-exponent", || select((literal(1e-7), literal(1e30))).inlined());
    c.statement("literal/float-negative", || select(literal(-0.25)).inlined());
    c.statement("literal/decimal", || select(literal(Decimal::new(1050, 2))).inlined());
    c.statement("literal/decimal-typed", || select(literal(Decimal::new(105, 1))).inlined());
}

fn texts(c: &mut Cases) {
    for (id, text) in [
        ("literal/string", "plain"),
        ("literal/string-quote", "it's"),
        ("literal/string-two-quotes", "''"),
        ("literal/string-colon", "a:b ?"),
        ("literal/string-unicode", "na\u{ef}ve \u{2603}"),
        ("literal/string-newline", "a\n\tb"),
        ("literal/string-empty", ""),
        ("literal/string-double-quote", "say \"hi\" `now`"),
        ("literal/unicode-text", "\u{fc}"),
        ("literal/enum-string", "ebook"),
    ] {
        c.statement(id, move || select(literal(text)).inlined());
    }
}

fn nulls(c: &mut Cases) {
    inlined(c, "literal/bool-compare", || bits::p.eq(literal(true)));
    c.statement("literal/none", || select(literal(None::<String>)).inlined());
    c.statement("literal/none-typed", || select(literal(None::<i32>)).inlined());
    inlined(c, "literal/none-compare", || bits::x.eq(param::<Option<i32>>("v").default_value(None::<i32>)));
}

fn moments(c: &mut Cases) {
    let leap = day(2024, 2, 29);
    c.statement("literal/date", move || select(literal(leap)).inlined());
    c.statement("literal/datetime", move || select(literal(at(leap, 13, 5, 6, 0))).inlined());
    c.statement("literal/datetime-micro", move || select(literal(at(leap, 13, 5, 6, 789))).inlined());
    c.statement("literal/datetime-midnight", move || select(literal(at(leap, 0, 0, 0, 0))).inlined());
    c.statement("literal/datetime-tz", move || select(literal(at(leap, 13, 5, 0, 0).and_utc())).inlined()).deviating(
        "the session is in UTC, and MariaDB knows no offset",
        &[("mysql", "SELECT '2024-02-29 13:05:00' AS anon_1"), ("mariadb", "SELECT '2024-02-29 13:05:00' AS anon_1")],
    );
    c.statement("literal/time", || select(literal(NaiveTime::from_hms_opt(8, 30, 0).unwrap_or_default())).inlined());
    c.statement("literal/timedelta", || select(literal(chrono::TimeDelta::minutes(62))).inlined()).deviating(
        "a span of time is stored as the moment so far from 1970, and so written",
        &[
            ("mysql", r"SELECT '1970-01-01 01:02:00.000000' AS anon_1"),
            ("mariadb", r"SELECT '1970-01-01 01:02:00.000000' AS anon_1"),
            ("sqlite", r"SELECT '1970-01-01 01:02:00.000000' AS anon_1"),
        ],
    );
    c.statement("literal/timedelta-negative", || select(literal(chrono::TimeDelta::seconds(3 - 86_400))).inlined()).deviating(
        "a span of time is stored as the moment so far from 1970, and so written",
        &[
            ("mysql", r"SELECT '1969-12-31 00:00:03.000000' AS anon_1"),
            ("mariadb", r"SELECT '1969-12-31 00:00:03.000000' AS anon_1"),
            ("sqlite", r"SELECT '1969-12-31 00:00:03.000000' AS anon_1"),
        ],
    );
    c.statement("literal/pg-interval", || select(literal(chrono::TimeDelta::seconds(86_405))).inlined());
}

fn others(c: &mut Cases) {
    c.statement("literal/uuid", || select(literal(Uuid::from_u128(0x1111_2222_3333_4444_5555_6666_7777_8888))).inlined());
    c.prevented("literal/untyped-object", "only values of known types can be bound");
    c.prevented("literal/enum-invalid", "an enum has its variants only");
    c.statement("literal/json-list", || select(literal(serde_json::json!([1, 2]))).inlined()).deviating(
        "the value can be written",
        &[
            ("postgresql", r"SELECT '[1,2]' AS anon_1"),
            ("mysql", r"SELECT '[1,2]' AS anon_1"),
            ("mariadb", r"SELECT '[1,2]' AS anon_1"),
            ("sqlite", r"SELECT '[1,2]' AS anon_1"),
        ],
    );
    c.statement("literal/bytes", || select(literal(vec![0_u8, 1, 254, 39])).inlined()).deviating(
        "the value can be written",
        &[
            ("postgresql", r"SELECT '\x0001fe27'::bytea AS anon_1"),
            ("mysql", r"SELECT x'0001fe27' AS anon_1"),
            ("mariadb", r"SELECT x'0001fe27' AS anon_1"),
            ("sqlite", r"SELECT x'0001fe27' AS anon_1"),
        ],
    );
}

fn own_types(c: &mut Cases) {
    c.statement("literal/bind-expression", || select(literal(Folded("AbC".to_owned()))).inlined());
    c.statement("literal/int-range", || select(literal(Range::new(1, 10))).inlined())
        .deviating("the value can be written", &[("postgresql", "SELECT '[1,10)' AS anon_1")]);
    c.statement("literal/multirange", || select(literal(Multirange(vec![Range::new(1, 3), Range::new(5, 7)]))).inlined())
        .deviating("the value can be written", &[("postgresql", "SELECT '{[1,3),[5,7)}' AS anon_1")]);
    c.prevented("literal/mysql-set", "a set of words is no value of Rust");
    c.prevented("literal/mysql-bit", "a run of bits is no value of Rust");
    c.statement("literal/required-bind", || select(book::id).filter(book::pages.eq(param::<i32>("n"))).inlined()).deviating(
        "a parameter without a value is told, not taken for NULL",
        &[("postgresql", "(refused)"), ("mysql", "(refused)"), ("mariadb", "(refused)"), ("sqlite", "(refused)")],
    );
}

fn lists(c: &mut Cases) {
    inlined(c, "literal/in-list", || bits::x.in_([1, 2, 3]));
    inlined(c, "literal/in-strings-mixed", || bits::s.in_([Some("a"), None]));
    c.statement("literal/array-ints", || select(literal(vec![1, 2])).inlined());
    c.statement("literal/array-strings", || select(literal(vec!["a".to_owned(), "b'c".to_owned()])).inlined());
    c.statement("literal/array-empty", || select(literal(Vec::<i32>::new())).inlined());
    c.statement("literal/array-nested", || select(literal(vec![vec![1, 2], vec![3, 4]])).inlined());
    c.statement("literal/array-none", || select(literal(vec![Some(1), None])).inlined())
        .deviating("the value can be written", &[("postgresql", r"SELECT ARRAY[1, NULL] AS anon_1")]);
}

fn statements(c: &mut Cases) {
    c.statement("literal/where-all", || {
        select(book::id)
            .filter(book::title.eq("x'y"))
            .filter(book::pages.gt(3))
            .filter(book::price.le(Decimal::new(999, 2)))
            .filter(book::in_print.eq(true))
            .filter(book::published.lt(day(2000, 1, 1)))
            .filter(book::isbn.is_null())
            .inlined()
    });
    c.statement("literal/insert", || {
        let row = (
            book::title.to("it's"),
            book::pages.to(3),
            book::price.to(Decimal::new(120, 2)),
            book::published.to(day(2001, 2, 3)),
            book::in_print.to(false),
            book::isbn.to(None::<String>),
        );
        book::insert().values(row).inlined()
    });
    c.statement("literal/update", || {
        let set = (book::title.to("new"), book::in_print.to(true), book::created_at.to(at(day(2020, 1, 2), 3, 4, 5, 0)));
        book::update().set(set).filter(book::id.eq(9)).inlined()
    });
    c.statement("literal/delete", || loan::delete().filter(loan::out_at.lt(at(day(2020, 1, 1), 0, 0, 0, 0))).inlined());
    inlined(c, "literal/case", || case_when(bits::x.gt(1), "a").otherwise("b"));
    inlined(c, "literal/function", || func::call::<i32>("f", (1, "a", None::<i32>, true, 2.5)));
    inlined(c, "literal/concat", || bits::s.concat("it's"));
}

/// An expression by itself, with its values in the text.
fn inlined<E: IntoExpr>(c: &mut Cases, id: &'static str, make: impl Fn() -> E + 'static) {
    c.any(id, move |dialect| {
        let mut r = alchemy_core::Renderer::inlined(&**dialect);
        alchemy_core::Render::render(&make().into_expr(), &mut r)?;
        Ok(crate::cases::Rendered::one(&r.finish().0, &[]))
    });
}
