//! The cases of the area `setop`.

use alchemy_core::{LabelStyle, Select, intersect, named, prelude::*, union, union_all};

use crate::cases::Cases;
use crate::schema::{author, book, branch, holding, publisher, review};

fn b() -> Select<i32> {
    select(book::id)
}

fn a() -> Select<i32> {
    select(author::id)
}

fn p() -> Select<i32> {
    select(publisher::id)
}

pub(crate) fn cases(c: &mut Cases) {
    plain(c);
    nested(c);
    tails(c);
    members(c);
    embedded(c);
}

fn plain(c: &mut Cases) {
    c.statement("setop/union-all", || b().union_all(a()));
    c.statement("setop/intersect", || b().intersect(a()));
    c.statement("setop/intersect-all", || b().intersect_all(a()));
    c.statement("setop/except", || b().except(a()));
    c.statement("setop/except-all", || b().except_all(a()));
    c.statement("setop/three", || b().union(a()).union(p()));
    c.statement("setop/one-member", || union([b()]));
    c.statement("setop/literals", || union_all((1..=3).map(|n| select(literal(n).label("n")))));
    c.prevented("setop/different-arity", "both statements give rows of one type");
}

fn nested(c: &mut Cases) {
    let flat = "all set operators bind equally there, from left to right, so that the text needs no parentheses";
    c.statement("setop/nested-left", || b().union(a()).except(p())).deviating(
        flat,
        &[("sqlite", "SELECT book.id FROM book UNION SELECT author.id FROM author EXCEPT SELECT publisher.id FROM publisher")],
    );
    c.statement("setop/nested-right", || b().union(a().except(p())));
    c.statement("setop/nested-same", || b().union(a().union(p())));
    c.statement("setop/nested-union-all", || b().union_all(a()).union(p())).deviating(
        flat,
        &[("sqlite", "SELECT book.id FROM book UNION ALL SELECT author.id FROM author UNION SELECT publisher.id FROM publisher")],
    );
    c.statement("setop/intersect-of-unions", || intersect([b().union(a()), p().union(select(branch::id))]));
    c.statement("setop/order-nested", || p().union_all(b().union(a()).order_by(named("id"))));
    c.statement("setop/nested-subquery", || {
        let u = b().union(a()).except(p()).subquery("u");
        select(u.c(book::id))
    })
    .deviating(
        flat,
        &[(
            "sqlite",
            "SELECT u.id FROM (SELECT book.id AS id FROM book UNION SELECT author.id AS id FROM author \
             EXCEPT SELECT publisher.id AS id FROM publisher) AS u",
        )],
    );
}

fn tails(c: &mut Cases) {
    c.statement("setop/order-by", || b().union(a()).order_by(named("id")));
    c.statement("setop/order-by-column", || b().union(a()).order_by(book::id));
    c.statement("setop/order-by-selected", || b().union(a()).order_by(book::id.desc()));
    c.statement("setop/order-by-text", || b().union(a()).order_by(text("1")));
    c.statement("setop/limit", || b().union(a()).limit(3));
    c.statement("setop/limit-offset", || b().union_all(a()).order_by(named("id")).limit(3).offset(6));
    c.statement("setop/fetch", || b().union(a()).fetch(2)).refused_on("mysql", "there is no FETCH");
    c.statement("setop/params-order", || b().filter(book::pages.eq(1)).union(a().filter(author::given.eq("2"))).limit(3));
    c.statement("setop/for-update", || b().union(a()));
}

fn members(c: &mut Cases) {
    c.statement("setop/member-limit-subquery", || {
        let first = b().limit(1).subquery(None);
        select(first.c(book::id)).union(a())
    });
    c.statement("setop/group-by-members", || {
        let all = select((literal("all").nullable(), func::count_all())).from(book::table());
        select((book::format, func::count_all())).group_by(book::format).union(all)
    });
    c.statement("setop/distinct-member", || {
        union_all([select(book::format).distinct(), select(book::title.nullable()).distinct()])
    });
    c.statement("setop/label-style", || {
        let books = select((book::id, book::title)).label_style(LabelStyle::TableColumn);
        books.union(select((author::id, author::family)).label_style(LabelStyle::TableColumn))
    });
    c.statement("setop/duplicate-columns", || select((book::id, book::id)).union(select((author::id, author::id))));
    c.statement("setop/values-member", || {
        let v = alchemy_core::values::<(i32,)>(["i"]).rows([(1,), (2,)]).subquery("v");
        b().union(select(v.c::<i32>("i")))
    })
    .deviating(
        "VALUES in FROM as each database takes it",
        &[
            ("mysql", "SELECT book.id FROM book UNION SELECT v.i FROM (VALUES ROW(?), ROW(?)) AS v (i)"),
            ("mariadb", "WITH v(i) AS (VALUES (?), (?)) SELECT book.id FROM book UNION SELECT v.i FROM v"),
            ("sqlite", "WITH v(i) AS (VALUES (?), (?)) SELECT book.id FROM book UNION SELECT v.i FROM v"),
        ],
    );
    c.statement("setop/union-of-selects-null", || {
        let null = || inline(None::<String>);
        let books = select((book::id, book::title.nullable(), null().label("family")));
        books.union_all(select((author::id, null(), author::family.nullable())))
    });
}

fn embedded(c: &mut Cases) {
    c.statement("setop/subquery", || select(func::count_all()).from(&b().union(a()).subquery(None)));
    c.statement("setop/in-scalar", || {
        select(book::id).filter(book::id.in_(select(review::book_id).union(select(holding::book_id))))
    });
}
