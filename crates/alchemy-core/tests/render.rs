//! Statements and expressions beside the text that SQLAlchemy has for them, named by the case of its corpus.
//!
//! What differs on purpose is not here: `= ANY ($1)` for `IN` where the database has arrays; an empty `IN`, which is
//! false, and an empty conjunction, which is true; `/`, which divides integers as Rust does.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;
use alchemy_core::{Compiled, Number, SqlValue};

table! {
    book ("book") {
        id: i64 [primary_key], title: String, isbn: Option<String>, publisher_id: Option<i64>, price: Option<f64>,
        pages: Option<i64>, weight: Option<f64>, format: Option<String>, in_print: Option<bool>,
    }
}
table! { publisher ("publisher") { id: i64 [primary_key], name: String, country: Option<String>, parent_id: Option<i64> } }
table! { author ("author") { id: i64 [primary_key], family: String } }
table! { book_author ("book_author") { book_id: i64 [primary_key], author_id: i64 [primary_key] } }
table! { review ("review") { book_id: i64 [primary_key], stars: i64 } }
table! { branch ("branch") { id: i64 [primary_key], name: String, city: Option<String> } }
table! { bits ("bits") { x: i64, y: i64, z: i64, s: String, t: String, p: bool, q: bool, r: bool } }

macro_rules! sql {
    ($statement:expr) => {
        $statement.compile(&Ansi).unwrap().text().to_owned()
    };
}

fn expr(node: impl IntoExpr<Value: SqlValue>) -> String {
    Compiled::of(&node.into_expr(), &Ansi).unwrap().text().to_owned()
}

fn check(cases: &[(&str, String, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(_, text, expected)| text != expected)
        .map(|(name, text, expected)| format!("{name}\n  is       {text}\n  expected {expected}\n"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.concat());
}

#[test]
fn statements_read_like_sqlalchemys() {
    check(&[
        ("select/one-column", sql!(select(book::title)), "SELECT book.title FROM book"),
        (
            "select/two-tables-comma",
            sql!(select((book::title, publisher::name))),
            "SELECT book.title, publisher.name FROM book, publisher",
        ),
        (
            "select/from-order-follows-columns",
            sql!(select((publisher::name, book::title, author::family))),
            "SELECT publisher.name, book.title, author.family FROM publisher, book, author",
        ),
        (
            "select/where-chained",
            sql!(select(book::id).filter(book::pages.gt(100)).filter(book::pages.lt(200))),
            "SELECT book.id FROM book WHERE book.pages > ? AND book.pages < ?",
        ),
        ("select/literal-value", sql!(select(literal(5))), "SELECT ? AS anon_1"),
        ("select/literal-with-where", sql!(select(literal(5)).filter(literal(1).eq(2))), "SELECT ? AS anon_1 WHERE ? = ?"),
        ("select/two-literals", sql!(select((literal(1), literal("two")))), "SELECT ? AS anon_1, ? AS anon_2"),
        ("select/select-from-adds", sql!(select(book::title).from(publisher::table())), "SELECT book.title FROM publisher, book"),
        (
            "select/select-from-two",
            sql!(select(func::count_all()).from(book::table()).from(author::table())),
            "SELECT count(*) AS count_1 FROM book, author",
        ),
        ("select/duplicate-column", sql!(select((book::id, book::id))), "SELECT book.id, book.id AS id__1 FROM book"),
        (
            "select/duplicate-column-thrice",
            sql!(select((book::id, book::title, book::id, book::id))),
            "SELECT book.id, book.title, book.id AS id__1, book.id AS id__2 FROM book",
        ),
        (
            "select/same-name-two-tables",
            sql!(select((book::id, publisher::id))),
            "SELECT book.id, publisher.id AS id_1 FROM book, publisher",
        ),
        (
            "select/same-name-three-tables",
            sql!(select((book::id, publisher::id, author::id))),
            "SELECT book.id, publisher.id AS id_1, author.id AS id_2 FROM book, publisher, author",
        ),
        (
            "select/expression-anon-labels-numbered",
            sql!(select((book::price * 2, book::pages + 1, book::weight - 1))),
            "SELECT book.price * ? AS anon_1, book.pages + ? AS anon_2, book.weight - ? AS anon_3 FROM book",
        ),
        (
            "select/function-auto-label-collide",
            sql!(select((func::lower(book::title), func::lower(book::isbn)))),
            "SELECT lower(book.title) AS lower_1, lower(book.isbn) AS lower_2 FROM book",
        ),
        (
            "select/cast-auto-label",
            sql!(select(book::price.cast::<i32>())),
            "SELECT CAST(book.price AS INTEGER) AS price FROM book",
        ),
        (
            "select/bool-column-expr",
            sql!(select(book::pages.gt(100).and(book::in_print))),
            "SELECT book.pages > ? AND book.in_print AS anon_1 FROM book",
        ),
        (
            "select/dml-like-name-param",
            sql!(select(book::id).filter(book::title.eq("a").or(book::title.eq("b")).or(book::title.eq("c")))),
            "SELECT book.id FROM book WHERE book.title = ? OR book.title = ? OR book.title = ?",
        ),
        (
            "label/in-order-by-renders-name",
            sql!(select((book::price * 2).label("dbl")).order_by((book::price * 2).label("dbl"))),
            "SELECT book.price * ? AS dbl FROM book ORDER BY dbl",
        ),
        (
            "label/in-order-by-desc",
            sql!(select((book::price * 2).label("dbl")).order_by((book::price * 2).label("dbl").desc())),
            "SELECT book.price * ? AS dbl FROM book ORDER BY dbl DESC",
        ),
        (
            "label/in-order-by-not-selected",
            sql!(select(book::id).order_by((book::price * 2).label("dbl"))),
            "SELECT book.id FROM book ORDER BY book.price * ?",
        ),
        (
            "label/in-order-by-nested-expression",
            sql!(select((book::price * 2).label("dbl")).order_by((book::price * 2).label("dbl") + 1)),
            "SELECT book.price * ? AS dbl FROM book ORDER BY book.price * ? + ?",
        ),
        ("label/nested-label", sql!(select(book::title.label("inner").label("outer"))), "SELECT book.title AS \"outer\" FROM book"),
        (
            "label/same-label-twice",
            sql!(select((book::title.label("v"), book::isbn.label("v")))),
            "SELECT book.title AS v, book.isbn AS v FROM book",
        ),
        (
            "label/order-by-column-whose-label-exists",
            sql!(select(book::title.label("name")).order_by(book::title)),
            "SELECT book.title AS name FROM book ORDER BY book.title",
        ),
        (
            "label/in-having",
            sql!(
                select((book::id, func::count(book::pages).label("cnt")))
                    .group_by(book::id)
                    .having(func::count(book::pages).label("cnt").gt(4))
            ),
            "SELECT book.id, count(book.pages) AS cnt FROM book GROUP BY book.id HAVING count(book.pages) > ?",
        ),
        (
            "label/bool-expr-label",
            sql!(select(book::pages.gt(3).or(book::in_print).label("ok"))),
            "SELECT book.pages > ? OR book.in_print AS ok FROM book",
        ),
        (
            "order/several",
            sql!(select(book::id).order_by((book::title, book::price.desc(), book::id.asc()))),
            "SELECT book.id FROM book ORDER BY book.title, book.price DESC, book.id ASC",
        ),
        (
            "order/chained",
            sql!(select(book::id).order_by(book::title).order_by(book::id.desc())),
            "SELECT book.id FROM book ORDER BY book.title, book.id DESC",
        ),
        (
            "order/desc-nulls-last",
            sql!(select(book::id).order_by(book::price.desc().nulls_last())),
            "SELECT book.id FROM book ORDER BY book.price DESC NULLS LAST",
        ),
        (
            "order/expression-desc",
            sql!(select(book::id).order_by((book::price + book::pages).desc())),
            "SELECT book.id FROM book ORDER BY book.price + book.pages DESC",
        ),
        (
            "order/comparison-desc",
            sql!(select(book::id).order_by(book::price.gt(4).desc())),
            "SELECT book.id FROM book ORDER BY book.price > ? DESC",
        ),
        (
            "order/bool-desc",
            sql!(select(book::id).order_by(book::price.gt(4).and(book::in_print).desc())),
            "SELECT book.id FROM book ORDER BY (book.price > ? AND book.in_print) DESC",
        ),
        (
            "order/before-where",
            sql!(select(book::id).limit(3).order_by(book::id).filter(book::pages.gt(1))),
            "SELECT book.id FROM book WHERE book.pages > ? ORDER BY book.id LIMIT ?",
        ),
        ("limit/limit-offset", sql!(select(book::id).limit(5).offset(7)), "SELECT book.id FROM book LIMIT ? OFFSET ?"),
        (
            "distinct/select-several",
            sql!(select((book::format, book::in_print)).distinct()),
            "SELECT DISTINCT book.format, book.in_print FROM book",
        ),
        (
            "distinct/count-distinct",
            sql!(select(func::count(book::format).distinct())),
            "SELECT count(DISTINCT book.format) AS count_1 FROM book",
        ),
        (
            "in/list",
            sql!(select(book::id).filter(book::pages.in_([1, 2, 3]))),
            "SELECT book.id FROM book WHERE book.pages IN (?, ?, ?)",
        ),
        (
            "in/negated-in",
            sql!(select(book::id).filter(!book::pages.in_([1, 2]))),
            "SELECT book.id FROM book WHERE (book.pages NOT IN (?, ?))",
        ),
        (
            "in/and-not-in",
            sql!(select(book::id).filter(book::pages.not_in([1, 2])).filter(book::in_print.is_null())),
            "SELECT book.id FROM book WHERE (book.pages NOT IN (?, ?)) AND book.in_print IS NULL",
        ),
        (
            "in/or-in",
            sql!(select(book::id).filter(book::pages.in_([1]).or(book::id.in_([2, 3])))),
            "SELECT book.id FROM book WHERE book.pages IN (?) OR book.id IN (?, ?)",
        ),
        (
            "in/subquery-select",
            sql!(select(book::id).filter(book::publisher_id.in_(select(publisher::id).filter(publisher::country.eq("NO"))))),
            "SELECT book.id FROM book WHERE book.publisher_id IN (SELECT publisher.id FROM publisher WHERE publisher.country = ?)",
        ),
        (
            "in/not-in-select",
            sql!(select(book::id).filter(book::publisher_id.not_in(select(publisher::id)))),
            "SELECT book.id FROM book WHERE (book.publisher_id NOT IN (SELECT publisher.id FROM publisher))",
        ),
        (
            "in/correlated-select",
            sql!(select(book::id).filter(book::pages.in_(select(review::stars).filter(review::book_id.eq(book::id))))),
            "SELECT book.id FROM book WHERE book.pages IN (SELECT review.stars FROM review WHERE review.book_id = book.id)",
        ),
        (
            "func/max-min",
            sql!(select((func::max(bits::x), func::min(bits::x)))),
            "SELECT max(bits.x) AS max_1, min(bits.x) AS min_1 FROM bits",
        ),
        (
            "agg/coalesce-sum",
            sql!(select(func::coalesce(func::sum(book::price), 0))),
            "SELECT coalesce(sum(book.price), ?) AS coalesce_1 FROM book",
        ),
        (
            "agg/filter-two",
            sql!(select(func::count(book::id).filter(book::pages.gt(100).and(book::in_print)))),
            "SELECT count(book.id) FILTER (WHERE book.pages > ? AND book.in_print) AS anon_1 FROM book",
        ),
        (
            "agg/group-by-having",
            sql!(select((book::publisher_id, func::count_all())).group_by(book::publisher_id).having(func::count_all().gt(1))),
            "SELECT book.publisher_id, count(*) AS count_1 FROM book GROUP BY book.publisher_id HAVING count(*) > ?",
        ),
        (
            "logic/having-or",
            sql!(select(book::format).group_by(book::format).having(func::count_all().gt(1).or(func::max(book::pages).gt(9)))),
            "SELECT book.format FROM book GROUP BY book.format HAVING count(*) > ? OR max(book.pages) > ?",
        ),
        (
            "group/having-two",
            sql!(
                select(book::format).group_by(book::format).having(func::count_all().gt(1)).having(func::max(book::pages).lt(900))
            ),
            "SELECT book.format FROM book GROUP BY book.format HAVING count(*) > ? AND max(book.pages) < ?",
        ),
        (
            "window/lists",
            sql!(select(
                func::sum(book::price).over().partition_by((book::format, book::in_print)).order_by((book::id, book::title.desc()))
            )),
            "SELECT sum(book.price) OVER (PARTITION BY book.format, book.in_print ORDER BY book.id, book.title DESC) AS anon_1 FROM book",
        ),
        (
            "window/label",
            sql!(select((book::id, func::row_number().over().order_by(book::id).label("rn")))),
            "SELECT book.id, row_number() OVER (ORDER BY book.id) AS rn FROM book",
        ),
        (
            "window/two-windows",
            sql!(select((func::row_number().over().order_by(book::id), func::row_number().over().order_by(book::title)))),
            "SELECT row_number() OVER (ORDER BY book.id) AS anon_1, row_number() OVER (ORDER BY book.title) AS anon_2 FROM book",
        ),
        (
            "window/arith",
            sql!(select(book::price - func::avg(book::price).over().partition_by(book::format))),
            "SELECT book.price - avg(book.price) OVER (PARTITION BY book.format) AS anon_1 FROM book",
        ),
        (
            "window/in-case",
            sql!(select(case_when(func::row_number().over().order_by(book::id).gt(3), "tail").otherwise("head"))),
            "SELECT CASE WHEN (row_number() OVER (ORDER BY book.id) > ?) THEN ? ELSE ? END AS anon_1 FROM book",
        ),
        (
            "case/auto-label",
            sql!(select(case_when(bits::x.gt(1), 1).otherwise(2))),
            "SELECT CASE WHEN (bits.x > ?) THEN ? ELSE ? END AS anon_1 FROM bits",
        ),
        (
            "case/in-order-desc",
            sql!(select(bits::x).order_by(case_when(bits::x.gt(1), 1).otherwise(2).desc())),
            "SELECT bits.x FROM bits ORDER BY CASE WHEN (bits.x > ?) THEN ? ELSE ? END DESC",
        ),
        (
            "join/explicit-on",
            sql!(select(book::title).join_on(publisher::table(), publisher::id.eq(book::publisher_id))),
            "SELECT book.title FROM book JOIN publisher ON publisher.id = book.publisher_id",
        ),
        (
            "join/on-or",
            sql!(
                select(book::title).join_on(
                    publisher::table(),
                    publisher::id.eq(book::publisher_id).or(publisher::parent_id.eq(book::publisher_id))
                )
            ),
            "SELECT book.title FROM book JOIN publisher ON publisher.id = book.publisher_id OR publisher.parent_id = book.publisher_id",
        ),
        (
            "join/on-compound",
            sql!(select(book::title).outer_join_on(review::table(), review::book_id.eq(book::id).and(review::stars.ge(4)))),
            "SELECT book.title FROM book LEFT OUTER JOIN review ON review.book_id = book.id AND review.stars >= ?",
        ),
        (
            "join/two-joins",
            sql!(
                select((book::title, author::family))
                    .from(book::table())
                    .join_on(book_author::table(), book_author::book_id.eq(book::id))
                    .join_on(author::table(), author::id.eq(book_author::author_id))
            ),
            "SELECT book.title, author.family FROM book JOIN book_author ON book_author.book_id = book.id JOIN author ON author.id = book_author.author_id",
        ),
        (
            "join/join-subquery",
            sql!({
                let r = select((review::book_id, func::count_all().label("n"))).group_by(review::book_id).subquery("r");
                select((book::title, r.c::<i64>("n"))).join_on(&r, r.c::<i64>("book_id").eq(book::id))
            }),
            "SELECT book.title, r.n FROM book JOIN (SELECT review.book_id AS book_id, count(*) AS n FROM review GROUP BY review.book_id) AS r ON r.book_id = book.id",
        ),
        (
            "subquery/duplicate-columns",
            sql!({
                let bp = select((book::id, publisher::id)).filter(book::publisher_id.eq(publisher::id)).subquery("bp");
                select((bp.c::<i64>("id"), bp.c::<i64>("id_1")))
            }),
            "SELECT bp.id, bp.id_1 FROM (SELECT book.id AS id, publisher.id AS id_1 FROM book, publisher WHERE book.publisher_id = publisher.id) AS bp",
        ),
        (
            "subquery/expression-column",
            sql!({
                let e = select((book::pages + 1, func::lower(book::title))).subquery("e");
                select((e.c::<i64>("anon_1"), e.c::<String>("lower_1")))
            }),
            "SELECT e.anon_1, e.lower_1 FROM (SELECT book.pages + ? AS anon_1, lower(book.title) AS lower_1 FROM book) AS e",
        ),
        (
            "subquery/literal-in-derived",
            sql!({
                let q = select((literal(5).label("five"), book::id)).subquery("q");
                select((q.c::<i64>("five"), q.c::<i64>("id")))
            }),
            "SELECT q.five, q.id FROM (SELECT ? AS five, book.id AS id FROM book) AS q",
        ),
        (
            "subquery/reuse",
            sql!({
                let q = select((book::id, book::pages)).subquery("q");
                select(q.c::<i64>("id"))
                    .filter(q.c::<i64>("pages").eq(select(func::max(q.c::<i64>("pages"))).from(&q).scalar_subquery()))
            }),
            "SELECT q.id FROM (SELECT book.id AS id, book.pages AS pages FROM book) AS q WHERE q.pages = (SELECT max(q.pages) AS max_1 FROM (SELECT book.id AS id, book.pages AS pages FROM book) AS q)",
        ),
        (
            "scalar/select-label",
            sql!(select((
                book::id,
                select(func::max(review::stars)).filter(review::book_id.eq(book::id)).scalar_subquery().label("best")
            ))),
            "SELECT book.id, (SELECT max(review.stars) AS max_1 FROM review WHERE review.book_id = book.id) AS best FROM book",
        ),
        (
            "scalar/uncorrelated",
            sql!(select((book::id, select(func::max(author::id)).scalar_subquery()))),
            "SELECT book.id, (SELECT max(author.id) AS max_1 FROM author) AS anon_1 FROM book",
        ),
        (
            "compare/scalar-subquery-right",
            sql!(select(book::id).filter(book::price.eq(select(func::max(book::price)).scalar_subquery()))),
            "SELECT book.id FROM book WHERE book.price = (SELECT max(book.price) AS max_1 FROM book)",
        ),
        ("scalar/select-no-from", sql!(select(select(literal(4)).scalar_subquery())), "SELECT (SELECT ? AS anon_2) AS anon_1"),
        (
            "scalar/nested-two-levels",
            sql!(select((
                publisher::id,
                select(select(func::count(review::stars)).filter(review::book_id.eq(book::id)).scalar_subquery())
                    .filter(book::publisher_id.eq(publisher::id))
                    .limit(1)
                    .scalar_subquery()
            ))),
            "SELECT publisher.id, (SELECT (SELECT count(review.stars) AS count_1 FROM review WHERE review.book_id = book.id) AS anon_2 FROM book WHERE book.publisher_id = publisher.id LIMIT ?) AS anon_1 FROM publisher",
        ),
        (
            "exists/columns-form",
            sql!(select(book::id).filter(select(review::stars).filter(review::book_id.eq(book::id)).exists())),
            "SELECT book.id FROM book WHERE EXISTS (SELECT review.stars FROM review WHERE review.book_id = book.id)",
        ),
        (
            "exists/select-exists-only",
            sql!(select(select(book::id).filter(book::pages.gt(3)).exists())),
            "SELECT EXISTS (SELECT book.id FROM book WHERE book.pages > ?) AS anon_1",
        ),
        (
            "exists/auto-correlate-two-tables",
            sql!(select((book::id, publisher::id)).filter(
                select(review::stars).filter(review::book_id.eq(book::id)).filter(review::stars.eq(publisher::id)).exists()
            )),
            "SELECT book.id, publisher.id AS id_1 FROM book, publisher WHERE EXISTS (SELECT review.stars FROM review WHERE review.book_id = book.id AND review.stars = publisher.id)",
        ),
        (
            "exists/no-correlate-in-from",
            sql!({
                let r = select(review::book_id).filter(review::book_id.eq(book::id)).subquery("r");
                select((book::id, r.c::<i64>("book_id")))
            }),
            "SELECT book.id, r.book_id FROM book, (SELECT review.book_id AS book_id FROM review, book WHERE review.book_id = book.id) AS r",
        ),
        (
            "logic/not-exists-and",
            sql!(select(bits::x).filter(bits::x.eq(1).and(!select(book::id).exists()))),
            "SELECT bits.x FROM bits WHERE bits.x = ? AND NOT (EXISTS (SELECT book.id FROM book))",
        ),
        ("logic/not-bool-column", sql!(select(bits::x).filter(!bits::p.expr())), "SELECT bits.x FROM bits WHERE NOT bits.p"),
        (
            "logic/bool-columns-mixed",
            sql!(select(bits::x).filter(bits::p.and(bits::q.or(!bits::r.expr())))),
            "SELECT bits.x FROM bits WHERE bits.p AND (bits.q OR NOT bits.r)",
        ),
        (
            "logic/select-where-two-ors",
            sql!(select(bits::x).filter(bits::x.eq(1).or(bits::y.eq(2))).filter(bits::z.eq(3).or(bits::y.eq(4)))),
            "SELECT bits.x FROM bits WHERE (bits.x = ? OR bits.y = ?) AND (bits.z = ? OR bits.y = ?)",
        ),
        (
            "insert/values-dict",
            sql!(branch::insert().values((branch::name.to("Main"), branch::city.to("Oslo")))),
            "INSERT INTO branch (name, city) VALUES (?, ?)",
        ),
        (
            "insert/multi-two",
            sql!(
                branch::insert()
                    .values([(branch::name.to("A"), branch::city.to("x")), (branch::name.to("B"), branch::city.to("y"))])
            ),
            "INSERT INTO branch (name, city) VALUES (?, ?), (?, ?)",
        ),
        (
            "insert/returning-expression",
            sql!(branch::insert().values(branch::name.to("A")).returning((branch::id + 1, func::lower(branch::name)))),
            "INSERT INTO branch (name) VALUES (?) RETURNING branch.id + ? AS anon_1, lower(branch.name) AS lower_1",
        ),
        (
            "insert/comparison-value",
            sql!(book::insert().values((book::title.to("x"), book::in_print.to(literal(3).gt(2))))),
            "INSERT INTO book (title, in_print) VALUES (?, (? > ?))",
        ),
        (
            "insert/case-value",
            sql!(book::insert().values(book::title.to(case_when(literal(1).eq(1), "a").otherwise("b")))),
            "INSERT INTO book (title) VALUES (CASE WHEN (? = ?) THEN ? ELSE ? END)",
        ),
        (
            "update/set-expression",
            sql!(book::update().set(book::price.to(book::price * 2 + 1)).filter(book::id.eq(1))),
            "UPDATE book SET price=(book.price * ? + ?) WHERE book.id = ?",
        ),
        (
            "update/set-and",
            sql!(book::update().set(book::in_print.to(book::pages.gt(10).and(book::price.lt(5))))),
            "UPDATE book SET in_print=(book.pages > ? AND book.price < ?)",
        ),
        (
            "update/set-not-bool",
            sql!(book::update().set(book::in_print.to(!book::in_print.expr()))),
            "UPDATE book SET in_print=NOT book.in_print",
        ),
        (
            "update/set-is-null",
            sql!(book::update().set(book::in_print.to(book::isbn.is_null()))),
            "UPDATE book SET in_print=(book.isbn IS NULL)",
        ),
        (
            "update/set-scalar-subquery",
            sql!(
                book::update()
                    .set(book::pages.to(
                        select(func::count_all()).from(review::table()).filter(review::book_id.eq(book::id)).scalar_subquery()
                    ))
            ),
            "UPDATE book SET pages=(SELECT count(*) AS count_1 FROM review WHERE review.book_id = book.id)",
        ),
        (
            "case/in-update",
            sql!(book::update().set(book::price.to(case_when(book::price.gt(100), book::price * 0.9).otherwise(book::price)))),
            "UPDATE book SET price=CASE WHEN (book.price > ?) THEN book.price * ? ELSE book.price END",
        ),
        (
            "update/returning",
            sql!(book::update().set(book::title.to("x")).filter(book::id.eq(1)).returning((book::id, book::title))),
            "UPDATE book SET title=? WHERE book.id = ? RETURNING book.id, book.title",
        ),
        (
            "delete/where-several",
            sql!(book::delete().filter(book::pages.gt(1)).filter(book::in_print.eq(false))),
            "DELETE FROM book WHERE book.pages > ? AND book.in_print = false",
        ),
        ("in/in-delete", sql!(book::delete().filter(book::id.not_in([1, 2]))), "DELETE FROM book WHERE (book.id NOT IN (?, ?))"),
        (
            "delete/in-select",
            sql!(review::delete().filter(review::book_id.in_(select(book::id).filter(book::in_print.eq(false))))),
            "DELETE FROM review WHERE review.book_id IN (SELECT book.id FROM book WHERE book.in_print = false)",
        ),
        (
            "delete/returning-expression",
            sql!(book::delete().returning((func::lower(book::title).label("lt"), book::pages * 2))),
            "DELETE FROM book RETURNING lower(book.title) AS lt, book.pages * ? AS anon_1",
        ),
    ]);
}

#[test]
fn expressions_read_like_sqlalchemys() {
    check(&[
        ("compare/le", expr(bits::x.le(5)), "bits.x <= ?"),
        ("compare/column-column", expr(bits::x.lt(bits::y)), "bits.x < bits.y"),
        ("compare/literal-left", expr(literal(5).lt(bits::x)), "? < bits.x"),
        ("compare/ne-none", expr(bits::x.ne(None::<i64>)), "bits.x IS NOT NULL"),
        ("compare/is-none", expr(bits::x.is_null()), "bits.x IS NULL"),
        ("compare/eq-false", expr(bits::p.eq(false)), "bits.p = false"),
        ("logic/bool-eq-bool", expr(bits::p.eq(bits::q)), "bits.p = bits.q"),
        ("compare/distinct-from-column", expr(bits::x.is_distinct_from(bits::y)), "bits.x IS DISTINCT FROM bits.y"),
        ("compare/distinct-from-none", expr(bits::x.is_distinct_from(None::<i64>)), "bits.x IS DISTINCT FROM NULL"),
        ("compare/distinct-from-true", expr(bits::p.is_distinct_from(true)), "bits.p IS DISTINCT FROM true"),
        ("compare/negated-distinct-from", expr(!bits::x.is_distinct_from(5)), "bits.x IS NOT DISTINCT FROM ?"),
        ("compare/distinct-from-expr", expr((bits::x + 1).is_distinct_from(bits::y * 2)), "bits.x + ? IS DISTINCT FROM bits.y * ?"),
        ("compare/eq-none-of-or", expr(bits::x.gt(1).or(bits::y.gt(1)).is_null()), "(bits.x > ? OR bits.y > ?) IS NULL"),
        ("compare/is-null-of-arith", expr((bits::x + bits::y).is_null()), "bits.x + bits.y IS NULL"),
        ("logic/or-as-operand", expr(bits::x.eq(1).or(bits::y.eq(2)).eq(bits::p)), "(bits.x = ? OR bits.y = ?) = bits.p"),
        ("logic/comparison-ne-comparison", expr(bits::x.gt(1).ne(bits::p)), "(bits.x > ?) != bits.p"),
        (
            "logic/and-three",
            expr(all_of([bits::x.eq(1), bits::y.eq(2), bits::z.eq(3)])),
            "bits.x = ? AND bits.y = ? AND bits.z = ?",
        ),
        ("logic/or-in-and", expr(bits::x.eq(1).and(bits::y.eq(2).or(bits::z.eq(3)))), "bits.x = ? AND (bits.y = ? OR bits.z = ?)"),
        ("logic/and-in-or", expr(bits::x.eq(1).or(bits::y.eq(2).and(bits::z.eq(3)))), "bits.x = ? OR bits.y = ? AND bits.z = ?"),
        (
            "logic/two-ors-in-and",
            expr(bits::x.eq(1).or(bits::y.eq(2)).and(bits::x.eq(3).or(bits::z.eq(4)))),
            "(bits.x = ? OR bits.y = ?) AND (bits.x = ? OR bits.z = ?)",
        ),
        (
            "logic/three-level",
            expr(bits::x.eq(1).or(bits::y.eq(2).and(bits::z.eq(3).or(bits::z.eq(4))))),
            "bits.x = ? OR bits.y = ? AND (bits.z = ? OR bits.z = ?)",
        ),
        ("logic/not-ne", expr(!bits::x.ne(1)), "bits.x = ?"),
        ("logic/not-lt", expr(!bits::x.lt(1)), "bits.x >= ?"),
        ("logic/not-ge", expr(!bits::x.ge(1)), "bits.x < ?"),
        ("logic/not-and", expr(!bits::x.eq(1).and(bits::y.eq(2))), "NOT (bits.x = ? AND bits.y = ?)"),
        ("logic/double-not-and", expr(!!bits::x.eq(1).and(bits::y.eq(2))), "NOT (NOT (bits.x = ? AND bits.y = ?))"),
        ("logic/not-single-and", expr(!all_of([bits::x.eq(1)])), "bits.x != ?"),
        ("logic/double-not-comparison", expr(!!bits::x.eq(1)), "bits.x = ?"),
        (
            "logic/not-in-and",
            expr(bits::x.eq(1).and(!bits::y.eq(2).or(bits::z.eq(3)))),
            "bits.x = ? AND NOT (bits.y = ? OR bits.z = ?)",
        ),
        (
            "logic/in-in-or",
            expr(bits::x.in_([1, 2]).or(bits::s.like("a%")).or(bits::y.between(3, 4))),
            "bits.x IN (?, ?) OR bits.s LIKE ? OR bits.y BETWEEN ? AND ?",
        ),
        (
            "logic/not-between-in-and",
            expr((!bits::x.between(1, 2)).and(bits::y.eq(3))),
            "bits.x NOT BETWEEN ? AND ? AND bits.y = ?",
        ),
        ("like/not-like-in-or", expr(bits::s.not_like("a%").or(bits::t.like("b%"))), "bits.s NOT LIKE ? OR bits.t LIKE ?"),
        ("between/expressions", expr(bits::x.between(bits::y - 1, bits::y + 1)), "bits.x BETWEEN bits.y - ? AND bits.y + ?"),
        ("between/arith-left", expr((bits::x * 2).between(1, 3)), "bits.x * ? BETWEEN ? AND ?"),
        ("between/double-not", expr(!!bits::x.between(1, 10)), "bits.x BETWEEN ? AND ?"),
        ("like/negated", expr(!bits::s.like("a%")), "bits.s NOT LIKE ?"),
        ("like/concat-pattern", expr(bits::s.like(bits::t.concat("%"))), "bits.s LIKE (bits.t || ?)"),
        ("like/function-left", expr(func::lower(bits::s).like("a%")), "lower(bits.s) LIKE ?"),
        ("like/negated-ilike", expr(!bits::s.ilike("A%")), "lower(bits.s) NOT LIKE lower(?)"),
        ("like/ilike-column", expr(bits::s.ilike(bits::t)), "lower(bits.s) LIKE lower(bits.t)"),
        ("like/contains-autoescape", expr(bits::s.contains("50%_a/b")), "bits.s LIKE '%' || ? || '%' ESCAPE '/'"),
        ("like/contains-autoescape-plain", expr(bits::s.contains("plain")), "bits.s LIKE '%' || ? || '%' ESCAPE '/'"),
        ("like/contains-expression", expr(bits::s.contains(func::lower(bits::t))), "bits.s LIKE '%' || lower(bits.t) || '%'"),
        ("like/startswith-autoescape", expr(bits::s.starts_with("10%")), "bits.s LIKE ? || '%' ESCAPE '/'"),
        ("like/startswith-column", expr(bits::s.starts_with(bits::t)), "bits.s LIKE bits.t || '%'"),
        ("like/endswith-autoescape", expr(bits::s.ends_with("_x")), "bits.s LIKE '%' || ? ESCAPE '/'"),
        ("like/endswith-column", expr(bits::s.ends_with(bits::t)), "bits.s LIKE '%' || bits.t"),
        ("like/like-eq-bool", expr(bits::s.like("a%").eq(bits::p)), "(bits.s LIKE ?) = bits.p"),
        (
            "like/case-left",
            expr(case_when(bits::x.eq(1), bits::s).otherwise(bits::t).like("k%")),
            "CASE WHEN (bits.x = ?) THEN bits.s ELSE bits.t END LIKE ?",
        ),
        ("arith/sum-then-mul", expr((bits::x + bits::y) * bits::z), "(bits.x + bits.y) * bits.z"),
        ("arith/mul-then-add", expr(bits::x * bits::y + bits::z), "bits.x * bits.y + bits.z"),
        ("arith/add-chain", expr(bits::x + bits::y + bits::z), "bits.x + bits.y + bits.z"),
        ("arith/mul-right-nested", expr(bits::x * (bits::y * bits::z)), "bits.x * bits.y * bits.z"),
        ("arith/sub-right-nested", expr(bits::x - (bits::y - bits::z)), "bits.x - (bits.y - bits.z)"),
        ("arith/add-of-sub", expr(bits::x + (bits::y - bits::z)), "bits.x + (bits.y - bits.z)"),
        ("arith/add-then-sub", expr((bits::x + bits::y) - bits::z), "(bits.x + bits.y) - bits.z"),
        ("arith/mod-of-mul", expr(bits::x % (bits::y * bits::z)), "bits.x % (bits.y * bits.z)"),
        ("arith/mod-of-sum", expr((bits::x + bits::y) % bits::z), "(bits.x + bits.y) % bits.z"),
        ("arith/sum-of-mod", expr(bits::x + bits::y % bits::z), "bits.x + bits.y % bits.z"),
        ("arith/floordiv-in-add", expr(literal(1) + bits::x.floor_div(bits::y)), "? + bits.x / bits.y"),
        (
            "arith/nested-deep",
            expr(bits::x * (bits::y + (bits::z - (bits::x * (bits::y - 1))))),
            "bits.x * (bits.y + (bits.z - bits.x * (bits.y - ?)))",
        ),
        ("arith/eq-both-sides", expr((bits::x + bits::y).eq(bits::z * 2)), "bits.x + bits.y = bits.z * ?"),
        ("arith/in-function", expr(func::call::<i64>("abs", bits::x + bits::y)), "abs(bits.x + bits.y)"),
        (
            "arith/scalar-subquery-in-arith",
            expr(select(func::max(bits::z)).scalar_subquery() + 1),
            "(SELECT max(bits.z) AS max_1 FROM bits) + ?",
        ),
        ("arith/label-in-arith", expr((bits::x + 1).label("k") + (bits::y * 2).label("l")), "bits.x + ? + bits.y * ?"),
        ("label/compare-label", expr((book::price + 1).label("q").eq(7)), "book.price + ? = ?"),
        ("concat/four", expr(bits::s.concat("a").concat(bits::t).concat("b")), "bits.s || ? || bits.t || ?"),
        ("concat/compare", expr(bits::s.concat(bits::t).eq("ab")), "(bits.s || bits.t) = ?"),
        ("cast/expression", expr((bits::x + bits::y).cast::<Number>()), "CAST(bits.x + bits.y AS NUMERIC)"),
        ("cast/integer", expr(bits::s.cast::<i32>()), "CAST(bits.s AS INTEGER)"),
        ("func/cast-result", expr(func::call::<String>("f", bits::x).cast::<i32>().eq(1)), "CAST(f(bits.x) AS INTEGER) = ?"),
        (
            "func/and-arg",
            expr(func::call::<i64>("iif", (bits::x.gt(1).and(bits::y.gt(2)), literal(1), literal(0)))),
            "iif(bits.x > ? AND bits.y > ?, ?, ?)",
        ),
        ("func/compare-functions", expr(func::lower(bits::s).eq(func::lower("ABC"))), "lower(bits.s) = lower(?)"),
        ("func/coalesce-typed", expr(func::coalesce(bits::s, "none").concat(bits::t)), "coalesce(bits.s, ?) || bits.t"),
        ("case/searched", expr(case_when(bits::x.gt(1), "big").end()), "CASE WHEN (bits.x > ?) THEN ? END"),
        (
            "case/else-column",
            expr(case_when(bits::x.is_null(), bits::y).otherwise(bits::x)),
            "CASE WHEN (bits.x IS NULL) THEN bits.y ELSE bits.x END",
        ),
        (
            "case/then-expression",
            expr(case_when(bits::x.gt(1), bits::x * 2 + 1).otherwise(bits::y - 1)),
            "CASE WHEN (bits.x > ?) THEN bits.x * ? + ? ELSE bits.y - ? END",
        ),
        (
            "case/then-comparison",
            expr(case_when(bits::x.gt(1), bits::y.gt(2)).otherwise(bits::z.gt(3))),
            "CASE WHEN (bits.x > ?) THEN bits.y > ? ELSE bits.z > ? END",
        ),
        (
            "case/when-and",
            expr(case([(bits::x.gt(1).and(bits::y.lt(2)), 1)], 0)),
            "CASE WHEN (bits.x > ? AND bits.y < ?) THEN ? ELSE ? END",
        ),
        ("case/when-not", expr(case_when(!bits::p.expr(), 1).otherwise(0)), "CASE WHEN NOT bits.p THEN ? ELSE ? END"),
        ("case/when-bool-column", expr(case_when(bits::p, 1).otherwise(0)), "CASE WHEN bits.p THEN ? ELSE ? END"),
        ("case/when-in", expr(case_when(bits::x.in_([1, 2]), 1).otherwise(0)), "CASE WHEN (bits.x IN (?, ?)) THEN ? ELSE ? END"),
        (
            "case/nested-then",
            expr(case_when(bits::x.gt(1), case_when(bits::y.gt(1), "a").otherwise("b")).otherwise("c")),
            "CASE WHEN (bits.x > ?) THEN CASE WHEN (bits.y > ?) THEN ? ELSE ? END ELSE ? END",
        ),
        (
            "case/compared",
            expr(case_when(bits::x.gt(1), "a").otherwise("b").eq("a")),
            "CASE WHEN (bits.x > ?) THEN ? ELSE ? END = ?",
        ),
        ("case/is-null", expr(case_when(bits::x.gt(1), 1).end().is_null()), "CASE WHEN (bits.x > ?) THEN ? END IS NULL"),
    ]);
}

#[test]
fn wildcards_in_a_bound_text_are_escaped_and_the_text_stays_the_same() {
    let find = |text: &str| select(bits::x).filter(bits::s.contains(text)).compile(&Ansi).unwrap();
    let (plain, odd) = (find("plain"), find("50%_a/b"));
    assert_eq!(plain.text(), "SELECT bits.x FROM bits WHERE (bits.s LIKE '%' || ? || '%' ESCAPE '/')");
    assert_eq!(plain.text(), odd.text());
    assert_eq!((plain.params(), odd.params()), (&["plain".into()][..], &["50/%/_a//b".into()][..]));
}

#[test]
fn a_list_of_one_condition_is_that_condition_among_others() {
    let either = || bits::y.eq(2).or(bits::z.eq(3));
    assert_eq!(expr(bits::x.eq(1).and(any_of([either()]))), "bits.x = ? AND (bits.y = ? OR bits.z = ?)");
    assert_eq!(expr(bits::x.eq(1).and(any_of([bits::y.not_in([2])]))), "bits.x = ? AND (bits.y NOT IN (?))");
    assert_eq!(expr(!all_of([either()])), "NOT (bits.y = ? OR bits.z = ?)");
}

#[test]
fn a_label_stands_for_its_expression_only_where_the_database_knows_it() {
    let double = || (bits::x * 2).label("d");
    let rank = select((double(), func::rank().over().order_by(double().desc()))).order_by(double());
    assert_eq!(sql!(rank), "SELECT bits.x * ? AS d, rank() OVER (ORDER BY bits.x * ? DESC) AS anon_1 FROM bits ORDER BY d",);
}

#[test]
fn a_generated_name_is_never_one_that_is_there() {
    let named = select((bits::x.label("id_1"), book::id, publisher::id));
    assert_eq!(sql!(named), "SELECT bits.x AS id_1, book.id, publisher.id AS id_2 FROM bits, book, publisher");
    let casts = select((book::price, book::price.cast::<i32>(), literal(1).cast::<i32>()));
    assert_eq!(sql!(casts), "SELECT book.price, CAST(book.price AS INTEGER) AS price__1, CAST(? AS INTEGER) AS anon_1 FROM book",);
}

#[test]
fn a_case_may_be_null_if_one_of_its_values_may() {
    let _: Select<i64> = select(case_when(bits::p, 1_i64).when(bits::q, bits::x).otherwise(3_i64));
    let _: Select<Option<i64>> = select(case_when(bits::p, 1_i64).when(bits::q, book::pages).otherwise(3_i64));
    let _: Select<Option<i64>> = select(case_when(bits::p, 1_i64).otherwise(book::pages));
    let _: Select<Option<i64>> = select(case_when(bits::p, 1_i64).end());
    let _: Select<Option<i64>> = select(case([(bits::p, 1_i64)], book::pages));
    let none: [(Expr<bool>, i64); 0] = [];
    assert_eq!(sql!(select(case(none, bits::x).label("x"))), "SELECT bits.x AS x FROM bits");
}
