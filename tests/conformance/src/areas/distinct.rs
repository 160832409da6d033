//! The cases of the area `distinct`.

use alchemy_core::prelude::*;

use crate::cases::Cases;
use crate::schema::book;

pub(crate) fn cases(c: &mut Cases) {
    c.statement("distinct/select-several", || select((book::format, book::in_print)).distinct());
    c.statement("distinct/count-distinct", || select(func::count(book::format).distinct()));
    c.statement("distinct/count-distinct-function", || select(func::count(book::format).distinct()));
    c.statement("distinct/sum-distinct-expr", || select(func::sum(book::price * 2).distinct()));
    c.statement("distinct/column-modifier", || select(book::format).distinct());
    c.statement("distinct/on-one", || select((book::id, book::title)).distinct_on(book::publisher_id).order_by(book::publisher_id));
    c.statement("distinct/on-two", || select((book::id, book::title)).distinct_on((book::publisher_id, book::format)));
    c.statement("distinct/on-expression", || select(book::id).distinct_on(func::lower(book::title)));
    c.statement("distinct/on-extension", || select((book::id, book::title)).distinct_on(book::publisher_id));
    c.statement("distinct/on-label", || {
        let lower = func::lower(book::title).label("lt");
        select((book::id, lower.clone())).distinct_on(lower)
    });
    let wrong = "has no DISTINCT ON: without ON the statement would give other rows";
    c.statement("distinct/on-other-dialects", || select(book::id).distinct_on(book::publisher_id))
        .refused_on("mysql", wrong)
        .refused_on("mariadb", wrong)
        .refused_on("sqlite", wrong);
    c.statement("distinct/subquery", || {
        let formats = select(book::format).distinct().subquery(None);
        select(func::count_all()).from(&formats)
    });
}
