//! Neighbours of the cases of the golden records: combinations that a program would write next, beside the text that
//! SQLAlchemy 2.1 compiles them to for the dialect without a database.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use alchemy_core::dialect::Ansi;
use alchemy_core::{BitOperators as _, Compiled, LabelStyle, SqlValue, any, exists, named, tuple};
use alchemy_core::{NullsOperators as _, prelude::*};

table! {
    book ("book") {
        id: i32 [primary_key], title: String, isbn: Option<String>, publisher_id: Option<i32> [references = publisher.id],
        category_id: Option<i32> [references = category.id], price: Option<f64>, pages: Option<i32>, weight: Option<f64>,
        format: Option<String>, in_print: Option<bool>,
    }
}
table! { publisher ("publisher") { id: i32 [primary_key], name: String, country: Option<String>, parent_id: Option<i32> } }
table! { author ("author") { id: i32 [primary_key], family: String } }
table! {
    book_author ("book_author") {
        book_id: i32 [primary_key, references = book.id], author_id: i32 [primary_key, references = author.id],
    }
}
table! { category ("category") { id: i32 [primary_key], name: String, parent_id: Option<i32> } }
table! { review ("review") { book_id: i32 [primary_key, references = book.id], stars: i16 } }
table! { holding ("holding") { id: i32 [primary_key], book_id: i32 [references = book.id] } }
table! { bits ("bits") { x: i32, y: i32, z: i32, s: String, t: String, f: f64, p: bool, q: bool, r: bool } }

const X: Column<i32> = bits::x;
const Y: Column<i32> = bits::y;
const Z: Column<i32> = bits::z;
const S: Column<String> = bits::s;
const T: Column<String> = bits::t;
const P: Column<bool> = bits::p;
const Q: Column<bool> = bits::q;

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
fn conditions_rows_and_names_read_like_sqlalchemys() {
    check(&[
        ("logic/not-p-and-not-q", expr((!P).and(!Q)), "NOT bits.p AND NOT bits.q"),
        ("logic/not-case", expr(!case_when(X.gt(1), P).otherwise(Q)), "NOT CASE WHEN (bits.x > ?) THEN bits.p ELSE bits.q END"),
        (
            "tuple/eq-subq",
            sql!({
                select(book::id).filter(
                    tuple((book::id, book::pages.type_coerce::<Option<i16>>()))
                        .eq(select((func::max(review::book_id), func::max(review::stars)))),
                )
            }),
            "SELECT book.id FROM book WHERE (book.id, book.pages) = (SELECT max(review.book_id) AS max_1, max(review.stars) AS max_2 FROM review)",
        ),
        (
            "tuple/in-union",
            sql!({
                select(X)
                    .filter(tuple((X, Y)).in_(select((book::id, book::pages)).union(select((author::id, author::id.nullable())))))
            }),
            "SELECT bits.x FROM bits WHERE (bits.x, bits.y) IN (SELECT book.id, book.pages FROM book UNION SELECT author.id, author.id AS id__1 FROM author)",
        ),
        ("tuple/in-with-none", expr(tuple((X, Y)).in_([(1, None::<i32>)])), "(bits.x, bits.y) IN ((?, ?))"),
        (
            "case/value-expr-of",
            expr(case_of(Y).when(X + 1, "a").when(X * 2, "b").otherwise("c")),
            "CASE bits.y WHEN (bits.x + ?) THEN ? WHEN (bits.x * ?) THEN ? ELSE ? END",
        ),
        ("case/not-when", expr(case_when(!P.or(Q), 1).otherwise(0)), "CASE WHEN (NOT (bits.p OR bits.q)) THEN ? ELSE ? END"),
        (
            "in/text-columns",
            sql!(select(book::id).filter(book::id.in_(text("SELECT id FROM t").columns::<i32>()))),
            "SELECT book.id FROM book WHERE book.id IN (SELECT id FROM t)",
        ),
        (
            "func/filter-op-after",
            expr(func::count(book::id).filter(book::pages.gt(1)) + 1),
            "(count(book.id) FILTER (WHERE book.pages > ?)) + ?",
        ),
        (
            "order/nulls-expr",
            sql!({ select(book::id).order_by(((book::pages + 1).nulls_first(), func::lower(book::title).asc().nulls_last())) }),
            "SELECT book.id FROM book ORDER BY (book.pages + ?) NULLS FIRST, lower(book.title) ASC NULLS LAST",
        ),
        (
            "label/anon-mixed",
            sql!({
                select((
                    book::id + 1,
                    book::pages,
                    -book::pages,
                    book::pages.in_([1]),
                    exists().filter(author::id.eq(1)),
                    case_when(book::pages.gt(1), 1).end(),
                ))
            }),
            "SELECT book.id + ? AS anon_1, book.pages, -book.pages, book.pages IN (?) AS anon_2, EXISTS (SELECT * FROM author WHERE author.id = ?) AS anon_3, CASE WHEN (book.pages > ?) THEN ? END AS anon_4 FROM book",
        ),
        ("label/neg", sql!(select(-book::pages.label("k"))), "SELECT -book.pages AS k FROM book"),
        (
            "label/not-func",
            sql!({
                select((!func::call::<bool>("f", book::id).expr(), !book::id.cast::<bool>(), !book::in_print.or(book::pages.gt(1))))
            }),
            "SELECT NOT f(book.id) AS f_1, NOT CAST(book.id AS BOOLEAN) AS id, NOT (book.in_print OR book.pages > ?) AS anon_1 FROM book",
        ),
        (
            "select/dup-three-tables",
            sql!(select((publisher::id, book::id, book::id, author::id, publisher::id))),
            "SELECT publisher.id, book.id AS id_1, book.id AS id__1, author.id AS id_2, publisher.id AS id__2 FROM publisher, book, author",
        ),
        (
            "more/many-dups",
            sql!({
                select((
                    book::id,
                    book::id.cast::<String>(),
                    book::id,
                    book::id,
                    publisher::id,
                    book::id.cast::<i32>(),
                    publisher::id.cast::<i32>(),
                ))
            }),
            "SELECT book.id, CAST(book.id AS VARCHAR) AS id__1, book.id AS id_1, book.id AS id__2, publisher.id AS id_2, CAST(book.id AS INTEGER) AS id__3, CAST(publisher.id AS INTEGER) AS id__4 FROM book, publisher",
        ),
        (
            "more/many-dups2",
            sql!(select((book::id.cast::<String>(), book::id, book::id, publisher::id, book::id))),
            "SELECT CAST(book.id AS VARCHAR) AS id, book.id AS id_1, book.id AS id__1, publisher.id AS id_2, book.id AS id__2 FROM book, publisher",
        ),
        (
            "more/many-dups3",
            sql!(select((publisher::id, book::id, book::id, book::id, publisher::id, publisher::id))),
            "SELECT publisher.id, book.id AS id_1, book.id AS id__1, book.id AS id__2, publisher.id AS id__3, publisher.id AS id__4 FROM publisher, book",
        ),
        (
            "more/dups-label",
            sql!(select((book::title.label("id"), publisher::id, publisher::id, book::id))),
            "SELECT book.title AS id, publisher.id AS id_1, publisher.id AS id__1, book.id AS id_2 FROM book, publisher",
        ),
        (
            "more/cast-dup-tablename",
            sql!({
                select((book::id, book::id.cast::<String>(), book::id, publisher::id, publisher::id.cast::<String>()))
                    .label_style(LabelStyle::TableColumn)
            }),
            "SELECT book.id AS book_id, CAST(book.id AS VARCHAR) AS book_id_1, book.id AS book_id__1, publisher.id AS publisher_id, CAST(publisher.id AS VARCHAR) AS publisher_id_1 FROM book, publisher",
        ),
        (
            "more/neg-tablename",
            sql!(select((-book::pages, !book::in_print, book::id)).label_style(LabelStyle::TableColumn)),
            "SELECT -book.pages, NOT book.in_print AS book_in_print, book.id AS book_id FROM book",
        ),
        (
            "more/neg-sub",
            sql!(select(select((-book::pages, !book::in_print, book::id)).subquery("q").all())),
            "SELECT q.anon_1, q.in_print, q.id FROM (SELECT -book.pages AS anon_1, NOT book.in_print AS in_print, book.id AS id FROM book) AS q",
        ),
        (
            "more/bitnot-col",
            sql!(select((book::pages.bitwise_not(), -book::price, book::pages.bitwise_not() + 1))),
            "SELECT ~book.pages, -book.price, ~book.pages + ? AS anon_1 FROM book",
        ),
        (
            "more/not-over",
            sql!(select((book::id, !func::call::<bool>("bool_or", book::in_print).over()))),
            "SELECT book.id, NOT bool_or(book.in_print) OVER () AS anon_1 FROM book",
        ),
        (
            "more/not-param",
            sql!(select(book::id).filter(!param::<bool>("v").default_value(true)).params(())),
            "SELECT book.id FROM book WHERE NOT ?",
        ),
        (
            "alias/of-subquery",
            sql!({
                let q = select(book::id).subquery("q");
                let r = q.alias("r");
                select((q.c(book::id), r.c(book::id))).filter(q.c(book::id).eq(r.c(book::id)))
            }),
            "SELECT q.id, r.id AS id_1 FROM (SELECT book.id AS id FROM book) AS q, (SELECT book.id AS id FROM book) AS r WHERE q.id = r.id",
        ),
        (
            "group/reset",
            sql!(select(func::count_all()).from(book).group_by(book::format).without_groups()),
            "SELECT count(*) AS count_1 FROM book",
        ),
        (
            "bind/literal-execute-list",
            sql!({
                let ids = param_list::<i32>("ids").inlined();
                select(book::id).filter(book::id.in_(&ids)).params(ids.to([1, 2]))
            }),
            "SELECT book.id FROM book WHERE book.id IN (1, 2)",
        ),
    ]);
}

#[test]
fn other_neighbours_read_like_sqlalchemys() {
    check(&[
        ("logic/not-and-of-not", expr(!(!X.eq(1)).and(!Y.eq(2))), "NOT (bits.x != ? AND bits.y != ?)"),
        ("logic/not-or-nested", expr(!X.eq(1).or(Y.eq(2).and(Z.eq(3)))), "NOT (bits.x = ? OR bits.y = ? AND bits.z = ?)"),
        (
            "logic/or-eq-and",
            expr(X.eq(1).or(Y.eq(2)).eq(X.eq(3).and(Y.eq(4)))),
            "(bits.x = ? OR bits.y = ?) = (bits.x = ? AND bits.y = ?)",
        ),
        (
            "compare/isdist-or",
            expr(X.is_distinct_from(Y).or(X.is_not_distinct_from(Z))),
            "bits.x IS DISTINCT FROM bits.y OR bits.x IS NOT DISTINCT FROM bits.z",
        ),
        ("compare/is-null-comparison", expr(X.eq(Y).is_null()), "(bits.x = bits.y) IS NULL"),
        (
            "compare/case-eq-case",
            expr(case_when(X.gt(1), 1).otherwise(2).eq(case_when(Y.gt(1), 1).otherwise(2))),
            "CASE WHEN (bits.x > ?) THEN ? ELSE ? END = CASE WHEN (bits.y > ?) THEN ? ELSE ? END",
        ),
        (
            "in/not-in-union-all",
            sql!({ select(book::id).filter(book::id.not_in(select(review::book_id).union_all(select(holding::book_id)))) }),
            "SELECT book.id FROM book WHERE (book.id NOT IN (SELECT review.book_id FROM review UNION ALL SELECT holding.book_id FROM holding))",
        ),
        (
            "in/select-distinct-order",
            sql!({ select(book::id).filter(book::id.in_(select(review::book_id).distinct().order_by(review::book_id).limit(2))) }),
            "SELECT book.id FROM book WHERE book.id IN (SELECT DISTINCT review.book_id FROM review ORDER BY review.book_id LIMIT ?)",
        ),
        (
            "in/subq-members",
            expr(X.in_([select(func::max(Y)).scalar_subquery(), literal(Some(3))])),
            "bits.x IN ((SELECT max(bits.y) AS max_1 FROM bits), ?)",
        ),
        ("between/neg", expr((-X).between(-Y, -Z)), "-bits.x BETWEEN -bits.y AND -bits.z"),
        ("between/eq", expr(X.between(1, 2).eq(Y.between(3, 4))), "(bits.x BETWEEN ? AND ?) = (bits.y BETWEEN ? AND ?)"),
        ("like/is-true", expr(S.like("a").is(true)), "(bits.s LIKE ?) IS true"),
        ("arith/sub-sub-right", expr(X - (Y - (Z - 1))), "bits.x - (bits.y - (bits.z - ?))"),
        ("arith/int-div-int-add", expr((X + Y) / (X - Y)), "(bits.x + bits.y) / CAST((bits.x - bits.y) AS NUMERIC)"),
        ("bitwise/and-of-shift", expr(X.bitwise_and(Y.bitwise_lshift(Z))), "bits.x & (bits.y << bits.z)"),
        (
            "case/nested-else",
            expr(case_when(X.gt(1), "a").otherwise(case_when(Y.gt(1), "b").otherwise("c"))),
            "CASE WHEN (bits.x > ?) THEN ? ELSE CASE WHEN (bits.y > ?) THEN ? ELSE ? END END",
        ),
        ("case/sum", expr(func::sum(case_when(P, 1).otherwise(0))), "sum(CASE WHEN bits.p THEN ? ELSE ? END)"),
        ("cast/neg", expr(-S.cast::<i32>()), "-CAST(bits.s AS INTEGER)"),
        (
            "agg/having-and",
            sql!({
                select(book::format)
                    .group_by(book::format)
                    .having(func::count_all().gt(1).and(func::avg(book::pages).lt(5)))
                    .having(func::max(book::id).ne(3))
            }),
            "SELECT book.format FROM book GROUP BY book.format HAVING count(*) > ? AND avg(book.pages) < ? AND max(book.id) != ?",
        ),
        (
            "agg/agg-in-subq",
            sql!({
                let q = select(func::count(book::id).label("n")).group_by(book::format).subquery(None);
                select(func::avg(q.c::<i64>("n")))
            }),
            "SELECT avg(anon_1.n) AS avg_1 FROM (SELECT count(book.id) AS n FROM book GROUP BY book.format) AS anon_1",
        ),
        (
            "window/compare",
            sql!(select((book::id, (func::row_number().over().order_by(book::id) % 2).eq(0).label("even")))),
            "SELECT book.id, row_number() OVER (ORDER BY book.id) % ? = ? AS even FROM book",
        ),
        (
            "window/cte-top",
            sql!({
                let k = select((book::id, func::row_number().over().partition_by(book::format).order_by(book::price).label("rn")))
                    .cte("c");
                select(k.c(book::id)).filter(k.c::<i64>("rn").le(3))
            }),
            "WITH c AS (SELECT book.id AS id, row_number() OVER (PARTITION BY book.format ORDER BY book.price) AS rn FROM book) SELECT c.id FROM c WHERE c.rn <= ?",
        ),
        (
            "window/agg-of-agg",
            sql!(select((book::format, func::sum(func::count(book::id)).over())).group_by(book::format)),
            "SELECT book.format, sum(count(book.id)) OVER () AS anon_1 FROM book GROUP BY book.format",
        ),
        (
            "order/label-object",
            sql!({
                let l = (book::pages * 2).label("d");
                select((book::id, l.clone())).order_by((l.desc(), book::id))
            }),
            "SELECT book.id, book.pages * ? AS d FROM book ORDER BY d DESC, book.id",
        ),
        (
            "order/is-null-desc",
            sql!(select(book::id).order_by(book::price.is_null().desc())),
            "SELECT book.id FROM book ORDER BY book.price IS NULL DESC",
        ),
        (
            "limit/sub-limit",
            sql!({
                let q = select(book::id).order_by(book::id).limit(5).offset(2).subquery("q");
                select(q.c(book::id)).limit(1)
            }),
            "SELECT q.id FROM (SELECT book.id AS id FROM book ORDER BY book.id LIMIT ? OFFSET ?) AS q LIMIT ?",
        ),
        (
            "limit/scalar-limit",
            sql!({
                select(book::id)
                    .filter(book::id.eq(select(review::book_id).order_by(review::stars.desc()).limit(1).scalar_subquery()))
            }),
            "SELECT book.id FROM book WHERE book.id = (SELECT review.book_id FROM review ORDER BY review.stars DESC LIMIT ?)",
        ),
        (
            "group/join",
            sql!({
                select((publisher::name, func::count(book::id)))
                    .outer_join_on(book, book::publisher_id.eq(publisher::id))
                    .group_by((publisher::id, publisher::name))
            }),
            "SELECT publisher.name, count(book.id) AS count_1 FROM publisher LEFT OUTER JOIN book ON book.publisher_id = publisher.id GROUP BY publisher.id, publisher.name",
        ),
        (
            "join/chain4",
            sql!({ select(author::family).from(author).join(book_author).join(book).join(publisher).outer_join(category) }),
            "SELECT author.family FROM author JOIN book_author ON author.id = book_author.author_id JOIN book ON book.id = book_author.book_id JOIN publisher ON publisher.id = book.publisher_id LEFT OUTER JOIN category ON category.id = book.category_id",
        ),
        (
            "join/self-three",
            sql!({
                let u = category::alias("u");
                let v = category::alias("v");
                select((category::name, u.c(category::name), v.c(category::name)))
                    .join_on(&u, category::parent_id.eq(u.c(category::id)))
                    .outer_join_on(&v, u.c(category::parent_id).eq(v.c(category::id)))
            }),
            "SELECT category.name, u.name AS name_1, v.name AS name_2 FROM category JOIN category AS u ON category.parent_id = u.id LEFT OUTER JOIN category AS v ON u.parent_id = v.id",
        ),
        (
            "join/union-sub",
            sql!({
                let u = select(book::id).union_all(select(author::id)).subquery("u");
                select(publisher::name).join_on(&u, u.c(book::id).eq(publisher::id))
            }),
            "SELECT publisher.name FROM publisher JOIN (SELECT book.id AS id FROM book UNION ALL SELECT author.id AS id FROM author) AS u ON u.id = publisher.id",
        ),
        (
            "join/cte-join-cte",
            sql!({
                let c1 = select((book::id, book::publisher_id)).cte("c1");
                let c2 = select(publisher::id).cte("c2");
                select(c1.c(book::id)).join_on(&c2, c2.c(publisher::id).eq(c1.c(book::publisher_id)))
            }),
            "WITH c1 AS (SELECT book.id AS id, book.publisher_id AS publisher_id FROM book), c2 AS (SELECT publisher.id AS id FROM publisher) SELECT c1.id FROM c1 JOIN c2 ON c2.id = c1.publisher_id",
        ),
        (
            "alias/two-anon-same",
            sql!({
                let k = book::alias(None);
                let l = book::alias(None);
                select((k.c(book::id), l.c(book::id))).filter(k.c(book::id).lt(l.c(book::id)))
            }),
            "SELECT book_1.id, book_2.id AS id_1 FROM book AS book_1, book AS book_2 WHERE book_1.id < book_2.id",
        ),
        (
            "alias/cte-two",
            sql!({
                let q = select(book::id).cte("q");
                let r = q.alias("r");
                let s = q.alias("s");
                select((r.c(book::id), s.c(book::id))).filter(r.c(book::id).eq(s.c(book::id)))
            }),
            "WITH q AS (SELECT book.id AS id FROM book) SELECT r.id, s.id AS id_1 FROM q AS r, q AS s WHERE r.id = s.id",
        ),
        (
            "label/in-func",
            sql!({
                let l = (book::pages + 1).label("k");
                select((l.clone(), func::abs(l.clone()), l * 2))
            }),
            "SELECT book.pages + ? AS k, abs(book.pages + ?) AS abs_1, (book.pages + ?) * ? AS anon_1 FROM book",
        ),
        (
            "subquery/group-join",
            sql!({
                let q = select((review::book_id, func::avg(review::stars).label("avg_stars")))
                    .group_by(review::book_id)
                    .having(func::count_all().gt(1))
                    .subquery("q");
                select((book::title, q.c::<Option<f64>>("avg_stars")))
                    .join_on(&q, q.c(review::book_id).eq(book::id))
                    .order_by(q.c::<Option<f64>>("avg_stars").desc())
            }),
            "SELECT book.title, q.avg_stars FROM book JOIN (SELECT review.book_id AS book_id, avg(review.stars) AS avg_stars FROM review GROUP BY review.book_id HAVING count(*) > ?) AS q ON q.book_id = book.id ORDER BY q.avg_stars DESC",
        ),
        (
            "subquery/union-limit",
            sql!({
                let u = select(book::id).union(select(author::id)).order_by(named("id")).limit(3).subquery("u");
                select(u.c(book::id)).filter(u.c(book::id).gt(1))
            }),
            "SELECT u.id FROM (SELECT book.id AS id FROM book UNION SELECT author.id AS id FROM author ORDER BY id LIMIT ?) AS u WHERE u.id > ?",
        ),
        (
            "subquery/cte-in-sub-join",
            sql!({
                let k = select(book::id).filter(book::pages.gt(5)).cte("c");
                let q = select(k.c(book::id)).filter(k.c(book::id).lt(100)).subquery("q");
                select(review::stars).join_on(&q, q.c(book::id).eq(review::book_id))
            }),
            "WITH c AS (SELECT book.id AS id FROM book WHERE book.pages > ?) SELECT review.stars FROM review JOIN (SELECT c.id AS id FROM c WHERE c.id < ?) AS q ON q.id = review.book_id",
        ),
        (
            "scalar/correlate-except",
            sql!({
                let s1 = select(func::count(review::stars))
                    .filter(review::book_id.eq(book::id))
                    .correlate_except(review)
                    .scalar_subquery();
                select((book::id, s1))
            }),
            "SELECT book.id, (SELECT count(review.stars) AS count_1 FROM review WHERE review.book_id = book.id) AS anon_1 FROM book",
        ),
        (
            "scalar/alias-self",
            sql!({
                let k = book::alias(None);
                select(book::id).filter(book::price.eq(
                    select(func::max(k.c(book::price))).filter(k.c(book::publisher_id).eq(book::publisher_id)).scalar_subquery(),
                ))
            }),
            "SELECT book.id FROM book WHERE book.price = (SELECT max(book_1.price) AS max_1 FROM book AS book_1 WHERE book_1.publisher_id = book.publisher_id)",
        ),
        (
            "exists/join-inside",
            sql!({
                select(publisher::id).filter(
                    select(book::id)
                        .join_on(review, review::book_id.eq(book::id))
                        .filter(book::publisher_id.eq(publisher::id))
                        .exists(),
                )
            }),
            "SELECT publisher.id FROM publisher WHERE EXISTS (SELECT book.id FROM book JOIN review ON review.book_id = book.id WHERE book.publisher_id = publisher.id)",
        ),
        (
            "exists/or-not",
            sql!({ select(book::id).filter((!exists().filter(review::book_id.eq(book::id))).or(book::pages.is_null())) }),
            "SELECT book.id FROM book WHERE NOT (EXISTS (SELECT * FROM review WHERE review.book_id = book.id)) OR book.pages IS NULL",
        ),
        (
            "exists/correlate-two",
            sql!({
                select((book::id, author::id))
                    .filter(exists().filter(book_author::book_id.eq(book::id).and(book_author::author_id.eq(author::id))))
            }),
            "SELECT book.id, author.id AS id_1 FROM book, author WHERE EXISTS (SELECT * FROM book_author WHERE book_author.book_id = book.id AND book_author.author_id = author.id)",
        ),
        (
            "anyall/any-correlated",
            sql!({ select(book::id).filter(book::pages.eq(any(select(review::stars).filter(review::book_id.eq(book::id))))) }),
            "SELECT book.id FROM book WHERE book.pages = ANY (SELECT review.stars FROM review WHERE review.book_id = book.id)",
        ),
        (
            "cte/cte-in-cte-union",
            sql!({
                let c1 = select(book::id).filter(book::pages.gt(1)).cte("c1");
                let c2 = select(c1.c(book::id)).union_all(select(author::id)).cte("c2");
                select(c2.c(book::id)).filter(c2.c(book::id).lt(5)).order_by(c2.c(book::id)).limit(3)
            }),
            "WITH c1 AS (SELECT book.id AS id FROM book WHERE book.pages > ?), c2 AS (SELECT c1.id AS id FROM c1 UNION ALL SELECT author.id AS id FROM author) SELECT c2.id FROM c2 WHERE c2.id < ? ORDER BY c2.id LIMIT ?",
        ),
        (
            "cte/used-thrice",
            sql!({
                let k = select((book::id, book::pages)).cte("c");
                let d = k.alias("d");
                let e = k.alias("e");
                select(k.c(book::id))
                    .join_on(&d, k.c(book::id).eq(d.c(book::pages)))
                    .join_on(&e, d.c(book::id).eq(e.c(book::pages)))
            }),
            "WITH c AS (SELECT book.id AS id, book.pages AS pages FROM book) SELECT c.id FROM c JOIN c AS d ON c.id = d.pages JOIN c AS e ON d.id = e.pages",
        ),
        (
            "cte/recursive-path",
            sql!({
                let t = select((category::id, category::name.label("path"))).filter(category::parent_id.is_null()).recursive_cte(
                    "t",
                    |t| {
                        select((category::id, t.c::<String>("path").concat("/").concat(category::name)))
                            .filter(category::parent_id.eq(t.c(category::id)))
                    },
                );
                select(t.c::<String>("path")).order_by(t.c::<String>("path"))
            }),
            "WITH RECURSIVE t(id, path) AS (SELECT category.id AS id, category.name AS path FROM category WHERE category.parent_id IS NULL UNION ALL SELECT category.id AS id, t.path || ? || category.name AS anon_1 FROM category, t WHERE category.parent_id = t.id) SELECT t.path FROM t ORDER BY t.path",
        ),
        (
            "setop/order-limit-offset",
            sql!({
                select((book::id, book::title))
                    .union_all(select((author::id, author::family)))
                    .order_by((named("title"), named("id").desc()))
                    .limit(5)
                    .offset(2)
            }),
            "SELECT book.id, book.title FROM book UNION ALL SELECT author.id, author.family FROM author ORDER BY title, id DESC LIMIT ? OFFSET ?",
        ),
        (
            "setop/exists-union",
            sql!({
                select(book::id).filter(
                    select(review::book_id)
                        .filter(review::book_id.eq(book::id))
                        .union(select(holding::book_id).filter(holding::book_id.eq(book::id)))
                        .exists(),
                )
            }),
            "SELECT book.id FROM book WHERE EXISTS (SELECT review.book_id FROM review WHERE review.book_id = book.id UNION SELECT holding.book_id FROM holding WHERE holding.book_id = book.id)",
        ),
        (
            "text/columns-join",
            sql!({
                let t1 = text("SELECT id, title FROM book").columns::<(i32, String)>().subquery("t1");
                select((publisher::name, t1.c(book::title))).join_on(&t1, t1.c(book::id).eq(publisher::id))
            }),
            "SELECT publisher.name, t1.title FROM publisher JOIN (SELECT id, title FROM book) AS t1 ON t1.id = publisher.id",
        ),
        (
            "text/columns-cte-bind",
            sql!({
                let t1 = text("SELECT id FROM book WHERE pages > :n").bind("n", 5).columns::<i32>().cte("t1");
                select(t1.c(book::id)).filter(t1.c(book::id).lt(9))
            }),
            "WITH t1 AS (SELECT id FROM book WHERE pages > ?) SELECT t1.id FROM t1 WHERE t1.id < ?",
        ),
        (
            "bind/reused-sub",
            sql!({
                let n = param::<i32>("n").default_value(3);
                select(book::id)
                    .filter(book::pages.gt(&n))
                    .filter(book::id.in_(select(review::book_id).filter(review::stars.gt(&n))))
                    .params(())
            }),
            "SELECT book.id FROM book WHERE book.pages > ? AND book.id IN (SELECT review.book_id FROM review WHERE review.stars > ?)",
        ),
        (
            "select/correlated-cols",
            sql!({
                select((
                    publisher::id,
                    exists().filter(book::publisher_id.eq(publisher::id)).label("has"),
                    select(func::count(book::id)).filter(book::publisher_id.eq(publisher::id)).scalar_subquery().label("n"),
                ))
            }),
            "SELECT publisher.id, EXISTS (SELECT * FROM book WHERE book.publisher_id = publisher.id) AS has, (SELECT count(book.id) AS count_1 FROM book WHERE book.publisher_id = publisher.id) AS n FROM publisher",
        ),
        (
            "select/with-only",
            sql!({
                select(book::id).filter(book::pages.gt(1)).order_by(book::id).with_only_columns(func::count_all()).without_order()
            }),
            "SELECT count(*) AS count_1 FROM book WHERE book.pages > ?",
        ),
        ("op/prec-add", expr(X.op("@", Y).precedence(7) + Z), "(bits.x @ bits.y) + bits.z"),
        ("op/func-arg", expr(func::call::<i32>("f", (X.op("@", Y), X.op("#", 1)))), "f(bits.x @ bits.y, bits.x # ?)"),
        ("concat/nested-right", expr(S.concat(T.concat("x"))), "bits.s || bits.t || ?"),
        ("collate/twice", expr(S.collate("C").collate("D")), "(bits.s COLLATE \"C\") COLLATE \"D\""),
    ]);
}

#[test]
fn a_slice_counts_from_the_rows_that_are_left() {
    let page = |select: Select<i32>| select.slice(2..4).compile(&Ansi).unwrap().params().to_vec();
    assert_eq!(page(select(book::id)), [Value::Int(2), Value::Int(2)]);
    assert_eq!(page(select(book::id).limit(5).offset(3)), [Value::Int(2), Value::Int(5)]);
    let given = select(book::id).offset(func::call::<i32>("f", 1)).slice(2..4).compile(&Ansi).unwrap();
    assert_eq!(given.text(), "SELECT book.id FROM book LIMIT ? OFFSET f(?) + ?");
}

#[test]
fn a_text_under_not_stands_in_parentheses() {
    let stmt = select(book::id).filter(!text("pages > 3 OR pages < 1"));
    assert_eq!(sql!(stmt), "SELECT book.id FROM book WHERE NOT (pages > 3 OR pages < 1)");
}
