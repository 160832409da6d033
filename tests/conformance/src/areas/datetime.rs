//! The cases of the area `datetime`.

use alchemy_core::prelude::*;
use alchemy_core::{ColumnDef, Raw, SqlValue, tuple};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::cases::Cases;
use crate::schema::{book, loan};

fn raw<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(sql.into()))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn at(date: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    date.and_hms_opt(hour, minute, 0).unwrap_or_default()
}

/// `archive.created` and `archive.gap`.
fn archive() -> Table {
    Table::new("archive").column(ColumnDef::of::<NaiveDateTime>("created")).column(ColumnDef::of::<TimeDelta>("gap"))
}

pub(crate) const YEARS: &str = "`+` and `-` would take the numbers of the years";
pub(crate) const POSTGRESQL_ALONE: &[(&str, &str)] = &[("mysql", "(refused)"), ("mariadb", "(refused)"), ("sqlite", "(refused)")];

pub(crate) fn cases(c: &mut Cases) {
    intervals(c);
    differences(c);
    functions(c);
    moments(c);
}

fn intervals(c: &mut Cases) {
    c.expression("datetime/date-plus-timedelta", || book::published + TimeDelta::days(7)).deviating(YEARS, POSTGRESQL_ALONE);
    c.expression("datetime/datetime-minus-timedelta", || loan::out_at - TimeDelta::hours(36)).deviating(YEARS, POSTGRESQL_ALONE);
    c.expression("datetime/interval-column", || archive().c("created") + archive().c("gap"));
    c.statement("datetime/interval-literal-binds", || select(literal(TimeDelta::days(2) + TimeDelta::hours(3))).inlined());
    c.expression("datetime/text-interval", || loan::out_at + raw::<Value>("INTERVAL '1 day'"));
}

fn differences(c: &mut Cases) {
    c.expression("datetime/datetime-diff", || loan::back_at - loan::out_at).deviating(YEARS, POSTGRESQL_ALONE);
    c.expression("datetime/datetime-diff-compare", || (loan::back_at - loan::out_at).gt(TimeDelta::days(14)))
        .deviating(YEARS, POSTGRESQL_ALONE);
    c.expression("datetime/date-diff", || loan::due_on - book::published).deviating(YEARS, POSTGRESQL_ALONE);
    c.expression("datetime/date-minus-date-value", || loan::due_on - day(2020, 1, 1)).deviating(YEARS, POSTGRESQL_ALONE);
}

fn functions(c: &mut Cases) {
    c.expression("datetime/mysql-interval", || {
        func::call::<NaiveDateTime>("date_add", (loan::out_at, raw::<Value>("INTERVAL 3 DAY")))
    });
    c.expression("datetime/sqlite-date-func", || func::call::<NaiveDate>("date", (loan::due_on, "+3 days")));
    c.statement("datetime/date-trunc", || {
        let month = || func::call::<Option<DateTime<Utc>>>("date_trunc", ("month", book::created_at));
        select((month(), func::count_all())).group_by(month())
    });
    c.statement("datetime/current-date-compare", || {
        select(loan::id).filter(loan::due_on.lt(func::current_date())).filter(loan::back_at.is_null())
    });
}

fn moments(c: &mut Cases) {
    c.expression("datetime/at-time-zone", || book::created_at.op("AT TIME ZONE", "UTC"));
    c.expression("datetime/overlaps", || {
        let year = (at(day(2024, 1, 1), 0, 0), at(day(2024, 2, 1), 0, 0));
        tuple((loan::out_at, loan::back_at)).bool_op("OVERLAPS", year)
    });
    c.expression("datetime/tz-aware-bind", || book::created_at.ge(at(day(2024, 1, 2), 3, 4).and_utc()));
}
