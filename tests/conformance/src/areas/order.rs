//! The cases of the area `order`.

use alchemy_core::{NullsOperators, named, prelude::*};

use crate::cases::Cases;
use crate::schema::{book, raw};

pub(crate) fn cases(c: &mut Cases) {
    directions(c);
    nulls(c);
    expressions(c);
}

fn directions(c: &mut Cases) {
    c.statement("order/column", || select(book::id).order_by(book::title));
    c.statement("order/asc-method", || select(book::id).order_by(book::title.asc()));
    c.statement("order/asc-function", || select(book::id).order_by(book::title.asc()));
    c.statement("order/desc-function", || select(book::id).order_by(book::title.desc()));
    c.statement("order/several", || select(book::id).order_by((book::title, book::price.desc(), book::id.asc())));
    c.statement("order/chained", || select(book::id).order_by(book::title).order_by(book::id.desc()));
    c.statement("order/before-where", || select(book::id).limit(3).order_by(book::id).filter(book::pages.gt(1)));
    c.statement("order/label-and-column", || {
        select((book::id, (book::price * 2).label("d"))).order_by((named("d"), book::id.desc()))
    });
    c.statement("order/aliased-table-column", || {
        let k = book::alias("k");
        select(k.c(book::id)).order_by(k.c(book::title).desc())
    });
}

fn nulls(c: &mut Cases) {
    c.statement("order/nulls-first", || select(book::id).order_by(book::price.nulls_first()));
    c.statement("order/desc-nulls-last", || select(book::id).order_by(book::price.desc().nulls_last()));
    c.statement("order/asc-nulls-first", || select(book::id).order_by(book::price.asc().nulls_first()));
    c.statement("order/nulls-last-then-desc", || select(book::id).order_by(book::price.nulls_last().desc()));
    c.deviating(
        "the direction stands before NULLS LAST, whatever was said first",
        &[
            ("postgresql", "SELECT book.id FROM book ORDER BY book.price DESC NULLS LAST"),
            ("sqlite", "SELECT book.id FROM book ORDER BY book.price DESC NULLS LAST"),
        ],
    );
    c.statement("order/nulls-functions", || {
        select(book::id).order_by((book::price.desc().nulls_first(), book::title.nulls_last()))
    });
}

fn expressions(c: &mut Cases) {
    c.statement("order/expression", || select(book::id).order_by(book::price * book::pages));
    c.statement("order/expression-desc", || select(book::id).order_by((book::price + book::pages).desc()));
    c.statement("order/comparison-desc", || select(book::id).order_by(book::price.gt(4).desc()));
    c.statement("order/bool-desc", || select(book::id).order_by(book::price.gt(4).and(book::in_print).desc()));
    c.statement("order/or-desc", || select(book::id).order_by(book::price.gt(4).or(book::in_print).desc()));
    c.statement("order/function-desc", || select(book::id).order_by(func::lower(book::title).desc()));
    c.statement("order/text", || select(book::id).order_by(raw::<i32>("price DESC NULLS LAST")));
    c.statement("order/literal-column", || select((book::id, book::title)).order_by(raw::<i32>("2")));
    c.statement("order/bound-value", || select(book::id).order_by(literal(3)));
    c.statement("order/in-operator", || select(book::id).order_by(book::id.in_([3, 1])));
}
