//! The cases of the area `compare`.

use alchemy_core::{Raw, func, null, prelude::*, true_};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::cases::Cases;
use crate::schema::short::{P, S, X, Y, Z};
use crate::schema::{author, book, loan, patron, publisher};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn moment(year: i32, month: u32, day: u32, time: (u32, u32, u32)) -> NaiveDateTime {
    date(year, month, day).and_hms_opt(time.0, time.1, time.2).unwrap_or_default()
}

/// A column of no table.
fn column<T>(name: &'static str) -> Expr<T> {
    Expr::from_node(Raw(name.into()))
}

pub(crate) fn cases(c: &mut Cases) {
    orderings(c);
    nulls(c);
    truths(c);
    distinct(c);
    values(c);
    nesting(c);
}

fn orderings(c: &mut Cases) {
    c.expression("compare/le", || X.le(5));
    c.expression("compare/gt", || X.gt(5));
    c.expression("compare/value-on-left", || X.lt(5));
    c.expression("compare/value-on-left-eq", || X.eq(5));
    c.expression("compare/column-column", || X.lt(Y));
    c.expression("compare/literal-left", || literal(5).lt(X));
    c.expression("compare/arith-left", || (X + 1).eq(5));
    c.expression("compare/function-left", || func::length(S).gt(3));
    c.statement("compare/scalar-subquery-right", || {
        select(book::id).filter(book::price.eq(select(func::max(book::price)).scalar_subquery()))
    });
    c.statement("compare/select-right", || select(author::id).filter(author::id.eq(select(func::max(book::id)).scalar_subquery())));
}

fn nulls(c: &mut Cases) {
    c.expression("compare/ne-none", || X.ne(None::<i32>));
    c.expression("compare/ne-null", || X.ne(null::<i32>()));
    c.expression("compare/is-none", || X.is(None::<i32>));
    c.expression("compare/is-not-none", || X.is_not(None::<i32>));
    c.expression("compare/none-on-left", || X.eq(None::<i32>));
    c.expression("compare/lt-none", || X.lt(None::<i32>));
    c.expression("compare/gt-null", || X.gt(null::<i32>()));
    c.expression("compare/null-is-null", || null::<i32>().eq(None::<i32>));
    c.statement("compare/in-where-eq-none", || select(book::id).filter(book::price.eq(None::<Decimal>)));
    c.expression("compare/eq-none-of-or", || X.gt(1).or(Y.gt(1)).eq(None::<bool>));
    c.expression("compare/is-null-of-arith", || (X + Y).is_null());
    c.expression("compare/is-null-function", || func::nullif(X, 0).is_null());
    c.statement("compare/is-null-subquery", || {
        let name = select(publisher::name).filter(publisher::id.eq(book::publisher_id)).scalar_subquery();
        select(book::id).filter(name.is_null())
    });
    c.expression("compare/bind-none", || X.eq(param::<Option<i32>>("v").default_value(None::<i32>)));
}

fn truths(c: &mut Cases) {
    c.expression("compare/eq-false", || P.eq(false));
    c.expression("compare/eq-true-constant", || P.eq(true_()));
    c.expression("compare/is-true", || P.is(true));
    c.expression("compare/is-false", || P.is(false));
    c.expression("compare/is-not-false", || P.is_not(false));
    c.expression("compare/int-eq-true", || X.type_coerce::<bool>().eq(true));
    c.expression("compare/is-column", || X.is(Y));
    c.expression("compare/bool-value-bind", || P.eq(literal(true)));
}

fn distinct(c: &mut Cases) {
    c.expression("compare/distinct-from-column", || X.is_distinct_from(Y));
    c.expression("compare/distinct-from-none", || X.is_distinct_from(None::<i32>));
    c.expression("compare/not-distinct-from-none", || X.is_not_distinct_from(None::<i32>));
    c.expression("compare/distinct-from-true", || P.is_distinct_from(true));
    c.expression("compare/negated-distinct-from", || !X.is_distinct_from(5));
    c.expression("compare/negated-not-distinct-from", || !X.is_not_distinct_from(Y));
    c.expression("compare/distinct-from-and", || X.is_distinct_from(5).and(Y.eq(1)));
    c.expression("compare/distinct-from-expr", || (X + 1).is_distinct_from(Y * 2));
}

fn values(c: &mut Cases) {
    c.expression("compare/string-value", || S.eq("it's"));
    c.expression("compare/empty-string", || S.eq(""));
    c.expression("compare/date-value", || book::published.ge(date(2020, 2, 29)));
    c.expression("compare/datetime-value", || loan::out_at.lt(moment(2023, 5, 6, (7, 8, 9))));
    c.expression("compare/decimal-value", || book::price.eq(Decimal::new(1990, 2)));
    c.expression("compare/float-value", || book::weight.le(0.5));
    c.expression("compare/bytes-value", || patron::avatar.eq(Vec::from([0_u8, 255])));
    c.expression("compare/uuid-value", || patron::token.eq(Uuid::from_u128(0x12345678_1234_5678_1234_567812345678)));
    c.expression("compare/date-value-to-datetime-col", || loan::out_at.type_coerce::<NaiveDate>().ge(date(2023, 1, 1)));
    c.expression("compare/typed-literal", || column::<String>("k").eq(literal("5")));
    c.expression("compare/any-type-bind", || column::<NaiveDateTime>("k").eq(moment(2024, 1, 2, (3, 4, 5))));
    c.expression("compare/python-enum-value", || column::<String>("day").eq("tue"));
    c.expression("compare/enum-value", || book::format.eq("ebook"));
}

fn nesting(c: &mut Cases) {
    c.expression("compare/eq-eq-left-nested", || X.eq(Y).eq(Z.type_coerce::<bool>()));
    c.expression("compare/lt-lt-nested", || X.lt(Y).lt(Z.type_coerce::<bool>()));
}
