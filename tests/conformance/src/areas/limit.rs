//! The cases of the area `limit`.

use alchemy_core::{Fetch, prelude::*};

use crate::cases::Cases;
use crate::schema::{author, book, raw};

pub(crate) fn cases(c: &mut Cases) {
    numbers(c);
    expressions(c);
    fetch(c);
}

fn numbers(c: &mut Cases) {
    c.statement("limit/limit", || select(book::id).limit(5));
    c.statement("limit/offset", || select(book::id).offset(7));
    c.statement("limit/limit-offset", || select(book::id).limit(5).offset(7));
    c.statement("limit/zero", || select(book::id).limit(0));
    c.statement("limit/offset-zero", || select(book::id).offset(0));
    c.statement("limit/none-cancels", || select(book::id).limit(5).without_limit());
    c.statement("limit/last-wins", || select(book::id).limit(5).limit(9));
    c.statement("limit/slice", || select(book::id).slice(10..30));
    c.statement("limit/string-int", || select(book::id).limit("5".parse::<i64>().unwrap_or_default()));
    c.prevented("limit/non-numeric", "a limit is a number or an expression of one: text does not compile");
    c.statement("limit/negative", || select(book::id).limit(-1));
    c.statement("limit/where-params-order", || select(book::id).filter(book::pages.gt(9)).limit(3).offset(6));
    c.statement("limit/in-subquery", || {
        let few = select(book::id).limit(3).subquery(None);
        select(few.c(book::id))
    });
    c.statement("limit/with-for-update", || select(book::id).limit(2).with_for_update());
}

fn expressions(c: &mut Cases) {
    c.statement("limit/bindparam", || {
        let size = param::<i32>("page_size").default_value(25);
        select(book::id).limit(size).params(())
    });
    c.statement("limit/literal-binds", || select(book::id).limit(5).offset(10).inlined());
    c.statement("limit/expression", || select(book::id).limit(literal(5) + 5));
    c.statement("limit/literal-column", || select(book::id).limit(raw::<i32>("10")).offset(raw::<i32>("20")));
    c.statement("limit/scalar-subquery", || select(book::id).limit(select(func::max(author::id)).scalar_subquery()));
    c.statement("limit/offset-expression", || select(book::id).limit(5).offset(literal(2) * literal(5)));
}

fn fetch(c: &mut Cases) {
    let none = "has no FETCH";
    c.statement("limit/fetch", || select(book::id).order_by(book::id).fetch(5)).refused_on("mysql", none);
    c.statement("limit/fetch-with-ties", || select(book::id).order_by(book::price).fetch(Fetch::rows(5).with_ties()))
        .refused_on("mysql", none);
    c.statement("limit/fetch-percent-ties", || select(book::id).order_by(book::price).fetch(Fetch::rows(10).percent().with_ties()))
        .refused_on("mysql", none);
    c.statement("limit/fetch-replaces-limit", || select(book::id).limit(3).fetch(5)).refused_on("mysql", none);
}
