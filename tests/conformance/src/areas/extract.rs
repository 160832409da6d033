//! The cases of the area `extract`.

use alchemy_core::DateField;
use alchemy_core::prelude::*;
use chrono::NaiveDate;

use crate::areas::datetime::{POSTGRESQL_ALONE, YEARS};
use crate::cases::Cases;
use crate::schema::{book, loan};

const NULL: &str = "STRFTIME does not know it and gives NULL";

pub(crate) fn cases(c: &mut Cases) {
    c.expression("extract/year", || func::extract(DateField::YEAR, book::published));
    c.expression("extract/month", || func::extract(DateField::MONTH, book::published));
    c.expression("extract/day", || func::extract(DateField::DAY, book::published));
    c.expression("extract/hour", || func::extract(DateField::HOUR, loan::out_at));
    c.expression("extract/milliseconds", || func::extract(DateField::MILLISECONDS, loan::out_at)).refused_on("sqlite", NULL);
    c.expression("extract/dow", || func::extract(DateField::DOW, book::published));
    c.expression("extract/doy", || func::extract(DateField::DOY, book::published));
    c.expression("extract/week", || func::extract(DateField::WEEK, book::published));
    c.expression("extract/quarter", || func::extract(DateField::QUARTER, book::published)).refused_on("sqlite", NULL);
    c.expression("extract/epoch", || func::extract(DateField::EPOCH, loan::out_at));
    c.expression("extract/timezone-hour", || func::extract(DateField::TIMEZONE_HOUR, book::created_at)).refused_on("sqlite", NULL);
    c.expression("extract/func-extract", || func::extract(DateField::YEAR, book::published));
    c.expression("extract/from-function", || func::extract(DateField::YEAR, func::now()));
    c.expression("extract/from-expression", || func::extract(DateField::DAY, loan::back_at - loan::out_at))
        .deviating(YEARS, POSTGRESQL_ALONE);
    c.statement("extract/auto-label", || select(func::extract(DateField::YEAR, book::published)));
    c.statement("extract/order-by", || select(book::id).order_by(func::extract(DateField::MONTH, book::published).desc()));
    c.expression("extract/literal", || func::extract(DateField::YEAR, NaiveDate::from_ymd_opt(2020, 4, 5).unwrap_or_default()));
}
