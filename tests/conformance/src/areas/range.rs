//! The cases of the area `range`.

use alchemy_core::prelude::*;
use alchemy_postgres::ext::{Containment as _, Multirange, Range, RangeOperators as _};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::archive;

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, month, 1).unwrap_or_default()
}

fn small() -> Range<i32> {
    Range::new(1, 9)
}

pub(crate) fn cases(c: &mut Cases) {
    containment(c);
    positions(c);
    combined(c);
    compared(c);
    functions(c);
}

fn containment(c: &mut Cases) {
    c.statement("range/contains-value", || select(archive::id).filter(archive::years.includes(1999)));
    c.statement("range/contains-range", || select(archive::id).filter(archive::years.includes(Range::new(1990, 2000))));
    c.statement("range/contains-date", || select(archive::id).filter(archive::span.includes(day(1))));
    c.statement("range/contained-by", || select(archive::id).filter(archive::years.contained_by(Range::new(1900, 2000))));
    c.statement("range/not-contains", || select(archive::id).filter(!archive::years.includes(5)));
    c.statement("range/in-and", || {
        select(archive::id).filter(archive::years.includes(5)).filter(archive::span.overlaps(Range::new(day(1), day(2))))
    });
    c.statement("range/tstz-contains-now", || {
        select(archive::id).filter(archive::stay.includes(func::call::<chrono::DateTime<chrono::Utc>>("now", ())))
    });
    c.statement("range/decimal", || select(archive::id).filter(archive::band.includes(Decimal::new(15, 1))));
    c.statement("range/multirange-contains", || select(archive::id).filter(archive::slots.includes(5)));
}

fn positions(c: &mut Cases) {
    let open = || Range::with_bounds(Some(2000), None, Default::default());
    let before = || Range::with_bounds(None, Some(1900), Default::default());
    c.statement("range/strictly-left-operator", move || select(archive::id).filter(archive::years.strictly_left_of(open())));
    c.statement("range/strictly-right", move || select(archive::id).filter(archive::years.strictly_right_of(before())));
    c.statement("range/not-extend-right", || select(archive::id).filter(archive::years.not_extend_right_of(small())));
    c.statement("range/not-extend-left", || select(archive::id).filter(archive::years.not_extend_left_of(small())));
    c.statement("range/adjacent", || select(archive::id).filter(archive::years.adjacent_to(small())));
}

fn combined(c: &mut Cases) {
    c.statement("range/union", || select(archive::years.union_with(small())));
    c.statement("range/union-operator", || select(archive::years.union_with(small())));
    c.statement("range/difference", || select(archive::years.difference_with(small())));
    c.statement("range/intersection", || select(archive::years.intersection_with(small())));
    c.statement("range/multirange-union", || select(archive::slots.union_with(Multirange(vec![Range::new(1, 2)]))));
}

fn compared(c: &mut Cases) {
    c.statement("range/ne", || select(archive::id).filter(archive::years.ne(small())));
    c.statement("range/is-null", || select(archive::id).filter(archive::years.eq(None::<Range<i32>>)));
    c.statement("range/lt", || select(archive::id).filter(archive::years.lt(small())));
    c.statement("range/empty", || select(archive::id).filter(archive::band.eq(Range::<Decimal>::empty())));
}

fn functions(c: &mut Cases) {
    c.statement("range/lower-upper", || {
        select((func::call::<Option<i32>>("lower", archive::years), func::call::<Option<i32>>("upper", archive::years)))
    });
    c.statement("range/constructor-function", || {
        select(archive::id).filter(archive::years.overlaps(func::call::<Range<i32>>("int4range", (1, 9, "[]"))))
    });
}
