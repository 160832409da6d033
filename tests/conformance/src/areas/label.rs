//! The cases of the area `label`.

use alchemy_core::{named, prelude::*};

use crate::cases::Cases;
use crate::schema::{book, review};

pub(crate) fn cases(c: &mut Cases) {
    in_columns(c);
    in_order_by(c);
    in_other_clauses(c);
}

fn in_columns(c: &mut Cases) {
    c.statement("label/column", || select(book::title.label("name")));
    c.statement("label/expression", || select((book::price * book::pages).label("weighting")));
    c.statement("label/nested-label", || select(book::title.label("inner").label("outer")));
    c.statement("label/same-label-twice", || select((book::title.label("v"), book::isbn.label("v"))));
    c.statement("label/anonymous", || select(book::title.label(None)));
    c.statement("label/bool-expr-label", || select(book::pages.gt(3).or(book::in_print).label("ok")));
    c.statement("label/case-label", || {
        select(case_when(book::pages.gt(300), "long".to_owned()).otherwise("short".to_owned()).label("size"))
    });
    c.statement("label/scalar-subquery-label", || {
        let reviews = select(func::count(review::stars)).filter(review::book_id.eq(book::id)).scalar_subquery();
        select((book::id, reviews.label("reviews")))
    });
    c.statement("label/in-subquery-column", || {
        let inner = select((book::price * 2).label("dbl")).subquery(None);
        select(inner.c::<Option<rust_decimal::Decimal>>("dbl"))
    });
}

fn in_order_by(c: &mut Cases) {
    let double = || (book::price * 2).label("dbl");
    c.statement("label/in-order-by-renders-name", move || select(double()).order_by(double()));
    c.statement("label/in-order-by-desc", move || select(double()).order_by(double().desc()));
    c.statement("label/in-order-by-not-selected", move || select(book::id).order_by(double()));
    c.statement("label/in-order-by-nested-expression", move || select(double()).order_by(double() + 1));
    c.statement("label/in-order-by-function", move || select(double()).order_by(func::abs(double())));
    c.statement("label/order-by-string", || select((book::price + 1).label("plus")).order_by(named("plus")));
    c.statement("label/order-by-string-desc", || select((book::price + 1).label("plus")).order_by(named("plus").desc()));
    c.statement("label/order-by-string-column-name", || select((book::id, book::title)).order_by(named("title")));
    c.statement("label/order-by-string-unknown", || select(book::id).order_by(named("no_such")));
    c.statement("label/order-by-column-whose-label-exists", || select(book::title.label("name")).order_by(book::title));
}

fn in_other_clauses(c: &mut Cases) {
    c.statement("label/in-group-by-by-name", || {
        select((func::lower(book::title).label("lt"), func::count_all())).group_by(named("lt"))
    });
    c.statement("label/in-having", || {
        let count = func::count(book::pages).label("cnt");
        select((book::id, count.clone())).group_by(book::id).having(count.gt(4))
    });
    c.expression("label/compare-label", || (book::price + 1).label("q").eq(7));
}
