//! The cases of the area `cast`.

use alchemy_core::prelude::*;
use alchemy_core::{Number, SqlType, SqlValue, family, sql_value};
use alchemy_postgres::column_types;
use alchemy_postgres::ext::{Jsonb, Tsvector};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use crate::cases::Cases;
use crate::schema::{bits, book};

/// Money in hundredths.
#[derive(Debug, Clone)]
struct Cents(i64);

sql_value!(Cents => family::SqlInteger, SqlType::Integer,
    from |value| alchemy_core::SqlValue::from_value(value).map(Cents),
    to |cents| Value::from(cents.0 * 100));

const DATES: &str = "a cast to a date would be the number of the year";
const DOCUMENTS: &str = "a cast to JSON would be a number";

fn string(length: u32) -> SqlType {
    SqlType::String { length: Some(length) }
}

pub(crate) fn cases(c: &mut Cases) {
    numbers(c);
    texts(c);
    times(c);
    others(c);
    operands(c);
    of_one_database(c);
    places(c);
    coercions(c);
    literals(c);
}

fn numbers(c: &mut Cases) {
    let numeric = |precision, scale| SqlType::Numeric { precision, scale };
    c.expression("cast/integer", || bits::s.cast::<i32>());
    c.expression("cast/smallint", || bits::s.cast::<i16>());
    c.expression("cast/numeric", move || bits::s.cast_as::<Number>(numeric(None, None)));
    c.expression("cast/numeric-precision", move || bits::s.cast_as::<Number>(numeric(Some(8), None)));
    c.expression("cast/float", || bits::s.cast_as::<f64>(SqlType::Float { precision: None }));
    c.expression("cast/float-precision", || bits::s.cast_as::<f64>(SqlType::Float { precision: Some(24) }));
    c.expression("cast/double", || bits::s.cast::<f64>());
    c.expression("cast/real", || bits::s.cast_as::<f32>(SqlType::Real));
    c.expression("cast/boolean", || bits::x.cast::<bool>()).deviating(
        "the cast is not lost: it is asked whether the number is a truth value",
        &[("mysql", "(bits.x != 0)"), ("mariadb", "(bits.x != 0)")],
    );
    c.expression("cast/decorator", || bits::s.cast::<Cents>());
}

fn texts(c: &mut Cases) {
    c.expression("cast/string", || bits::x.cast::<String>());
    c.expression("cast/unicode", || bits::x.cast_as::<String>(string(10)));
    c.expression("cast/char", || bits::x.cast_as::<String>(SqlType::Char { length: Some(3) }));
    c.expression("cast/with-collate-type", || bits::x.cast_as::<String>(string(5).collate("nocase")))
        .deviating(
            "the collation is not lost",
            &[("mysql", "CAST(bits.x AS CHAR(5)) COLLATE nocase"), ("mariadb", "CAST(bits.x AS CHAR(5)) COLLATE nocase")],
        )
        .not_taken_on("mysql", "the collation is made up")
        .not_taken_on("mariadb", "the collation is made up");
}

fn times(c: &mut Cases) {
    const TEXT: &[(&str, &str)] = &[("sqlite", "CAST(bits.s AS TEXT)")];
    c.expression("cast/date", || bits::s.cast::<NaiveDate>()).deviating(DATES, &[("sqlite", "DATE(bits.s)")]);
    c.expression("cast/datetime", || bits::s.cast_as::<NaiveDateTime>(SqlType::DateTime)).deviating(DATES, TEXT);
    c.expression("cast/datetime-tz", || bits::s.cast_as::<DateTime<Utc>>(SqlType::Timestamp)).deviating(DATES, TEXT);
    c.expression("cast/timestamp", || bits::s.cast_as::<NaiveDateTime>(SqlType::DateTime)).deviating(DATES, TEXT);
    c.expression("cast/interval", || bits::s.cast_as::<TimeDelta>(SqlType::Interval { precision: None })).deviating(DATES, TEXT);
    c.expression("cast/pg-timestamp-precision", || bits::s.cast_as::<DateTime<Utc>>(SqlType::Timestamp.precise(3)));
    c.expression("cast/date-value", || literal(day(2020, 5, 6)).cast::<NaiveDate>()).deviating(DATES, &[("sqlite", "DATE(?)")]);
    c.expression("cast/compare", || bits::s.cast::<NaiveDate>().eq(day(2021, 2, 3)))
        .deviating(DATES, &[("sqlite", "DATE(bits.s) = ?")]);
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn others(c: &mut Cases) {
    c.expression("cast/large-binary", || bits::s.cast::<Vec<u8>>());
    c.expression("cast/json", || bits::s.cast::<Json>())
        .deviating(DOCUMENTS, &[("sqlite", "CAST(bits.s AS TEXT)"), ("mariadb", "CAST(bits.s AS CHAR)")]);
}

fn of_one_database(c: &mut Cases) {
    c.statement("cast/pg-types", || {
        let to = |sql_type: SqlType| bits::s.cast_as::<String>(sql_type);
        select((
            to(column_types::inet()),
            to(Jsonb::<serde_json::Value>::sql_type()),
            to(SqlType::Integer.array()),
            to(column_types::interval("", Some(3))),
            to(Tsvector::sql_type()),
        ))
    });
    c.expression("cast/array-typed", || alchemy_postgres::ext::array([bits::x, bits::y]).cast::<Vec<String>>());
}

fn operands(c: &mut Cases) {
    c.expression("cast/literal-value", || literal(5).cast_as::<Number>(Numeric(6, 1)));
    c.expression("cast/none", || literal(None::<i32>).cast::<Option<i32>>());
    c.expression("cast/null", || literal(None::<String>).cast_as::<Option<String>>(string(5)));
    c.expression("cast/expression", || (bits::x + bits::y).cast_as::<Number>(SqlType::Numeric { precision: None, scale: None }));
    c.expression("cast/of-cast", || bits::s.cast::<i32>().cast_as::<String>(string(5)));
    c.expression("cast/function", || func::max(bits::x).cast_as::<Option<String>>(string(5)));
    c.expression("cast/scalar-subquery", || select(func::max(bits::x)).scalar_subquery().cast_as::<Option<String>>(string(5)));
    c.expression("cast/case", || case_when(bits::x.eq(1), "1").otherwise("2").cast::<i32>());
    c.expression("cast/func-cast", || bits::x.cast_as::<String>(string(3)));
}

fn places(c: &mut Cases) {
    c.statement("cast/in-order-by", || select(book::id).order_by(book::isbn.cast::<Option<i64>>().desc()));
    c.statement("cast/two-labels", || {
        select((book::price.cast::<Option<i32>>(), book::price.cast_as::<Option<String>>(string(9))))
    });
    c.statement("cast/of-literal-auto-label", || select(literal(5).cast::<i32>()));
}

fn coercions(c: &mut Cases) {
    c.expression("cast/type-coerce", || bits::x.type_coerce::<String>());
    c.expression("cast/type-coerce-value", || literal(json!({"k": [1, 2]})));
    c.expression("cast/type-coerce-compare", || bits::s.type_coerce::<NaiveDate>().gt(day(2020, 1, 1)));
    c.statement("cast/type-coerce-label", || select((bits::x + 1).type_coerce::<String>()));
    c.expression("cast/try-cast", || bits::s.try_cast::<i32>());
}

fn literals(c: &mut Cases) {
    c.statement("cast/literal-binds", || {
        let parts =
            (literal(day(2020, 1, 2)).cast::<NaiveDate>(), literal("3").cast_as::<String>(string(4)), literal(7).cast::<i32>());
        select(parts).inlined()
    })
    .deviating(
        DATES,
        &[("sqlite", "SELECT DATE('2020-01-02') AS anon_1, CAST('3' AS VARCHAR(4)) AS anon_2, CAST(7 AS INTEGER) AS anon_3")],
    );
    c.prevented("cast/literal-binds-wrong-type", "a text is a text, whatever it is cast to");
}
