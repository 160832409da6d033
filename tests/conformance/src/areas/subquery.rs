//! The cases of the area `subquery`.

use alchemy_core::{LabelStyle, prelude::*};
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::{author, book, publisher};

pub(crate) fn cases(c: &mut Cases) {
    names(c);
    columns(c);
    values(c);
    combined(c);
}

fn names(c: &mut Cases) {
    c.statement("subquery/anonymous", || select(select((book::id, book::title)).subquery(None).c(book::title)));
    c.statement("subquery/two-anonymous", || {
        select((select(book::id).subquery(None).c(book::id), select(author::id).subquery(None).c(author::id)))
    });
    c.statement("subquery/alias-method", || select(select(book::id).subquery("q").c(book::id)));
    c.statement("subquery/quoted-name", || select(select(book::id).subquery("My Q").c(book::id)));
    c.statement("subquery/nested", || {
        let inner = select((book::id, book::pages)).filter(book::pages.gt(1)).subquery("inner_q");
        select(select(inner.c(book::id)).subquery("outer_q").c(book::id))
    });
    c.statement("subquery/three-nested-anonymous", || {
        let inner = select(book::id).subquery(None);
        let middle = select(inner.c(book::id)).subquery(None);
        select(select(middle.c(book::id)).subquery(None).c(book::id))
    });
}

fn columns(c: &mut Cases) {
    c.statement("subquery/expression-column", || {
        let e = select((book::pages + 1, func::lower(book::title))).subquery("e");
        select((e.c::<Option<i32>>("anon_1"), e.c::<String>("lower_1")))
    });
    c.statement("subquery/duplicate-columns", || {
        let both = select((book::id, publisher::id)).filter(book::publisher_id.eq(publisher::id)).subquery("bp");
        select(both.all())
    });
    c.statement("subquery/labelled-columns", || {
        let named = select((book::price.label("cost"), book::title.label("name"))).subquery("l");
        select(named.c::<Option<Decimal>>("cost"))
    });
    c.statement("subquery/label-style-inside", || {
        let both = select((book::id, publisher::id)).label_style(LabelStyle::TableColumn).subquery("q");
        select(both.c::<i32>("publisher_id"))
    });
    c.statement("subquery/function-column", || {
        let dearest = select(func::max(book::price)).subquery(None);
        let price = dearest.c::<Option<Decimal>>("max_1");
        select(price.clone()).filter(price.gt(4))
    });
    c.statement("subquery/literal-in-derived", || select(select((literal(5).label("five"), book::id)).subquery("q").all()));
}

fn values(c: &mut Cases) {
    c.statement("subquery/where-outer", || {
        let q = select((book::id, book::price)).subquery(None);
        select(q.c(book::id)).filter(q.c(book::price).lt(5))
    });
    c.statement("subquery/params-order", || {
        let q = select(book::id).filter(book::pages.eq(1)).subquery(None);
        select(q.c(book::id)).filter(q.c(book::id).eq(2))
    });
    c.statement("subquery/in-columns-and-where", || {
        let q = select(book::id).filter(book::pages.eq(2)).subquery(None);
        select((literal(1), q.c(book::id))).filter(q.c(book::id).eq(3)).limit(4)
    });
    c.statement("subquery/distinct-limit", || {
        let formats = select(book::format).distinct().limit(10).subquery(None);
        select(func::count_all()).from(&formats)
    });
    c.statement("subquery/order-inside", || select(select(book::id).order_by(book::title).subquery(None).all()));
}

fn combined(c: &mut Cases) {
    c.statement("subquery/join-two", || {
        let q1 = select((book::id, book::publisher_id)).subquery("q1");
        let q2 = select(publisher::id).subquery("q2");
        select(q1.c(book::id)).join_on(&q2, q1.c(book::publisher_id).eq(q2.c(publisher::id)))
    });
    c.statement("subquery/text-columns", || {
        let few = text("SELECT id, title FROM book WHERE pages > :n").bind("n", 5).columns::<(i32, String)>();
        let q = few.subquery("tq");
        select(q.c(book::title)).filter(q.c(book::id).gt(2))
    });
    c.statement("subquery/reuse", || {
        let q = select((book::id, book::pages)).subquery("q");
        let most = select(func::max(q.c(book::pages))).scalar_subquery();
        select(q.c(book::id)).filter(q.c(book::pages).eq(most))
    });
}
