//! Values there and back.

use alchemy_claims::covers;
use alchemy_core::driver::{BeginOptions, Params, TransactionStatus};
use alchemy_core::{Date, DateTime, ErrorKind, Number, SqlValue as _, Time, Value};

use crate::session::{connect, ddl, kind, moment, number, one, run, send, table, url};

/// A value, the column that holds it, and what is read back where that is another kind of value.
fn round_trips() -> Vec<(&'static str, Value, Option<Value>)> {
    let text = |text: &str| Value::Text(text.into());
    let json = |text: &str| Value::Json(text.into());
    let mut cases = vec![
        ("boolean", Value::Bool(true), None),
        ("boolean", Value::Bool(false), None),
        ("smallint", Value::Int(-32_768), None),
        ("integer", Value::Int(-2_147_483_648), None),
        ("bigint", Value::Int(i64::MIN), None),
        ("bigint", Value::Int(i64::MAX), None),
        ("bigint", Value::UInt(7), Some(Value::Int(7))),
        ("oid", Value::Int(4_294_967_295), None),
        ("numeric(20, 0)", Value::UInt(u64::MAX), Some(number("18446744073709551615"))),
        ("numeric(20, 0)", Value::Int(-5), Some(number("-5"))),
        ("double precision", Value::Float(f64::MIN_POSITIVE), None),
        ("double precision", Value::Float(f64::MAX), None),
        ("double precision", Value::Float(5e-324), None),
        ("double precision", Value::Float(f64::NEG_INFINITY), None),
        ("double precision", Value::Float(0.1), None),
        ("double precision", Value::Int(1 << 53), Some(Value::Float(9_007_199_254_740_992.0))),
        ("double precision", number("0.10"), Some(Value::Float(0.1))),
        ("real", Value::Float(0.1f32.into()), None),
        ("real", number("0.1"), Some(Value::Float(0.1f32.into()))),
        ("numeric", Value::Float(0.1), Some(number("0.1"))),
        ("bigint", number("12.00"), Some(Value::Int(12))),
        ("numeric(12, 2)", number("-1234567890.50"), None),
        ("numeric(38, 0)", number("99999999999999999999999999999999999999"), None),
        ("numeric(38, 37)", number("-9.9999999999999999999999999999999999999"), None),
        ("numeric", number("0"), None),
        ("numeric", number("0.000"), None),
        ("numeric", number("10000"), None),
        ("numeric", number("0.00001"), None),
        ("numeric", number("100000000.0001"), None),
        ("numeric", number("1.50"), None),
        ("varchar(255)", text(""), None),
        ("varchar(255)", text("trailing  "), None),
        ("text", text("a'\\\"\n\u{1a}%_`𝄞 grüße 🦀"), None),
        ("text", text(&"ß".repeat(300_000)), None),
        ("char(5)", text("a"), Some(text("a    "))),
        ("name", text("n"), None),
        ("mood", text("sad"), None),
        ("positive", Value::Int(5), None),
        ("bytea", Value::Bytes((0..=255).collect::<Vec<u8>>().into()), None),
        ("bytea", Value::Bytes([].into()), None),
        ("bytea", Value::Bytes(vec![0xfe; 2_000_000].into()), None),
        ("date", Value::Date(Date(10_957)), None),
        ("date", Value::Date(Date(-2_451_545 + 10_957)), None),
        ("date", Value::Date(Date(2_145_031_948 + 10_957)), None),
        ("date", Value::Date("0001-01-01".parse().unwrap()), None),
        ("time", Value::Time(Time(0)), None),
        ("time", Value::Time("23:59:59.999999".parse().unwrap()), None),
        ("timestamp", Value::DateTime(moment("9999-12-31 23:59:59.999999")), None),
        ("timestamp", Value::DateTime(moment("1969-12-31 23:59:59.000001")), None),
        ("timestamp", Value::DateTime(DateTime(-211_813_488_000_000_000 + 946_684_800_000_000)), None),
        ("timestamp", Value::Timestamp(moment("2024-03-31 02:30:00.5")), Some(Value::DateTime(moment("2024-03-31 02:30:00.5")))),
        ("timestamptz", Value::Timestamp(moment("2024-03-31 02:30:00.5")), None),
        ("timestamptz", Value::DateTime(moment("2024-03-31 02:30:00.5")), Some(Value::Timestamp(moment("2024-03-31 02:30:00.5")))),
        ("timestamptz", Value::Timestamp(DateTime(i64::MAX)), None),
        ("uuid", Value::Uuid([0xab; 16]), None),
        ("json", json(r#"{"a":  "ü\"\\"}"#), None),
        ("jsonb", json(r#"{"a": [1, null]}"#), None),
        ("json", text("[1]"), Some(json("[1]"))),
    ];
    cases.extend(
        ["boolean", "bigint", "real", "numeric", "text", "bytea", "date", "time", "timestamptz", "uuid", "jsonb", "int[]", "mood"]
            .map(|column| (column, Value::Null, None)),
    );
    cases
}

#[tokio::test]
async fn every_kind_of_value_survives_the_round_trip() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    ddl(&mut conn, "DROP TYPE IF EXISTS mood, positive CASCADE").await;
    ddl(&mut conn, "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN positive AS bigint CHECK (VALUE > 0)").await;
    for (index, (column, value, expected)) in round_trips().into_iter().enumerate() {
        let name = format!("rt_{index}");
        table(&mut conn, &name, &format!("v {column}")).await;
        let sent = run(&mut conn, &format!("INSERT INTO {name} VALUES ($1)"), vec![value.clone()]).await;
        assert_eq!(sent.unwrap().0.rows_affected, 1, "{column}");
        let expected = expected.unwrap_or(value);
        for cached in [true, false] {
            let (_, rows) = send(&mut conn, &format!("SELECT v FROM {name}"), Params::One(vec![]), cached).await.unwrap();
            assert_eq!(rows.rows, [[expected.clone()]], "{column}, cached: {cached}");
        }
        ddl(&mut conn, &format!("DROP TABLE {name}")).await;
    }
    ddl(&mut conn, "DROP TYPE mood; DROP DOMAIN positive").await;
}

/// The server's own view of what arrived, so that two mistakes do not cancel out.
#[tokio::test]
async fn the_server_sees_the_values_that_were_meant() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    for (param, value, expected) in [
        ("numeric", number("-12345678.000100"), "-12345678.000100"),
        ("numeric", number("10000000000000000.5"), "10000000000000000.5"),
        ("numeric", Value::Float(1e20), "100000000000000000000"),
        ("date", Value::Date("2024-02-29".parse().unwrap()), "2024-02-29"),
        ("time", Value::Time("01:02:03.000004".parse().unwrap()), "01:02:03.000004"),
        ("timestamp", Value::DateTime(moment("1999-12-31 23:59:59.999999")), "1999-12-31 23:59:59.999999"),
        ("uuid", Value::Uuid(*b"0123456789abcdef"), "30313233-3435-3637-3839-616263646566"),
        ("bytea", Value::Bytes([1, 255].into()), "\\x01ff"),
        ("jsonb", Value::Json("[1,2]".into()), "[1, 2]"),
        ("int[]", Value::Array([Value::Int(1), Value::Null, Value::Int(-3)].into()), "{1,NULL,-3}"),
        ("text[]", Value::Array([Value::Text("a,b".into()), Value::Text("".into())].into()), "{\"a,b\",\"\"}"),
        ("numeric[]", Value::Array([number("1.5"), number("-0.001")].into()), "{1.5,-0.001}"),
        ("uuid[]", Value::Array([].into()), "{}"),
    ] {
        let (_, rows) = run(&mut conn, &format!("SELECT ($1::{param})::text"), vec![value]).await.unwrap();
        assert_eq!(rows.rows, [[Value::Text(expected.into())]], "{param}");
    }
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_before_they_are_sent() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let text = |text: &str| Value::Text(text.into());
    let array = |value: Value| Value::Array([value].into());
    for (param, value) in [
        ("int2", Value::Int(32_768)),
        ("int4", Value::Int(1 << 31)),
        ("int8", Value::UInt(1 << 63)),
        ("oid", Value::Int(-1)),
        ("int8", number("1.5")),
        ("int8", number("9223372036854775808")),
        ("int8", Value::Float(1.0)),
        ("int8", text("1")),
        ("text", text("a\0b")),
        ("json", text("\"\0\"")),
        ("float4", Value::Float(0.1)),
        ("float4", Value::Float(1e300)),
        ("float8", Value::Int((1 << 53) + 1)),
        ("float8", number("0.1000000000000000000000001")),
        ("numeric", Value::Float(f64::NAN)),
        ("numeric", Value::Float(f64::INFINITY)),
        ("numeric", Value::Float(1e300)),
        ("numeric", Value::Decimal(Number { mantissa: 1, scale: 20_000 })),
        ("date", Value::Date(Date(i32::MIN))),
        ("date", Value::Date(Date(i32::MAX))),
        ("date", Value::Date(Date(-2_451_546 + 10_957))),
        ("time", Value::Time(Time(86_400_000_000))),
        ("time", Value::Time(Time(-1))),
        ("timestamp", Value::DateTime(DateTime(i64::MIN))),
        ("timestamptz", Value::Timestamp(DateTime(-211_813_488_000_000_001 + 946_684_800_000_000))),
        ("uuid", text("30313233-3435-3637-3839-616263646566")),
        ("boolean", Value::Int(1)),
        ("int4[]", Value::Int(1)),
        ("int4", array(Value::Int(1))),
        ("int4[]", array(Value::Int(1 << 40))),
    ] {
        let sql = format!("SELECT $1::{param} IS NULL");
        // Once as it is prepared, once as it is known.
        for _ in 0..2 {
            let sent = run(&mut conn, &sql, vec![value.clone()]).await;
            let error = sent.err().unwrap_or_else(|| panic!("{} was sent as {param}", value.kind()));
            assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::Data, None), "{} as {param}: {error}", value.kind());
        }
        let sets = vec![vec![Value::Null], vec![value.clone()]];
        assert_eq!(kind(send(&mut conn, &sql, Params::Many(sets), true).await), ErrorKind::Data);
        conn.begin(BeginOptions::default());
        assert_eq!(kind(run(&mut conn, &sql, vec![value.clone()]).await), ErrorKind::Data);
        // Whether BEGIN went out depends on whether the statement was known; the transaction is not broken by it.
        assert_ne!(conn.status(), TransactionStatus::Failed);
        conn.rollback().await.unwrap();
    }
    let error = run(&mut conn, "SELECT $1::int", vec![text("1")]).await.err().unwrap();
    assert_eq!(error.to_string(), "cannot bind text to int4");
    for values in [vec![], vec![Value::Int(1)], vec![Value::Int(1); 3]] {
        let sent = run(&mut conn, "SELECT $1::int, $2::int", values.clone()).await;
        assert_eq!(kind(sent), ErrorKind::Programming, "{}", values.len());
    }
    assert_eq!(kind(run(&mut conn, "SELECT '\0'", vec![]).await), ErrorKind::Data);
    assert_eq!(one(&mut conn, "SELECT 42").await, Value::Int(42));
}

#[tokio::test]
async fn what_cannot_be_read_says_so() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    for (sql, part) in [
        ("SELECT 'NaN'::numeric", "NaN"),
        ("SELECT 'Infinity'::numeric", "infinite"),
        ("SELECT 'infinity'::timestamp", "infinite"),
        ("SELECT '-infinity'::timestamptz", "infinite"),
        ("SELECT 'infinity'::date", "infinite"),
        ("SELECT '24:00'::time", "24:00"),
        ("SELECT '12.50'::money", "a cast to text"),
    ] {
        let error = run(&mut conn, sql, vec![]).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Data, "{sql}");
        assert!(error.to_string().contains(part), "{sql}: {error}");
    }
    assert_eq!(one(&mut conn, "SELECT '127.0.0.1'::inet::text").await, Value::Text("127.0.0.1/32".into()));
}

#[covers("TYP-08")]
#[tokio::test]
async fn a_decimal_of_many_digits_is_read_as_what_holds_it() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    for (sql, text) in [
        ("SELECT CAST('1e60' AS numeric)", format!("1{}", "0".repeat(60))),
        ("SELECT CAST('-1e60' AS numeric(70, 3))", format!("-1{}.000", "0".repeat(60))),
        (
            "SELECT CAST('123456789012345678901234567890.1234567890123' AS numeric)",
            "123456789012345678901234567890.1234567890123".into(),
        ),
        (
            "SELECT CAST('12345678901234567890123456789012345678901e-50' AS numeric)",
            "0.00000000012345678901234567890123456789012345678901".into(),
        ),
    ] {
        let read = one(&mut conn, sql).await;
        let Value::Extension(digits) = &read else { panic!("{sql}: {}", read.kind()) };
        assert_eq!(digits.text(), text, "{sql}");
        let float: f64 = text.parse().unwrap();
        assert_eq!(f64::from_value(read.as_ref()).unwrap(), float, "{sql}");
        assert_eq!(Number::from_value(read.as_ref()).unwrap_err().kind(), ErrorKind::Data);
        assert_eq!(i64::from_value(read.as_ref()).unwrap_err().kind(), ErrorKind::Data);
    }
}
