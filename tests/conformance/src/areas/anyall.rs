//! The cases of the area `anyall`.

use alchemy_core::{Select, Table, all, any, prelude::*};

use crate::cases::Cases;
use crate::schema::{bits, book, holding, review};

fn stars() -> Select<i16> {
    select(review::stars)
}

pub(crate) fn cases(c: &mut Cases) {
    let id = || select(book::id);
    c.statement("anyall/gt-all", move || id().filter(book::price.gt(all(select(holding::cost)))));
    c.statement("anyall/ne-all", move || id().filter(book::id.ne(all(select(review::book_id)))));
    c.statement("anyall/method-any", move || id().filter(book::pages.eq(any(stars()))));
    c.statement("anyall/left-side", move || id().filter(book::pages.gt(any(stars()))));
    c.statement("anyall/not-any", move || id().filter(!book::pages.eq(any(stars()))));
    c.statement("anyall/plain-select", move || id().filter(book::pages.le(any(stars()))));
    c.statement("anyall/array-bind", move || id().filter(book::pages.eq(any(literal(vec![1, 2])))));
    c.statement("anyall/array-literal", move || {
        id().filter(book::pages.eq(any(text("ARRAY[:a, :b, :c]").bind("a", 1).bind("b", 2).bind("c", 3).typed::<Vec<i32>>())))
    });
    c.statement("anyall/all-array-column", || {
        let archive = Table::new("archive");
        let scores = alchemy_core::Column::<Vec<i32>>::in_source(archive.source(), "scores".into());
        select(archive.c("id")).filter(literal(5).lt(all(scores)))
    });
    c.expression("anyall/array-column-flipped", || {
        let scores = alchemy_core::Column::<Vec<i32>>::in_source(Table::new("archive").source(), "scores".into());
        literal(7).eq(any(scores))
    });
    c.expression("anyall/function", || bits::x.eq(any(func::call::<Vec<i32>>("unnest_ids", bits::y))));
    c.expression("anyall/like-any", || {
        bits::s.like(any(text("ARRAY[:a, :b]").bind("a", "a%").bind("b", "b%").typed::<Vec<String>>()))
    });
}
