//! The cases of the area `join`.

use alchemy_core::{joined, joined_on, prelude::*};

use crate::cases::Cases;
use crate::schema::{
    author, book, book_author, branch, category, g, gauge, holding, invoice, ledger, patron, publisher, raw, raw_from, review,
    shelf,
};

pub(crate) fn cases(c: &mut Cases) {
    inferred(c);
    conditions(c);
    trees(c);
    subqueries(c);
    lateral(c);
}

fn inferred(c: &mut Cases) {
    c.statement("join/outer", || select(book::title).outer_join(publisher));
    c.statement("join/outerjoin", || select(book::title).outer_join(publisher));
    c.statement("join/outerjoin-from", || select((book::title, publisher::name)).outer_join_from(book, publisher));
    c.statement("join/join-from", || select(publisher::name).join_from(book, publisher));
    c.statement("join/two-joins-inferred", || select((book::title, author::family)).from(book).join(book_author).join(author));
    c.statement("join/three-joins-mixed", || select(book::title).join(publisher).outer_join(category).outer_join(review));
    c.statement("join/composite-fk", || {
        let held = holding::table();
        select((held.c("barcode"), shelf::capacity)).join(shelf)
    });
    c.statement("join/self-inferred", || select(category::name).join(&category::alias("up")));
    c.statement("join/no-fk", || select(book::title).join(branch));
    c.statement("join/ambiguous-left", || select((book::title, author::family)).join(book_author));
    c.statement("join/schema-and-plain", || select((patron::name, invoice::amount)).join(invoice));
    c.statement("join/join-where-order", || {
        select(book::title).join(publisher).filter(publisher::country.eq("FI")).order_by((publisher::name, book::title)).limit(5)
    });
    c.statement("join/join-anon-labels", || select((book::all(), publisher::all())).join(publisher));
}

fn conditions(c: &mut Cases) {
    let of_book = || publisher::id.eq(book::publisher_id);
    let of_publisher = || book::publisher_id.eq(publisher::id);
    c.statement("join/explicit-on", move || select(book::title).join_on(publisher, of_book()));
    c.statement("join/full-on", move || select((book::title, publisher::name)).full_join_on(publisher, of_publisher()));
    c.statement("join/two-joins", || {
        select((book::title, author::family))
            .join_on(book_author, book_author::book_id.eq(book::id))
            .join_on(author, author::id.eq(book_author::author_id))
    });
    c.statement("join/self-alias", || {
        let up = category::alias("up");
        select((category::name, up.c(category::name))).join_on(&up, category::parent_id.eq(up.c(category::id)))
    });
    c.statement("join/on-true", || select((book::title, branch::name)).join_from_on(book, branch, all_of([true; 0])));
    c.statement("join/on-literal-column", || {
        select(book::title).join_on(publisher, raw::<bool>("publisher.id = book.publisher_id"))
    });
    c.statement("join/on-compound", || {
        select(book::title).outer_join_on(review, review::book_id.eq(book::id).and(review::stars.ge(4)))
    });
    c.statement("join/on-or", || {
        let on = publisher::id.eq(book::publisher_id).or(publisher::parent_id.eq(book::publisher_id));
        select(book::title).join_on(publisher, on)
    });
    c.statement("join/join-order-param", || {
        select(book::id)
            .join_on(publisher, publisher::id.eq(book::publisher_id).and(publisher::country.eq("a")))
            .filter(book::pages.eq(1))
            .having(func::count_all().gt(2))
    });
    c.statement("join/target-in-columns", move || select((book::title, publisher::name)).join_on(publisher, of_publisher()));
    c.statement("join/lightweight", || select(ledger::id).join_on(&gauge(), ledger::id.eq(g("a"))));
    c.statement("join/text-from", || select(raw::<i32>("*")).from(raw_from("book JOIN publisher USING (id)")));
}

fn trees(c: &mut Cases) {
    c.statement("join/function-full", || select(raw::<i32>("*")).from(joined(book, publisher).full()));
    c.statement("join/table-join-method", || select((book::title, publisher::name)).from(joined(book, publisher)));
    c.statement("join/table-join-select", || select((shelf::all(), branch::all())).from(joined(shelf, branch)));
    c.statement("join/right-nested", || select(book::title).from(joined(book, joined(book_author, author)).outer()));
    c.statement("join/right-nested-on", || {
        let reviewed = joined_on(book, review, review::book_id.eq(book::id));
        select(publisher::name).from(joined_on(publisher, reviewed, publisher::id.eq(book::publisher_id)))
    });
    c.statement("join/double-nested", || {
        let copies = holding::table();
        let held = joined(copies, shelf);
        select(literal(1)).from(joined(book, publisher).join_on(held, copies.c("book_id").eq(book::id)))
    });
    c.statement("join/left-nested", || {
        select(raw::<i32>("1")).from(joined(book, publisher).join_on(review, review::book_id.eq(book::id)))
    });
    c.statement("join/comma-and-join", || select((book::title, branch::name)).from(joined(book, publisher)));
}

fn subqueries(c: &mut Cases) {
    let counted = || select((review::book_id, func::count_all().label("n"))).group_by(review::book_id).subquery("r");
    c.statement("join/join-subquery", move || {
        let r = counted();
        select((book::title, r.c::<i64>("n"))).join_on(&r, r.c(review::book_id).eq(book::id))
    });
    c.statement("join/join-cte", || {
        let loved = select(review::book_id).filter(review::stars.eq(5)).cte("loved");
        select(book::title).join_on(&loved, loved.c(review::book_id).eq(book::id))
    });
    c.statement("join/join-subquery-inferred", || {
        select(book::title).join(&select((review::book_id, review::stars)).subquery("r"))
    });
    c.statement("join/outer-subquery-coalesce", move || {
        let r = counted();
        select((book::title, func::coalesce(r.c::<Option<i64>>("n"), 0))).outer_join_on(&r, r.c(review::book_id).eq(book::id))
    });
    c.statement("join/join-to-values", || {
        let v = values::<(i32, i32)>(["id", "rank"]).rows([(1, 10), (2, 20)]).subquery("v");
        select((book::title, v.c::<i32>("rank"))).join_on(&v, book::id.eq(v.c::<i32>("id")))
    })
    .deviating(
        "VALUES in FROM as each database takes it; the golden text cannot run",
        &[
            ("mysql", "SELECT book.title, v.`rank` FROM book INNER JOIN (VALUES ROW(?, ?), ROW(?, ?)) AS v (id, `rank`) ON book.id = v.id"),
            ("mariadb", "WITH v(id, rank) AS (VALUES (?, ?), (?, ?)) SELECT book.title, v.rank FROM book INNER JOIN v ON book.id = v.id"),
            ("sqlite", "WITH v(id, rank) AS (VALUES (?, ?), (?, ?)) SELECT book.title, v.rank FROM book JOIN v ON book.id = v.id"),
        ],
    );
}

fn lateral(c: &mut Cases) {
    let dearest = |count: Option<i32>| {
        let books = select(book::title).filter(book::publisher_id.eq(publisher::id));
        match count {
            Some(count) => books.order_by(book::price.desc()).limit(count),
            None => books,
        }
    };
    c.statement("join/lateral", move || {
        let t3 = dearest(Some(3)).lateral("t3");
        select((publisher::name, t3.c(book::title))).join_on(&t3, all_of([true; 0]))
    });
    c.statement("join/lateral-left", move || select(publisher::name).outer_join_on(&dearest(None).lateral("l"), all_of([true; 0])));
    c.statement("join/lateral-comma", move || {
        let books = dearest(None).lateral(None);
        select((publisher::name, books.c(book::title)))
    });
    c.statement("join/lateral-table", || select(select(book::id).lateral("z").c(book::id)));
    c.statement("join/lateral-function", || {
        let e = func::call::<serde_json::Value>("json_each", book::meta).table_valued(["key", "value"]).named("e").lateral();
        select((book::title, e.c::<String>("key"))).join_on(&e, alchemy_core::true_())
    });
}
