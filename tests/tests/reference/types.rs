//! Column types, enums, sequences and views.

use alchemy_claims::covers;
use alchemy_mysql::ext::{Inet4, Inet6};
use alchemy_orm::core::{
    CreateEnum, CreateSequence, CreateTableAs, CreateView, DdlStatement, Dialect, EnumType, Error, Interval, Lossless, Number,
    Render, Sequence, SqlType, Value, family::SqlText, prelude::*, sql_value,
};
use alchemy_orm::prelude::{DateTime, Decimal, ErrorKind, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Uuid};
use alchemy_orm::{SqlEnum, SqlValue};
use alchemy_postgres::ext::{Bits, Cidr, Inet, MacAddr, MacAddr8};
use chrono::SubsecRound as _;

use super::dialects::{mariadb, mysql, postgresql, sqlite, standard};

/// What a type is called in PostgreSQL, MySQL, MariaDB and SQLite.
fn names(sql_type: impl Into<SqlType>) -> [String; 4] {
    let sql_type = sql_type.into();
    let dialects: [&dyn Dialect; 4] = [
        &alchemy_postgres::Dialect::default(),
        &alchemy_mysql::Dialect::mysql(),
        &alchemy_mysql::Dialect::mariadb(),
        &alchemy_sqlite::Dialect,
    ];
    dialects.map(|dialect| dialect.column_type(&sql_type).unwrap_or_else(|error| error.to_string()))
}

/// The types of the book's tables, and what each is called.
fn rust_types() -> Vec<(&'static str, SqlType)> {
    macro_rules! types {
        ($($name:literal $t:ty),* $(,)?) => { vec![$(($name, <$t>::sql_type())),*] };
    }
    types! {
        "bool" bool, "i8" i8, "i16" i16, "i32" i32, "i64" i64, "u16" u16, "u32" u32, "u64" u64, "f32" f32, "f64" f64,
        "String" String, "Vec<u8>" Vec<u8>, "Number" Number, "Decimal" Decimal, "BigDecimal" bigdecimal::BigDecimal,
        "Lossless<Decimal>" Lossless<Decimal>, "Uuid" Uuid, "serde_json::Value" serde_json::Value, "Vec<i64>" Vec<i64>,
        "NaiveDate" NaiveDate, "NaiveTime" NaiveTime, "NaiveDateTime" NaiveDateTime, "DateTime<Utc>" DateTime<Utc>,
        "TimeDelta" TimeDelta,
        "time::Date" time::Date, "time::Time" time::Time, "PrimitiveDateTime" time::PrimitiveDateTime,
        "UtcDateTime" time::UtcDateTime, "OffsetDateTime" time::OffsetDateTime, "time::Duration" time::Duration,
        "civil::Date" jiff::civil::Date, "civil::Time" jiff::civil::Time, "civil::DateTime" jiff::civil::DateTime,
        "Timestamp" jiff::Timestamp, "SignedDuration" jiff::SignedDuration,
        "Interval" Interval, "std::time::Duration" std::time::Duration,
        "Inet" Inet, "Cidr" Cidr, "MacAddr" MacAddr, "MacAddr8" MacAddr8, "Bits" Bits,
        "Inet4" Inet4, "Inet6" Inet6,
    }
}

#[covers("TYP-01", "TYP-28", "TYP-13", "PG-25", "PG-26", "MY-21")]
#[test]
fn the_book_says_what_each_rust_type_is_called() {
    let chapter = include_str!("../../../book/src/reference/types.md");
    let rows: Vec<Vec<&str>> = chapter
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect())
        .filter(|row: &Vec<&str>| row.len() == 5)
        .collect();
    let mut told = Vec::new();
    for row in rows {
        let types: Vec<&str> = row[0].split(", ").map(|name| name.trim_matches('`')).collect();
        for name in &types {
            let (_, sql_type) = rust_types().into_iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name}"));
            let expected = names_or_dash(sql_type);
            assert_eq!(row[1..], expected, "{name}");
        }
        told.extend(types);
    }
    let known: Vec<&str> = rust_types().into_iter().map(|(name, _)| name).collect();
    assert_eq!(told, known);
}

/// The four names, and a dash for a database without the type.
fn names_or_dash(sql_type: SqlType) -> [String; 4] {
    let mut names = names(sql_type);
    names.iter_mut().filter(|name| name.contains("cannot")).for_each(|name| *name = "–".to_owned());
    names
}

#[covers("TYP-08")]
#[test]
fn a_decimal_of_which_every_digit_is_kept() {
    // ANCHOR: lossless
    table! { pub ledger ("ledger") { id: i64 [primary_key], amount: Lossless<Decimal> } }

    let amount: Decimal = "1234567890123456789.01".parse().unwrap();
    let stmt = ledger::insert().values((ledger::id.to(1), ledger::amount.to(Lossless(amount))));
    assert_eq!(standard(stmt), "INSERT INTO ledger (id, amount) VALUES (?, ?)");
    assert_eq!(names(Lossless::<Decimal>::sql_type()), ["NUMERIC", "NUMERIC(65, 30)", "NUMERIC(65, 30)", "TEXT COLLATE decimal"]);
    // ANCHOR_END: lossless
    let inlined = || select(literal(Lossless(amount)).label("n")).inlined();
    assert_eq!(postgresql(inlined()), "SELECT 1234567890123456789.01 AS n");
    assert_eq!(sqlite(inlined()), "SELECT '1234567890123456789.01' AS n");
    assert!(sqlite(select(literal(amount).label("n")).inlined()).contains("round"));
}

#[covers("TYP-11", "TYP-12")]
#[test]
fn times_that_no_database_keeps_are_refused() {
    // ANCHOR: fine
    let fine = NaiveTime::from_hms_nano_opt(12, 0, 0, 1).unwrap();
    let refused = select(literal(fine).label("t")).inlined().compile(&alchemy_sqlite::Dialect).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Data);
    let cut = fine.trunc_subsecs(6);
    assert_eq!(sqlite(select(literal(cut).label("t")).inlined()), "SELECT '12:00:00.000000' AS t");
    // ANCHOR_END: fine
}

fn ddl(element: &dyn Render, dialect: &dyn Dialect) -> Result<String, Error> {
    DdlStatement::of(element, dialect).map(|statement| statement.text().to_owned())
}

#[covers("TYP-01", "TYP-43", "TYP-07", "TYP-09", "TYP-14")]
#[test]
fn portable_types_have_the_name_that_each_database_gives_them() {
    // ANCHOR: portable
    assert_eq!(names(SqlType::Boolean), ["BOOLEAN", "BOOL", "BOOL", "BOOLEAN"]);
    assert_eq!(names(SqlType::Double), ["DOUBLE PRECISION", "DOUBLE", "DOUBLE", "DOUBLE"]);
    assert_eq!(names(SqlType::Binary), ["BYTEA", "BLOB", "BLOB", "BLOB"]);
    assert_eq!(names(SqlType::Uuid), ["UUID", "CHAR(32)", "UUID", "CHAR(32)"]);
    assert_eq!(names(SqlType::Float { precision: Some(24) }), ["FLOAT(24)", "FLOAT(24)", "FLOAT(24)", "FLOAT"]);
    // ANCHOR_END: portable
    assert_eq!(names(SqlType::BigInteger), ["BIGINT"; 4]);
    assert_eq!(names(SqlType::UnsignedBigInteger), ["NUMERIC(20, 0)", "BIGINT UNSIGNED", "BIGINT UNSIGNED", "BIGINT"]);
}

#[covers("TYP-08", "TYP-11")]
#[test]
fn decimals_and_times_say_how_many_digits_they_keep() {
    // ANCHOR: digits
    assert_eq!(names(Numeric(10, 2)), ["NUMERIC(10, 2)"; 4]);
    assert_eq!(names(SqlType::Decimal), ["NUMERIC", "NUMERIC(65, 30)", "NUMERIC(65, 30)", "NUMERIC"]);
    assert_eq!(names(SqlType::Time.precise(3)), ["TIME(3) WITHOUT TIME ZONE", "TIME(3)", "TIME(3)", "TIME"]);
    assert_eq!(names(SqlType::Timestamp.precise(6)), ["TIMESTAMP WITH TIME ZONE", "DATETIME(6)", "DATETIME(6)", "DATETIME"]);
    // ANCHOR_END: digits
}

#[covers("TYP-02", "TYP-05")]
#[test]
fn text_has_a_length_and_a_collation() {
    // ANCHOR: text
    assert_eq!(names(SqlType::String { length: Some(50) }.collate("C"))[0], r#"VARCHAR(50) COLLATE "C""#);
    assert_eq!(names(SqlType::Text.collate_in("texts", "tidy"))[..2], ["TEXT COLLATE texts.tidy", "TEXT COLLATE tidy"]);
    assert_eq!(names(SqlType::exact("DECIMAL(10, 2)")), ["DECIMAL(10, 2)"; 4]);
    // ANCHOR_END: text
}

#[covers("TYP-03")]
#[test]
fn a_type_of_one_database_is_refused_by_the_others() {
    use alchemy_mysql::column_types as mysql_types;
    use alchemy_postgres::column_types as postgres_types;
    // ANCHOR: own
    assert_eq!(names(postgres_types::inet())[0], "INET");
    assert_eq!(names(mysql_types::MEDIUMINT.unsigned())[1], "MEDIUMINT UNSIGNED");
    assert_eq!(names(mysql_types::set(["x", "y"]))[1], "SET('x', 'y')");
    assert!(names(postgres_types::inet())[3].contains("sqlite"));
    // ANCHOR_END: own
    assert!(names(mysql_types::INET6)[1].contains("mysql"));
}

#[covers("TYP-04", "TYP-45")]
#[test]
fn a_variant_is_another_type_in_one_database() {
    // ANCHOR: variant
    let text = SqlType::String { length: Some(20) }.with_variant("mysql", SqlType::Text);
    assert_eq!(names(text), ["VARCHAR(20)", "TEXT", "VARCHAR(20)", "VARCHAR(20)"]);
    // ANCHOR_END: variant
}

#[covers("TYP-15", "TYP-16", "TYP-17", "TYP-18")]
#[test]
fn an_enum_is_a_type_of_the_database_or_text() {
    // ANCHOR: enum
    #[derive(Debug, Clone, Copy, PartialEq, SqlEnum)]
    #[sql_enum(name = "weekday")]
    enum Weekday {
        #[sql_enum(value = "monday")]
        Mon,
        #[sql_enum(value = "sunday")]
        Sun,
    }

    let day = Weekday::sql_type();
    assert_eq!(names(day), ["weekday", "ENUM('monday', 'sunday')", "ENUM('monday', 'sunday')", "VARCHAR(6)"]);
    assert_eq!(Weekday::Mon.to_value(), Value::from("monday"));
    // ANCHOR_END: enum
    assert_eq!(Weekday::from_value(Value::from("sunday").as_ref()).unwrap(), Weekday::Sun);
    assert!(Weekday::from_value(Value::from("Sun").as_ref()).is_err());
    // ANCHOR: enum-type
    let hue = EnumType::new("hue", ["red", "green"]);
    assert_eq!(
        ddl(&CreateEnum::new(&hue), &alchemy_postgres::Dialect::default()).unwrap(),
        "CREATE TYPE hue AS ENUM ('red', 'green')",
    );
    assert_eq!(names(hue.as_text().length(20)), ["VARCHAR(20)"; 4]);
    // ANCHOR_END: enum-type
    #[derive(Debug, PartialEq, SqlEnum)]
    #[sql_enum(integer)]
    enum Level {
        Low = 1,
        High = 9,
    }
    assert_eq!((Level::Low.to_value(), Level::High.to_value()), (Value::Int(1), Value::Int(9)));
    assert_eq!(Level::from_value(Value::Int(9).as_ref()).unwrap(), Level::High);
    assert!(Level::from_value(Value::Int(2).as_ref()).is_err());
}

#[covers("TYP-31", "TYP-35", "TYP-40")]
#[test]
fn a_type_of_the_program_converts_its_values() {
    // ANCHOR: newtype
    #[derive(Debug, Clone, PartialEq, SqlValue)]
    struct Email(String);

    #[derive(Debug, Clone, PartialEq)]
    struct Cents(i64);
    sql_value!(Cents => alchemy_orm::core::family::SqlInteger, SqlType::Integer,
        from |value| Ok(Cents(i64::from_value(value)? * 100)),
        to |cents| Value::Int(cents.0 / 100));
    // ANCHOR_END: newtype
    assert_eq!(names(Email::sql_type()), ["VARCHAR", "VARCHAR(255)", "VARCHAR(255)", "VARCHAR"]);
    assert_eq!((Cents(1200).to_value(), Cents::from_value(Value::Int(3).as_ref()).unwrap()), (Value::Int(12), Cents(300)));
}

#[derive(Debug, Clone, PartialEq)]
struct Folded(String);
// ANCHOR: wrapped-type
sql_value!(Folded => SqlText, SqlType::String { length: Some(50) },
    from |value| Ok(Folded(String::from_value(value)?)), to |folded| Value::from(folded.0.as_str()),
    bind |value| func::lower(value), column |column| func::upper(column));

table! { vault ("vault") { id: i64 [primary_key], code: Folded, old: Option<Folded> } }
// ANCHOR_END: wrapped-type

#[covers("TYP-36", "TYP-37", "TYP-29")]
#[test]
fn a_type_may_stand_in_sql_of_its_own() {
    // ANCHOR: wrapped
    let stmt = select(vault::code).filter(vault::code.eq("AbC"));
    assert_eq!(standard(stmt), "SELECT upper(vault.code) AS code FROM vault WHERE vault.code = lower(?)");
    let stmt = vault::insert().values(vault::code.to("AbC"));
    assert_eq!(standard(stmt), "INSERT INTO vault (code) VALUES (lower(?))");
    // ANCHOR_END: wrapped
    let inner = select(vault::code).subquery("inner_vault");
    assert_eq!(
        standard(select(inner.c(vault::code))),
        "SELECT upper(inner_vault.code) AS code FROM (SELECT vault.code AS code FROM vault) AS inner_vault",
    );
    assert_eq!(
        standard(select(vault::id).filter(vault::old.in_(["A", "B"]))),
        "SELECT vault.id FROM vault WHERE vault.old IN (lower(?), lower(?))",
    );
    assert_eq!(
        standard(vault::update().set(vault::code.to("x")).filter(vault::code.between("a", "b"))),
        "UPDATE vault SET code=lower(?) WHERE vault.code BETWEEN lower(?) AND lower(?)",
    );
}

#[covers("TYP-46", "TYP-47")]
#[test]
fn a_cast_takes_the_words_that_cast_knows() {
    let stmt = || select(literal("1").cast::<i64>().label("n"));
    assert_eq!(postgresql(stmt()), "SELECT CAST($1 AS BIGINT) AS n");
    assert_eq!(mysql(stmt()), "SELECT CAST(? AS SIGNED INTEGER) AS n");
}

#[test]
fn sequences_count() {
    // ANCHOR: sequence
    let numbers = Sequence::new("invoice_number").start(1000);
    assert_eq!(
        ddl(&CreateSequence::new(&numbers), &alchemy_postgres::Dialect::default()).unwrap(),
        "CREATE SEQUENCE invoice_number START WITH 1000",
    );
    let stmt = || select(numbers.next_value());
    assert_eq!(postgresql(stmt()), "SELECT nextval('invoice_number') AS next_value_1");
    assert_eq!(mariadb(stmt()), "SELECT nextval(invoice_number) AS next_value_1");
    // ANCHOR_END: sequence
    assert!(mysql(stmt()).contains("sequence") && sqlite(stmt()).contains("sequence"));
}

table! { book ("book") { id: i64 [primary_key], title: String, pages: i32 } }

#[test]
fn views_and_tables_of_what_a_query_gives() {
    // ANCHOR: view
    let thick = select((book::id, book::title)).filter(book::pages.gt(300));
    assert_eq!(
        standard(CreateView::new("thick_book", thick.clone())),
        "CREATE VIEW thick_book AS SELECT book.id, book.title FROM book WHERE book.pages > 300",
    );
    assert_eq!(
        standard(CreateTableAs::new("thick_book", thick).temporary()),
        "CREATE TEMPORARY TABLE thick_book AS SELECT book.id, book.title FROM book WHERE book.pages > 300",
    );
    // ANCHOR_END: view
}
