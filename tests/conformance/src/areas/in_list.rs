//! The cases of the area `in`.

use std::collections::BTreeSet;

use alchemy_core::{func, null, prelude::*};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::cases::Cases;
use crate::schema::short::{S, T, X, Y};
use crate::schema::{Weekday, book, patron, publisher, review};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn books(filter: Expr<bool>) -> Select<i32> {
    select(book::id).filter(filter)
}

pub(crate) fn cases(c: &mut Cases) {
    given_later(c);
    literals(c);
    lists(c);
    members(c);
    selects(c);
    elsewhere(c);
    c.prevented("in/not-a-list", "text is no list");
    c.prevented("in/not-a-list-int", "a number is no list");
}

fn lists(c: &mut Cases) {
    c.statement("in/list", || books(book::pages.in_([1, 2, 3])));
    c.statement("in/single", || books(book::pages.in_([7])));
    c.statement("in/strings", || books(book::format.in_(["ebook", "paperback"])));
    c.statement("in/dates", || books(book::published.in_([date(2020, 1, 1), date(2021, 1, 1)])));
    c.statement("in/empty", || books(book::pages.in_(Vec::<i32>::new())));
    c.statement("in/negated-in", || books(!book::pages.in_([1, 2])));
    c.statement("in/and-not-in", || books(book::pages.not_in([1, 2])).filter(book::in_print.eq(None::<bool>)));
    c.statement("in/or-in", || books(book::pages.in_([1]).or(book::id.in_([2, 3]))));
    c.statement("in/only-none", || books(book::pages.in_([None::<i32>])));
    c.statement("in/uuid-values", || select(patron::id).filter(patron::token.in_([Uuid::from_u128(1), Uuid::from_u128(2)])));
    c.statement("in/enum-values", || select(literal(1)).filter(literal_column::<Weekday>("day").in_([Weekday::Mon, Weekday::Sun])));
    c.statement("in/set-param", || books(book::pages.in_(Vec::from_iter(BTreeSet::from([6])))));
    c.statement("in/generator", || books(book::pages.in_(Vec::from_iter((0..3).map(|i| i * 2)))));
    c.statement("in/two-ins-names", || books(book::pages.in_([1, 2])).filter(book::pages.in_([2, 3])));
    c.statement("in/between-params", || books(book::price.gt(5)).filter(book::pages.in_([1, 2])).filter(book::weight.lt(9)));
}

fn members(c: &mut Cases) {
    c.statement("in/mixed-expressions", || select(X).filter(X.in_([literal(1), Y + 2, literal(3)])));
    c.statement("in/function-members", || select(X).filter(S.in_([func::lower(T).expr(), literal("k".to_owned())])));
    c.statement("in/null-member", || select(X).filter(X.in_([null::<i32>(), literal(Some(3))])));
    c.statement("in/expression-left", || select(X).filter((X + Y).in_([1, 2])));
    c.statement("in/comparison-left", || select(X).filter(X.eq(Y).in_([true, false])));
    c.statement("in/bound-left", || select(X).filter(literal(4).in_([X, Y])));
    c.statement("in/literal-empty-left", || select(X).filter(literal("a").in_(Vec::<String>::new())));
}

fn selects(c: &mut Cases) {
    c.statement("in/subquery-select", || books(book::publisher_id.in_(select(publisher::id).filter(publisher::country.eq("NO")))));
    c.statement("in/not-in-select", || books(book::publisher_id.not_in(select(publisher::id))));
    c.statement("in/scalar-subquery-object", || books(book::publisher_id.in_(select(publisher::id))));
    c.statement("in/correlated-select", || {
        books(book::pages.type_coerce::<i16>().in_(select(review::stars).filter(review::book_id.eq(book::id))))
    });
    c.statement("in/subquery-object", || {
        let ids = select(publisher::id).subquery(None);
        books(book::publisher_id.in_(select(ids.c::<i32>("id"))))
    });
    c.statement("in/select-with-limit", || books(book::id.in_(select(review::book_id).limit(3))));
    c.statement("in/cte", || {
        let seen = select(review::book_id).cte("seen");
        select(book::id).filter(book::id.in_(select(seen.c::<i32>("book_id"))))
    });
}

fn elsewhere(c: &mut Cases) {
    c.statement("in/in-join-on", || {
        let on = publisher::id.eq(book::publisher_id).and(publisher::country.in_(["NO", "SE"]));
        select(book::id).join_on(publisher::table(), on)
    });
    c.statement("in/in-case", || select(case_when(book::pages.in_([1, 2]), "few").otherwise("many")));
    c.statement("in/in-having", || select(book::format).group_by(book::format).having(func::count_all().in_([1_i64, 2])));
    c.statement("in/in-update", || book::update().filter(book::id.in_([1, 2])).set(book::pages.to(3)));
    c.statement("in/in-delete", || book::delete().filter(book::id.not_in([1, 2])));
    c.expression("in/in-equals-true", || X.in_([1, 2]).eq(true));
    c.expression("in/in-is-true", || X.in_([1, 2]).is(true));
}

fn given_later(c: &mut Cases) {
    let ids = || param_list::<i32>("ids");
    c.statement("in/bindparam-expanding", move || {
        let list = ids();
        books(book::pages.in_(&list)).params(list.to([10, 20, 30]))
    });
    c.statement("in/bindparam-expanding-empty", move || {
        let list = ids();
        books(book::pages.in_(&list)).params(list.to(Vec::<i32>::new()))
    })
    .deviating(
        "the text of a list that comes later does not depend on its length",
        &[
            ("postgresql", "SELECT book.id FROM book WHERE book.pages = ANY (?)"),
            ("mysql", "SELECT book.id FROM book WHERE book.pages IN (SELECT NULL FROM DUAL WHERE 1 != 1)"),
            ("mariadb", "SELECT book.id FROM book WHERE book.pages IN (SELECT NULL FROM DUAL WHERE 1 != 1)"),
            ("sqlite", "SELECT book.id FROM book WHERE book.pages IN (SELECT NULL WHERE 1 != 1)"),
        ],
    );
    c.statement("in/bindparam-plain", move || {
        let list = ids();
        books(book::pages.in_(&list)).params(list.to([5]))
    });
    c.statement("in/bindparam-value", move || {
        let list = ids();
        books(book::pages.in_(&list)).params(list.to([8, 9]))
    });
}

fn literals(c: &mut Cases) {
    c.statement("in/literal-binds-empty", || books(book::title.in_(Vec::<String>::new())).inlined());
    c.statement("in/literal-binds-dates", || books(book::published.in_([date(2020, 1, 1), date(2021, 1, 1)])).inlined());
}
