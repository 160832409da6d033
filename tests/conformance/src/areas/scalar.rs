//! The cases of the area `scalar`.

use alchemy_core::{Conversions, ScalarSubquery, named, prelude::*};

use crate::cases::Cases;
use crate::schema::{author, book, publisher, review};

pub(crate) fn cases(c: &mut Cases) {
    in_columns(c);
    in_conditions(c);
    elsewhere(c);
}

/// How many reviews a book has.
fn reviews() -> Expr<i64> {
    select(func::count_all()).from(review).filter(review::book_id.eq(book::id)).scalar_subquery()
}

/// The name of a book's publisher.
fn publisher_name() -> Expr<String> {
    select(publisher::name).filter(publisher::id.eq(book::publisher_id)).scalar_subquery()
}

fn in_columns(c: &mut Cases) {
    c.statement("scalar/labelled", || select((book::id, reviews().label("n"))));
    c.statement("scalar/select-label", || {
        let best = select(func::max(review::stars)).filter(review::book_id.eq(book::id)).scalar_subquery();
        select((book::id, best.label("best")))
    });
    c.statement("scalar/uncorrelated", || select((book::id, select(func::max(author::id)).scalar_subquery())));
    c.statement("scalar/union", || select(select(book::id).union(select(author::id)).scalar_subquery()));
    c.statement("scalar/two-columns", || {
        let rows = select((book::id, book::title)).node().clone();
        select(Expr::<i32>::from_node(ScalarSubquery { rows }))
    });
    c.statement("scalar/nested-two-levels", || {
        let stars = select(func::count(review::stars)).filter(review::book_id.eq(book::id)).scalar_subquery();
        let first = select(stars).filter(book::publisher_id.eq(publisher::id)).limit(1).scalar_subquery();
        select((publisher::id, first))
    });
    c.statement("scalar/select-no-from", || select(select(literal(4)).scalar_subquery()));
    c.statement("scalar/where-on-scalar", || {
        let largest = select(func::max(book::id)).filter(book::id.eq(author::id)).scalar_subquery();
        select((author::id, largest))
    });
}

fn in_conditions(c: &mut Cases) {
    c.statement("scalar/in-where", || select(book::id).filter(reviews().gt(2)));
    c.statement("scalar/same-table-uncorrelated", || {
        let k = book::alias("k");
        select(book::id).filter(book::price.gt(select(func::avg(k.c(book::price))).scalar_subquery()))
    });
    c.statement("scalar/auto-correlate-all-froms", || {
        select(book::id).filter(book::price.eq(select(func::max(book::price)).scalar_subquery()))
    });
    c.statement("scalar/compare-null", || select(book::id).filter(publisher_name().is_null()));
}

fn elsewhere(c: &mut Cases) {
    c.statement("scalar/in-function", || select(func::coalesce(publisher_name(), "?".to_owned())).from(book));
    c.statement("scalar/order-by", || select((book::id, reviews().label("n"))).order_by(named("n")));
    c.statement("scalar/cast", || {
        let all = select(func::count_all()).from(book).scalar_subquery();
        select(all.cast_as::<String>(alchemy_core::Varchar(5)))
    });
    c.statement("scalar/insert-value", || {
        let ox = select(publisher::id).filter(publisher::name.eq("Ox")).scalar_subquery();
        book::insert().values((book::title.to("x"), book::publisher_id.to(ox)))
    });
}
