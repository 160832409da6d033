//! The cases of the area `between`.

use alchemy_core::{func, prelude::*};
use chrono::NaiveDate;

use crate::cases::Cases;
use crate::schema::short::{P, X, Y};
use crate::schema::{book, holding};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

pub(crate) fn cases(c: &mut Cases) {
    c.expression("between/values", || X.between(1, 10));
    c.expression("between/function", || X.between(1, 10));
    c.expression("between/dates", || book::published.between(date(2000, 1, 1), date(2009, 12, 31)));
    c.expression("between/expressions", || X.between(Y - 1, Y + 1));
    c.expression("between/value-left", || literal(5).between(X, Y));
    c.expression("between/arith-left", || (X * 2).between(1, 3));
    c.expression("between/not", || !X.between(1, 10));
    c.expression("between/double-not", || !!X.between(1, 10));
    c.expression("between/symmetric", || X.between_symmetric(10, 1));
    c.statement("between/subquery-bounds", || {
        let (low, high) = (select(func::min(holding::cost)), select(func::max(holding::cost)));
        select(book::id).filter(book::price.between(low.scalar_subquery(), high.scalar_subquery()))
    });
    c.expression("between/and-inside-bound", || P.between(X.eq(1), Y.eq(2)));
}
