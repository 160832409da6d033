//! The cases of the area `values`.

use alchemy_core::{Values, prelude::*};
use chrono::NaiveDate;

use crate::cases::Cases;
use crate::schema::book;

const NEEDS_ROW: &str = "each row of VALUES needs the word ROW";
const ROWS: &str = "rows of VALUES have the word ROW before them there";
const WITH: &str = "columns of VALUES are named in WITH only there; the golden text cannot run";

fn two() -> Values<(i32, String)> {
    values(["i", "w"]).rows([(1, "a"), (2, "b")])
}

fn ids() -> Values<(i32,)> {
    values(["id"]).rows([(1,), (2,)])
}

pub(crate) fn cases(c: &mut Cases) {
    named(c);
    others(c);
}

const BETTER: &str = "VALUES in FROM as each database takes it; the golden text cannot run";

macro_rules! better {
    ($case:expr, $rows:literal, $mariadb:literal, $sqlite:literal) => {
        $case.deviating(BETTER, &[("mysql", $rows), ("mariadb", $mariadb), ("sqlite", $sqlite)])
    };
}

fn named(c: &mut Cases) {
    better!(
        c.statement("values/named", || {
            let v = two().subquery("v");
            select((v.c::<i32>("i"), v.c::<String>("w")))
        }),
        "SELECT v.i, v.w FROM (VALUES ROW(?, ?), ROW(?, ?)) AS v (i, w)",
        "WITH v(i, w) AS (VALUES (?, ?), (?, ?)) SELECT v.i, v.w FROM v",
        "WITH v(i, w) AS (VALUES (?, ?), (?, ?)) SELECT v.i, v.w FROM v"
    );
    better!(
        c.statement("values/alias", || {
            let v = values::<(i32,)>(["i"]).rows([(1,), (2,)]).subquery("va");
            select(v.c::<i32>("i"))
        }),
        "SELECT va.i FROM (VALUES ROW(?), ROW(?)) AS va (i)",
        "WITH va(i) AS (VALUES (?), (?)) SELECT va.i FROM va",
        "WITH va(i) AS (VALUES (?), (?)) SELECT va.i FROM va"
    );
    better!(
        c.statement("values/literal-binds", || {
            let v = values::<(i32, String)>(["i", "w"]).rows([(1, "it's"), (2, "b")]).literal_values().subquery("v");
            select((v.c::<i32>("i"), v.c::<String>("w")))
        }),
        "SELECT v.i, v.w FROM (VALUES ROW(1, 'it''s'), ROW(2, 'b')) AS v (i, w)",
        "WITH v(i, w) AS (VALUES (1, 'it''s'), (2, 'b')) SELECT v.i, v.w FROM v",
        "WITH v(i, w) AS (VALUES (1, 'it''s'), (2, 'b')) SELECT v.i, v.w FROM v"
    );
    better!(
        c.statement("values/expression-member", || {
            let v = values::<(i32, NaiveDate)>(["i", "d"]).row((literal(1) + 1, func::current_date())).subquery("v");
            select((v.c::<i32>("i"), v.c::<NaiveDate>("d")))
        }),
        "SELECT v.i, v.d FROM (VALUES ROW(? + ?, CURRENT_DATE)) AS v (i, d)",
        "WITH v(i, d) AS (VALUES (? + ?, CURRENT_DATE)) SELECT v.i, v.d FROM v",
        "WITH v(i, d) AS (VALUES (? + ?, CURRENT_DATE)) SELECT v.i, v.d FROM v"
    );
    better!(
        c.statement("values/two-data-calls", || {
            let v = values::<(i32,)>(["i"]).row((1,)).rows([(2,), (3,)]).subquery("v");
            select(v.c::<i32>("i"))
        }),
        "SELECT v.i FROM (VALUES ROW(?), ROW(?), ROW(?)) AS v (i)",
        "WITH v(i) AS (VALUES (?), (?), (?)) SELECT v.i FROM v",
        "WITH v(i) AS (VALUES (?), (?), (?)) SELECT v.i FROM v"
    );
    better!(
        c.statement("values/quoted-columns", || {
            let v = values::<(i32, String)>(["Order", "a b"]).row((1, "x")).subquery("My V");
            select((v.c::<i32>("Order"), v.c::<String>("a b")))
        }),
        "SELECT `My V`.`Order`, `My V`.`a b` FROM (VALUES ROW(?, ?)) AS `My V` (`Order`, `a b`)",
        "WITH `My V`(`Order`, `a b`) AS (VALUES (?, ?)) SELECT `My V`.`Order`, `My V`.`a b` FROM `My V`",
        "WITH \"My V\"(\"Order\", \"a b\") AS (VALUES (?, ?)) SELECT \"My V\".\"Order\", \"My V\".\"a b\" FROM \"My V\""
    );
}

fn others(c: &mut Cases) {
    better!(
        c.statement("values/where", || {
            let v = values::<(i32, String)>(["i", "w"]).row((1, "a")).subquery("v");
            select(v.c::<String>("w")).filter(v.c::<i32>("i").gt(0))
        }),
        "SELECT v.w FROM (VALUES ROW(?, ?)) AS v (i, w) WHERE v.i > ?",
        "WITH v(i, w) AS (VALUES (?, ?)) SELECT v.w FROM v WHERE v.i > ?",
        "WITH v(i, w) AS (VALUES (?, ?)) SELECT v.w FROM v WHERE v.i > ?"
    );
    better!(
        c.statement("values/join", || {
            let v = ids().subquery("v");
            select(book::title).join_on(&v, book::id.eq(v.c::<i32>("id")))
        }),
        "SELECT book.title FROM book INNER JOIN (VALUES ROW(?), ROW(?)) AS v (id) ON book.id = v.id",
        "WITH v(id) AS (VALUES (?), (?)) SELECT book.title FROM book INNER JOIN v ON book.id = v.id",
        "WITH v(id) AS (VALUES (?), (?)) SELECT book.title FROM book JOIN v ON book.id = v.id"
    );
    better!(
        c.statement("values/typed-cast", || {
            let day = |year| NaiveDate::from_ymd_opt(year, 1, 1);
            let v = values::<(NaiveDate,)>(["d"]).row((day(2020),)).subquery("v");
            select(v.c::<NaiveDate>("d")).filter(v.c::<NaiveDate>("d").gt(day(2019)))
        }),
        "SELECT v.d FROM (VALUES ROW(?)) AS v (d) WHERE v.d > ?",
        "WITH v(d) AS (VALUES (?)) SELECT v.d FROM v WHERE v.d > ?",
        "WITH v(d) AS (VALUES (?)) SELECT v.d FROM v WHERE v.d > ?"
    );
    c.statement("values/anonymous", || {
        let v = values::<(i32, String)>(["i", "w"]).row((1, "a")).subquery(None);
        select((v.c::<i32>("i"), v.c::<String>("w")))
    })
    .deviating(
        "without a name in FROM the text runs nowhere",
        &[
            ("postgresql", "SELECT anon_1.i, anon_1.w FROM (VALUES (?, ?)) AS anon_1 (i, w)"),
            ("mysql", "SELECT anon_1.i, anon_1.w FROM (VALUES ROW(?, ?)) AS anon_1 (i, w)"),
            ("mariadb", "WITH anon_1(i, w) AS (VALUES (?, ?)) SELECT anon_1.i, anon_1.w FROM anon_1"),
            ("sqlite", "WITH anon_1(i, w) AS (VALUES (?, ?)) SELECT anon_1.i, anon_1.w FROM anon_1"),
        ],
    );
    c.statement("values/scalar-values-in", || select(book::id).filter(book::id.in_(ids())))
        .deviating(ROWS, &[("mysql", "SELECT book.id FROM book WHERE book.id IN (VALUES ROW(?), ROW(?))")])
        .refused_on("mysql", NEEDS_ROW);
    c.statement("values/lateral", || {
        let v = values::<(Option<i32>,)>(["k"]).rows([(book::pages,), (book::publisher_id,)]).lateral("v");
        select((book::id, v.c::<Option<i32>>("k"))).join_on(&v, all_of([true; 0]))
    });
    c.statement("values/update-from", || {
        let v = values::<(i32, i32)>(["id", "n"]).rows([(1, 100), (2, 200)]).subquery("v");
        book::update().set(book::pages.to(v.c::<i32>("n"))).filter(book::id.eq(v.c::<i32>("id")))
    })
    .deviating(
        WITH,
        &[("sqlite", "WITH v(id, n) AS (VALUES (?, ?), (?, ?)) UPDATE book SET pages=v.n FROM v WHERE book.id = v.id")],
    );
}
