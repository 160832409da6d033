//! What the driver promises, on the server that `ALCHEMY_POSTGRES_URL` names.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::any::Any;

use alchemy_claims::covers;
use alchemy_core::driver::{
    BeginOptions, Driver as _, DriverConnection, Isolation, Params, Reply, Request, Sink, TransactionStatus,
};
use alchemy_core::{
    BulkRows, Compiled, Date, DateTime, Error, ErrorKind, Number, Result, Row, SqlType, SqlValue as _, Time, Value,
};
use alchemy_postgres::Driver;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

type Connection = Box<dyn DriverConnection>;

/// Collects rows; after `limit` rows it refuses the next.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<Value>>,
    sets: usize,
    limit: Option<usize>,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.limit == Some(self.rows.len()) {
            return Err(Error::bad_value("enough"));
        }
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.sets += 1;
        Ok(())
    }
}

fn url() -> Option<String> {
    let url = std::env::var("ALCHEMY_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        eprintln!("not run: ALCHEMY_POSTGRES_URL names no server");
    }
    url
}

async fn connect(url: &str) -> Connection {
    Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap()
}

async fn send(conn: &mut Connection, sql: &str, params: Params, cached: bool) -> Result<(Reply, Rows)> {
    send_into(conn, sql, params, cached, Rows::default()).await
}

async fn send_into(conn: &mut Connection, sql: &str, params: Params, cached: bool, rows: Rows) -> Result<(Reply, Rows)> {
    let request = Request { sql: sql.into(), params, sink: Some(Box::new(rows)), cached, deadline: None };
    let mut reply = conn.run(request).await?;
    let sink: Box<dyn Any> = reply.sink.take().unwrap();
    Ok((reply, *sink.downcast::<Rows>().unwrap()))
}

async fn run(conn: &mut Connection, sql: &str, params: Vec<Value>) -> Result<(Reply, Rows)> {
    send(conn, sql, Params::One(params), true).await
}

/// Without a sink, so by the simple protocol.
async fn text(conn: &mut Connection, sql: &str) -> Result<Reply> {
    conn.run(Request { sql: sql.into(), params: Params::One(vec![]), sink: None, cached: false, deadline: None }).await
}

async fn ddl(conn: &mut Connection, sql: &str) {
    text(conn, sql).await.unwrap();
}

async fn table(conn: &mut Connection, name: &str, columns: &str) {
    ddl(conn, &format!("DROP TABLE IF EXISTS {name}")).await;
    ddl(conn, &format!("CREATE TABLE {name} ({columns})")).await;
}

async fn one(conn: &mut Connection, sql: &str) -> Value {
    run(conn, sql, vec![]).await.unwrap().1.rows.remove(0).remove(0)
}

fn kind<T>(outcome: Result<T>) -> ErrorKind {
    outcome.err().map(|error| error.kind()).expect("an error was expected")
}

fn number(text: &str) -> Value {
    Value::Decimal(text.parse::<Number>().unwrap())
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

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
async fn a_parameter_of_no_type_takes_that_of_its_value() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let sql = "SELECT $1, CASE WHEN true THEN $2 END";
    let word = || Value::Text("x".into());
    // Larger values than the statement was prepared for, and values of other kinds, prepare it anew: one round trip, as
    // the type is told with the text.
    for (value, trips) in [(Value::Int(7), 2), (Value::Int(8), 1), (Value::Int(1 << 40), 2), (Value::Bool(true), 2), (word(), 2)] {
        let (reply, rows) = run(&mut conn, sql, vec![word(), value.clone()]).await.unwrap();
        assert_eq!((reply.round_trips, rows.rows), (trips, vec![vec![word(), value]]));
    }
    let (_, rows) = run(&mut conn, "SELECT CAST($1 AS BIGINT)", vec![Value::Text("12".into())]).await.unwrap();
    assert_eq!(rows.rows, [[Value::Int(12)]]);
}

#[covers("PG-44")]
#[tokio::test]
async fn numbers_wider_than_a_column_are_compared_and_reckoned_with() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "told_item", "qty INT, small SMALLINT, big BIGINT").await;
    run(&mut conn, "INSERT INTO told_item VALUES (10, 1, 7), (11, 2, 8)", vec![]).await.unwrap();
    let list = |values: &[f64]| Value::Array(values.iter().map(|value| Value::Float(*value)).collect());
    let large = Value::Int(5_000_000_000);
    // In a transaction, where nothing may be refused.
    conn.begin(BeginOptions::default());
    for (condition, values, expected) in [
        ("qty > $1", vec![Value::Float(10.5)], vec![11]),
        ("$1 >= qty", vec![Value::Float(10.5)], vec![10]),
        ("qty > $1", vec![number("10.5")], vec![11]),
        ("qty < $1 AND small < $2", vec![large.clone(), Value::Int(40_000)], vec![10, 11]),
        ("big < $1", vec![Value::UInt(1 << 63)], vec![10, 11]),
        ("qty BETWEEN $1 AND $2", vec![Value::Float(9.5), Value::Float(10.5)], vec![10]),
        ("qty IN ($1, $2)", vec![Value::Float(10.5), Value::Int(11)], vec![11]),
        ("qty = ANY ($1)", vec![list(&[10.0, 10.5])], vec![10]),
        ("qty != ALL ($1)", vec![list(&[10.0, 10.5])], vec![11]),
        ("qty = ANY ($1)", vec![Value::Array([large.clone(), Value::Int(10)].into())], vec![10]),
        ("qty = ANY ($1)", vec![Value::Array([number("10.5"), Value::Null, Value::Int(10)].into())], vec![10]),
        ("qty IS DISTINCT FROM $1", vec![Value::Float(10.0)], vec![11]),
    ] {
        let sql = format!("SELECT qty FROM told_item WHERE {condition} ORDER BY qty");
        // Prepared anew once, and kept as told.
        for most in [3, 1] {
            let (reply, rows) = run(&mut conn, &sql, values.clone()).await.unwrap_or_else(|error| panic!("{condition}: {error}"));
            assert!(reply.round_trips <= most, "{condition}: {}", reply.round_trips);
            assert_eq!(rows.rows.concat(), expected.iter().map(|qty| Value::Int(*qty)).collect::<Vec<_>>(), "{condition}");
        }
    }
    // One text, and a division for each kind of number.
    let sql = "SELECT qty / $1 FROM told_item ORDER BY qty LIMIT 1";
    for (divisor, quotient) in [
        (Value::Int(4), Value::Int(2)),
        (Value::Float(4.0), Value::Float(2.5)),
        (Value::Float(2.5), Value::Float(4.0)),
        (Value::Null, Value::Null),
        (Value::Int(4), Value::Int(2)),
        (large, Value::Int(0)),
        (Value::Int(4), Value::Int(2)),
    ] {
        assert_eq!(run(&mut conn, sql, vec![divisor]).await.unwrap().1.rows, [[quotient]]);
    }
    let pair = vec![request(sql, vec![Value::Float(4.0)]), request(sql, vec![Value::Float(2.5)])];
    let replies = conn.pipeline(pair).await.unwrap();
    assert_eq!(replies.into_iter().flat_map(rows_of).collect::<Vec<_>>(), [[Value::Float(2.5)], [Value::Float(4.0)]]);
    assert_eq!(conn.status(), TransactionStatus::Active);
    // What a column would round is refused, and so is what has a type of its own.
    for (sql, values) in [
        ("INSERT INTO told_item (qty) VALUES ($1)", vec![Value::Float(10.5)]),
        ("INSERT INTO told_item (qty) VALUES ($1)", vec![number("10.5")]),
        ("INSERT INTO told_item (qty) SELECT qty + $1 FROM told_item", vec![Value::Float(10.5)]),
        ("UPDATE told_item SET qty = $1", vec![Value::Float(10.5)]),
        ("UPDATE told_item SET qty = qty * $1", vec![Value::Float(1.5)]),
        ("WITH w AS (UPDATE told_item SET qty = $1 RETURNING qty) SELECT qty FROM w", vec![Value::Float(10.5)]),
        ("SELECT qty FROM told_item WHERE qty > $1::int", vec![Value::Float(10.5)]),
        ("SELECT qty FROM told_item LIMIT $1", vec![Value::Float(1.5)]),
    ] {
        assert_eq!(kind(run(&mut conn, sql, values).await), ErrorKind::Data, "{sql}");
        assert_eq!(conn.status(), TransactionStatus::Active, "{sql}");
    }
    let (reply, _) = run(&mut conn, "DELETE FROM told_item WHERE qty > $1", vec![Value::Float(10.5)]).await.unwrap();
    assert_eq!(reply.rows_affected, 1);
    conn.rollback().await.unwrap();
    ddl(&mut conn, "DROP TABLE told_item").await;
}

#[tokio::test]
async fn what_is_asked_for_null_has_the_type_of_its_value() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    conn.begin(BeginOptions::default());
    let sql = "SELECT count(*) FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, name) WHERE $1 IS NULL OR n = $2";
    for (value, count) in [(Value::Null, 2), (Value::Int(1), 1), (Value::Null, 2), (Value::Int(3), 0)] {
        assert_eq!(run(&mut conn, sql, vec![value.clone(), value]).await.unwrap().1.rows, [[Value::Int(count)]]);
    }
    let sql = "SELECT $1 IS NOT NULL AND NOT $2 IS NULL, $3 IS NULL OR $3 = $3, $4 IS NOT DISTINCT FROM $5";
    for value in [Value::Text("x".into()), Value::Bool(true), Value::Float(0.5), Value::Uuid([7; 16]), Value::Bytes([7].into())] {
        let values = vec![value.clone(), value.clone(), value.clone(), Value::Null, value.clone()];
        let (_, rows) = run(&mut conn, sql, values).await.unwrap_or_else(|error| panic!("{}: {error}", value.kind()));
        assert_eq!(rows.rows, [[Value::Bool(true), Value::Bool(true), Value::Bool(false)]]);
    }
    conn.rollback().await.unwrap();
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

#[covers("PG-42")]
#[tokio::test]
async fn broken_rules_are_told_with_their_names() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    ddl(&mut conn, "DROP TABLE IF EXISTS fault_child").await;
    table(&mut conn, "fault_parent", "id INT PRIMARY KEY, code VARCHAR(9), CONSTRAINT uq_code UNIQUE (code)").await;
    let child = "id INT PRIMARY KEY, parent INT NOT NULL, n INT, during int4range, CONSTRAINT ck_n CHECK (n > 0), \
                 CONSTRAINT ex EXCLUDE USING gist (during WITH &&), \
                 CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES fault_parent (id)";
    table(&mut conn, "fault_child", child).await;
    run(&mut conn, "INSERT INTO fault_parent VALUES (1, 'topsecret')", vec![]).await.unwrap();
    let mut fault = async |sql: &str| run(&mut conn, sql, vec![]).await.err().unwrap();
    let unique = fault("INSERT INTO fault_parent VALUES (2, 'topsecret')").await;
    let expected = (ErrorKind::Unique, Some("uq_code"), Some("fault_parent"), Some("23505"));
    assert_eq!((unique.kind(), unique.constraint(), unique.table(), unique.sqlstate()), expected);
    assert!(!format!("{unique:?}").contains("topsecret"));
    let key = fault("INSERT INTO fault_child VALUES (1, 9, 1)").await;
    let expected = (ErrorKind::ForeignKey, Some("fk_parent"), Some("fault_child"));
    assert_eq!((key.kind(), key.constraint(), key.table()), expected);
    let null = fault("INSERT INTO fault_child (id) VALUES (2)").await;
    assert_eq!((null.kind(), null.column()), (ErrorKind::NotNull, Some("parent")));
    let check = fault("INSERT INTO fault_child VALUES (2, 1, 0)").await;
    assert_eq!((check.kind(), check.constraint()), (ErrorKind::Check, Some("ck_n")));
    let other = fault("INSERT INTO fault_child VALUES (1, 1, 1, '[1,3]'), (2, 1, 1, '[2,4]')").await;
    assert_eq!((other.kind(), other.constraint()), (ErrorKind::Integrity, Some("ex")));
    for (sql, expected) in [
        ("SELEC 1", ErrorKind::Programming),
        ("SELECT * FROM nosuchtable", ErrorKind::Programming),
        ("SELECT nosuchcolumn", ErrorKind::Programming),
        ("SELECT 1; SELECT 2", ErrorKind::Programming),
        ("SELECT 1 / 0", ErrorKind::Data),
        ("INSERT INTO fault_parent VALUES (3, 'much too long')", ErrorKind::Data),
        ("SELECT 'topsecret'::int", ErrorKind::Data),
    ] {
        let error = fault(sql).await;
        assert_eq!(error.kind(), expected, "{sql}");
        assert!(!format!("{error:?}").contains("topsecret"), "{error:?}");
    }
    ddl(&mut conn, "DROP TABLE fault_child; DROP TABLE fault_parent").await;
}

#[tokio::test]
async fn connecting_fails_with_a_reason() {
    let Some(url) = url() else { return };
    let parsed: alchemy_core::Url = url.parse().unwrap();
    let (host, port) = (parsed.host().unwrap(), parsed.port().unwrap_or(5432));
    let user = parsed.user().unwrap_or("postgres");
    let open = |text: String| async move { Driver::from_url(&text.parse().unwrap()).unwrap().connect().await };
    assert_eq!(kind(open(format!("postgres://no_such_user:wrong@{host}:{port}/")).await), ErrorKind::Configuration);
    assert_eq!(kind(open(format!("postgres://{user}@{host}:{port}/no_such_db")).await), ErrorKind::Configuration);
    assert_eq!(kind(open(format!("postgres://{user}@{host}:1/")).await), ErrorKind::Disconnect);
    // A server that accepts and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let outcome = open(format!("postgres://{user}@{}/?connect_timeout=1", silent.local_addr().unwrap())).await;
    assert_eq!(kind(outcome), ErrorKind::Timeout);
}

/// What a server asks that wants a password: told by a server of our own, since the one at hand may trust everybody.
#[tokio::test]
async fn a_refused_password_is_a_setting() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let refusing = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut stream, _) = server.accept().await.unwrap();
            let mut buffer = [0; 1024];
            let _ = stream.read(&mut buffer).await.unwrap();
            stream.write_all(b"R\0\0\0\x08\0\0\0\x03").await.unwrap();
            if stream.read(&mut buffer).await.unwrap() > 0 {
                let fields = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"u\"\0\0";
                stream.write_u8(b'E').await.unwrap();
                stream.write_u32(fields.len() as u32 + 4).await.unwrap();
                stream.write_all(fields).await.unwrap();
            }
        }
    });
    for (credentials, state) in [("u:wrong", Some("28P01")), ("u", None)] {
        let url = format!("postgres://{credentials}@{address}/");
        let error = Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.err().unwrap();
        assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::Configuration, state), "{error:?}");
    }
    refusing.await.unwrap();
}

#[tokio::test]
async fn the_session_is_named_and_the_version_known() {
    let Some(url) = url() else { return };
    let mut conn = connect(&format!("{url}?application_name=till&sslmode=disable")).await;
    assert_eq!(one(&mut conn, "SHOW application_name").await, Value::Text("till".into()));
    let Value::Text(version) = one(&mut conn, "SHOW server_version").await else { panic!() };
    let dialect = format!("{:?}", conn.dialect());
    assert_eq!(dialect, format!("{:?}", alchemy_postgres::Dialect::parse(&version)));
    assert_eq!(conn.status(), TransactionStatus::Idle);
}

/// The same database by options.
fn with_options(url: &str, options: &str) -> String {
    let url: alchemy_core::Url = url.parse().unwrap();
    let password = url.password().map_or_else(String::new, |password| format!(":{password}"));
    format!("postgres://{}{password}@/{}?{options}", url.user().unwrap_or("postgres"), url.database().unwrap_or(""))
}

#[covers("PG-05")]
#[tokio::test]
async fn the_first_host_that_can_be_reached_is_taken() {
    let Some(url) = url() else { return };
    let parsed: alchemy_core::Url = url.parse().unwrap();
    let (host, port) = (parsed.host().unwrap_or("localhost"), parsed.port().unwrap_or(5432));
    let mut conn = connect(&with_options(&url, &format!("host=127.0.0.1,/no/such/folder,{host}&port=1,2,{port}"))).await;
    assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
    let nowhere = with_options(&url, "host=127.0.0.1,/no/such/folder&port=1");
    let outcome = Driver::from_url(&nowhere.parse().unwrap()).unwrap().connect().await;
    assert_eq!(kind(outcome), ErrorKind::Disconnect);
    // A host that answers is not passed over for what it says.
    let refusing = with_options(&url, &format!("host={host},127.0.0.1&port={port},1")).replace("@/", "@/no_such_");
    assert_eq!(kind(Driver::from_url(&refusing.parse().unwrap()).unwrap().connect().await), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_unix_socket_is_a_folder_in_front_or_an_option() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let Value::Text(folders) = one(&mut conn, "SHOW unix_socket_directories").await else { panic!("it is a text") };
    let Value::Text(port) = one(&mut conn, "SHOW port").await else { panic!("it is a text") };
    let folder = folders.split(',').next().unwrap_or("").trim().to_owned();
    if !std::path::Path::new(&format!("{folder}/.s.PGSQL.{port}")).exists() {
        eprintln!("not run: the server has no Unix socket here");
        return;
    }
    let option = with_options(&url, &format!("host={folder}&port={port}"));
    let in_front = with_options(&url, "").replace("@/", &format!("@{}:{port}/", folder.replace('/', "%2F")));
    for url in [option, in_front] {
        let mut conn = match Driver::from_url(&url.parse().unwrap()).unwrap().connect().await {
            Ok(conn) => conn,
            // Who may come in through the socket is the server's affair; that it answered is ours.
            Err(error) => {
                assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::Configuration, Some("28000")), "{error}");
                continue;
            }
        };
        assert_eq!(one(&mut conn, "SELECT inet_server_addr() IS NULL").await, Value::Bool(true), "{url}");
        let running = tokio::time::timeout(std::time::Duration::from_millis(20), run(&mut conn, "SELECT pg_sleep(60)", vec![]));
        assert!(running.await.is_err());
        conn.abort();
    }
}

#[tokio::test]
async fn settings_in_the_url_outlive_a_reset() {
    let Some(url) = url() else { return };
    let mut conn = connect(&format!("{url}?search_path=here,%22an%20other%22&options=-c%20work_mem%3D8MB")).await;
    for _ in 0..2 {
        assert_eq!(one(&mut conn, "SHOW search_path").await, Value::Text("here,\"an other\"".into()));
        assert_eq!(one(&mut conn, "SHOW work_mem").await, Value::Text("8MB".into()));
        text(&mut conn, "SET search_path = public; SET work_mem = '9MB'").await.unwrap();
        conn.reset().await.unwrap();
    }
}

#[tokio::test]
async fn rows_in_arrays_are_inserted_in_order_and_their_keys_come_back() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "bulk", "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n BIGINT, s VARCHAR(20), d NUMERIC(9, 2)")
        .await;
    let dialect = conn.dialect();
    let mut trips = Vec::new();
    for page in [1000_i64, 7, 0, 1000] {
        let bulk = BulkRows {
            table: "bulk".into(),
            columns: vec![
                ("n".into(), SqlType::BigInteger),
                ("s".into(), SqlType::String { length: Some(20) }),
                ("d".into(), SqlType::Numeric { precision: Some(9), scale: Some(2) }),
            ],
            returning: vec!["id".into(), "n".into(), "s".into(), "d".into()],
            matching: alchemy_core::Matching::Generated(0),
            rows: page as usize,
        };
        let compiled = Compiled::of(&bulk, &*dialect).unwrap();
        let name = |n: i64| if n % 3 == 0 { Value::Null } else { Value::Text(format!("row {n}").into()) };
        let price = |n: i64| Value::Decimal(Number { mantissa: n.into(), scale: 2 });
        let arrays = vec![
            Value::Array((0..page).map(Value::Int).collect()),
            Value::Array((0..page).map(name).collect()),
            Value::Array((0..page).map(price).collect()),
        ];
        let (reply, rows) = run(&mut conn, compiled.text(), arrays).await.unwrap();
        assert_eq!((reply.rows_affected, rows.sets), (page as u64, 1));
        trips.push(reply.round_trips);
        let keys: Vec<i64> = rows.rows.iter().map(|row| if let Value::Int(id) = row[0] { id } else { panic!() }).collect();
        assert!(keys.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        let expected: Vec<Vec<Value>> = (0..page).map(|n| vec![Value::Int(n), name(n), price(n)]).collect();
        assert_eq!(rows.rows.iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>(), expected);
    }
    assert_eq!(trips, [2, 1, 1, 1]);
    ddl(&mut conn, "DROP TABLE bulk").await;
}

#[tokio::test]
async fn many_sets_go_out_together_and_come_back_in_order() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "many", "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n BIGINT UNIQUE").await;
    let insert = "INSERT INTO many (n) VALUES ($1) RETURNING n";
    let sets = |range: std::ops::Range<i64>| Params::Many(range.map(|n| vec![Value::Int(n)]).collect());
    // Alone they are a transaction: preparing, executing, COMMIT.
    let (reply, rows) = send(&mut conn, insert, sets(0..5), true).await.unwrap();
    assert_eq!((reply.rows_affected, reply.round_trips, rows.sets), (5, 3, 5));
    assert_eq!(rows.rows, (0..5).map(|n| vec![Value::Int(n)]).collect::<Vec<_>>());
    assert_eq!(conn.status(), TransactionStatus::Idle);
    conn.begin(BeginOptions::default());
    let (reply, rows) = send(&mut conn, insert, sets(10..1010), true).await.unwrap();
    assert_eq!((reply.rows_affected, reply.round_trips, rows.sets), (1000, 4, 1000));
    assert_eq!(rows.rows, (10..1010).map(|n| vec![Value::Int(n)]).collect::<Vec<_>>());
    assert_eq!(conn.status(), TransactionStatus::Active);
    conn.commit().await.unwrap();
    // One that is refused takes the others with it, and is the one that is told.
    let error = send(&mut conn, insert, sets(1005..1600), true).await.err().unwrap();
    assert_eq!((error.kind(), conn.status()), (ErrorKind::Unique, TransactionStatus::Idle));
    let bad = Params::Many([2000, 2001, 0, 2002, 1].map(|n| vec![Value::Int(n)]).to_vec());
    assert_eq!(kind(send(&mut conn, insert, bad, true).await), ErrorKind::Unique);
    assert_eq!(one(&mut conn, "SELECT count(*) FROM many").await, Value::Int(1005));
    let (reply, rows) = send(&mut conn, "SELECT n FROM many WHERE n >= $1 ORDER BY n LIMIT 2", sets(0..3), true).await.unwrap();
    assert_eq!((rows.rows.len(), rows.sets, reply.rows_affected), (6, 3, 0));
    let (reply, rows) = send(&mut conn, insert, Params::Many(vec![]), true).await.unwrap();
    assert_eq!((reply.rows_affected, rows.sets), (0, 0));
    ddl(&mut conn, "DROP TABLE many").await;
}

#[tokio::test]
async fn a_sink_that_refuses_a_row_leaves_the_connection_usable() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let sql = "SELECT generate_series($1::bigint, 1000)";
    for params in [Params::One(vec![Value::Int(1)]), Params::Many(vec![vec![Value::Int(1)]; 600])] {
        let refusing = Rows { limit: Some(3), ..Rows::default() };
        let error = send_into(&mut conn, sql, params, true, refusing).await.err().unwrap();
        assert_eq!((error.to_string().as_str(), conn.status()), ("enough", TransactionStatus::Idle));
    }
    assert_eq!(one(&mut conn, "SELECT 42").await, Value::Int(42));
}

#[covers("PG-44")]
#[tokio::test]
async fn round_trips_are_counted_and_statements_prepared_once() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut trips = Vec::new();
    for sql in ["SELECT $1::int", "SELECT $1::int", "SELECT $1::int + 1", "SELECT $1::int"] {
        trips.push(run(&mut conn, sql, vec![Value::Int(1)]).await.unwrap().0.round_trips);
    }
    assert_eq!(trips, [2, 1, 2, 1]);
    assert_eq!(text(&mut conn, "SELECT 1; SELECT 2").await.unwrap().round_trips, 1);
    for _ in 0..5 {
        let passing = send(&mut conn, "SELECT $1::int + 9", Params::One(vec![Value::Int(1)]), false).await.unwrap();
        assert_eq!(passing.0.round_trips, 2);
        assert_eq!(conn.status(), TransactionStatus::Idle);
    }
    // The two that are kept, this one, and one that waits to be closed.
    let count = "SELECT count(*) FROM pg_prepared_statements";
    assert_eq!(one(&mut conn, count).await, Value::Int(3));
    for n in 0..600 {
        run(&mut conn, &format!("SELECT {n}"), vec![]).await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
    }
    let Value::Int(left) = one(&mut conn, count).await else { panic!() };
    assert!((510..=514).contains(&left), "{left}");
}

#[tokio::test]
async fn a_transaction_costs_nothing_to_begin() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    table(&mut conn, "tx", "n INT").await;
    let insert = "INSERT INTO tx VALUES ($1)";
    let mut trips = Vec::new();
    for n in 0..3 {
        conn.begin(BeginOptions::default());
        assert_eq!(conn.status(), TransactionStatus::Idle);
        trips.push(run(&mut conn, insert, vec![Value::Int(n)]).await.unwrap().0.round_trips);
        assert_eq!(conn.status(), TransactionStatus::Active);
        assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(n));
        conn.commit().await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
        assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(n + 1));
    }
    assert_eq!(trips, [2, 1, 1]);
    // By the simple protocol as well.
    conn.begin(BeginOptions::default());
    let reply = text(&mut conn, "INSERT INTO tx VALUES (7), (8)").await.unwrap();
    assert_eq!((reply.round_trips, reply.rows_affected, conn.status()), (1, 2, TransactionStatus::Active));
    conn.rollback().await.unwrap();
    // Outside a transaction a statement commits by itself.
    run(&mut conn, insert, vec![Value::Int(3)]).await.unwrap();
    assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(4));
    // A transaction that nobody used needs no end.
    conn.begin(BeginOptions::default());
    conn.commit().await.unwrap();
    conn.begin(BeginOptions::default());
    conn.rollback().await.unwrap();
    conn.commit().await.unwrap();
    run(&mut conn, insert, vec![Value::Int(4)]).await.unwrap();
    assert_eq!((conn.status(), conn.needs_reset()), (TransactionStatus::Idle, false));
    ddl(&mut conn, "DROP TABLE tx").await;
}

#[covers("PG-03")]
#[tokio::test]
async fn isolation_and_access_hold_for_one_transaction() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    for (isolation, expected) in [
        (Some(Isolation::ReadUncommitted), "read uncommitted"),
        (Some(Isolation::ReadCommitted), "read committed"),
        (Some(Isolation::RepeatableRead), "repeatable read"),
        (Some(Isolation::Serializable), "serializable"),
        (None, "read committed"),
    ] {
        for read_only in [true, false] {
            conn.begin(BeginOptions { isolation, read_only, ..Default::default() });
            assert_eq!(one(&mut conn, "SHOW transaction_isolation").await, Value::Text(expected.into()));
            let access = if read_only { "on" } else { "off" };
            assert_eq!(one(&mut conn, "SHOW transaction_read_only").await, Value::Text(access.into()));
            conn.commit().await.unwrap();
        }
    }
    conn.begin(BeginOptions { deferrable: true, read_only: true, isolation: Some(Isolation::Serializable) });
    assert_eq!(one(&mut conn, "SHOW transaction_deferrable").await, Value::Text("on".into()));
    conn.rollback().await.unwrap();
    assert_eq!(one(&mut conn, "SHOW transaction_deferrable").await, Value::Text("off".into()));
}

/// A server that takes one word for another in what it is sent. Both are of one length.
async fn mishearing(url: &str, heard: &'static str, meant: &'static str) -> String {
    assert_eq!(heard.len(), meant.len());
    let url: alchemy_core::Url = url.parse().unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = (url.host().unwrap_or("localhost").to_owned(), url.port().unwrap_or(5432));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (mut from_client, mut to_client) = client.into_split();
            let (mut from_server, mut to_server) =
                tokio::net::TcpStream::connect((server.0.as_str(), server.1)).await.unwrap().into_split();
            tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
            tokio::spawn(async move {
                let mut bytes = vec![0; 65_536];
                while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
                    for at in 0..count.saturating_sub(meant.len()) {
                        if bytes[at..].starts_with(meant.as_bytes()) {
                            bytes[at..at + meant.len()].copy_from_slice(heard.as_bytes());
                        }
                    }
                    to_server.write_all(&bytes[..count]).await.unwrap();
                }
            });
        }
    });
    let password = url.password().map_or_else(String::new, |password| format!(":{password}"));
    format!("postgres://{}{password}@127.0.0.1:{port}/{}", url.user().unwrap_or("postgres"), url.database().unwrap_or(""))
}

#[tokio::test]
async fn nothing_is_stored_behind_a_transaction_that_is_refused() {
    let Some(url) = url() else { return };
    let mut plain = connect(&url).await;
    table(&mut plain, "refused", "n INT").await;
    let mut conn = connect(&mishearing(&url, "SERIALISABLE", "SERIALIZABLE").await).await;
    let insert = "INSERT INTO refused VALUES ($1)";
    let serializable = BeginOptions { isolation: Some(Isolation::Serializable), ..Default::default() };
    // Prepared before, so that the execution itself is what BEGIN goes in front of.
    run(&mut conn, insert, vec![Value::Int(0)]).await.unwrap();
    for form in 0..4 {
        conn.begin(serializable);
        let refused = match form {
            0 => run(&mut conn, insert, vec![Value::Int(1)]).await.err(),
            1 => text(&mut conn, "INSERT INTO refused VALUES (2)").await.err(),
            2 => send(&mut conn, insert, Params::Many(vec![vec![Value::Int(3)], vec![Value::Int(4)]]), true).await.err(),
            _ => conn.pipeline(vec![request(insert, vec![Value::Int(5)]), request(insert, vec![Value::Int(6)])]).await.err(),
        };
        assert_eq!(refused.map(|error| error.kind()), Some(ErrorKind::Programming), "form {form}");
        conn.rollback().await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
        assert_eq!(one(&mut plain, "SELECT count(*) FROM refused").await, Value::Int(1), "form {form}");
    }
    ddl(&mut plain, "DROP TABLE refused").await;
}

#[tokio::test]
async fn a_statement_that_outlived_a_refused_begin_is_told() {
    let Some(url) = url() else { return };
    let mut plain = connect(&url).await;
    table(&mut plain, "outside", "n INT").await;
    let mishearing = mishearing(&url, "BEGAN", "BEGIN").await;
    let insert = "INSERT INTO outside VALUES ($1)";
    for many in [false, true] {
        let mut conn = connect(&mishearing).await;
        run(&mut conn, insert, vec![Value::Int(0)]).await.unwrap();
        conn.begin(BeginOptions::default());
        let sets =
            if many { Params::Many(vec![vec![Value::Int(1)], vec![Value::Int(2)]]) } else { Params::One(vec![Value::Int(3)]) };
        let error = send(&mut conn, insert, sets, true).await.err().unwrap();
        assert_eq!((error.kind(), conn.is_closed()), (ErrorKind::CommitUnknown, true), "{error}");
        // In one message with BEGIN it is refused with it.
        let mut conn = connect(&mishearing).await;
        conn.begin(BeginOptions::default());
        assert_eq!(kind(text(&mut conn, "INSERT INTO outside VALUES (9)").await), ErrorKind::Programming);
    }
    assert_eq!(one(&mut plain, "SELECT count(*) FROM outside WHERE n = 9").await, Value::Int(0));
    ddl(&mut plain, "DROP TABLE outside").await;
}

#[tokio::test]
async fn a_copy_from_or_to_the_program_is_refused_and_never_hangs() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "copied", "n INT").await;
    for sql in ["COPY copied FROM STDIN", "copy copied TO STDOUT", " COPY (SELECT 1) TO stdout"] {
        assert_eq!(kind(text(&mut conn, sql).await), ErrorKind::Unsupported, "{sql}");
        assert_eq!(kind(run(&mut conn, sql, vec![]).await), ErrorKind::Unsupported, "{sql}");
        assert_eq!(conn.status(), TransactionStatus::Idle, "{sql}");
    }
    // Where the text hides it, the server's answer tells.
    for (sql, usable) in [("/* all */ COPY copied TO STDOUT", true), ("/* all */ COPY copied FROM STDIN", false)] {
        for cached in [true, false] {
            let mut conn = connect(&url).await;
            let outcome = match cached {
                true => run(&mut conn, sql, vec![]).await.map(|(reply, _)| reply),
                false => text(&mut conn, sql).await,
            };
            assert_eq!((kind(outcome), conn.is_closed()), (ErrorKind::Unsupported, !usable), "{sql}");
            if usable {
                assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
            }
        }
    }
    let path = std::env::temp_dir().join("alchemy_copied");
    let written = text(&mut conn, &format!("COPY copied TO '{}'", path.display())).await;
    assert!(written.is_ok_and(|reply| reply.rows_affected == 0), "a COPY to a file of the server is a statement like others");
    ddl(&mut conn, "DROP TABLE copied").await;
}

#[tokio::test]
async fn committing_a_failed_transaction_is_an_error() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "ab", "n INT PRIMARY KEY DEFERRABLE INITIALLY DEFERRED").await;
    conn.begin(BeginOptions::default());
    run(&mut conn, "INSERT INTO ab VALUES (1)", vec![]).await.unwrap();
    assert_eq!(kind(run(&mut conn, "SELECT 1 / 0", vec![]).await), ErrorKind::Data);
    assert_eq!(conn.status(), TransactionStatus::Failed);
    assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::PendingRollback);
    assert_eq!(kind(conn.commit().await), ErrorKind::InvalidState);
    assert_eq!(conn.status(), TransactionStatus::Idle);
    // A rule that is checked at the end.
    conn.begin(BeginOptions::default());
    run(&mut conn, "INSERT INTO ab VALUES (1), (1)", vec![]).await.unwrap();
    assert_eq!(kind(conn.commit().await), ErrorKind::Unique);
    assert_eq!(conn.status(), TransactionStatus::Idle);
    assert_eq!(one(&mut conn, "SELECT count(*) FROM ab").await, Value::Int(0));
    // The first statement of a transaction fails.
    conn.begin(BeginOptions::default());
    assert_eq!(kind(run(&mut conn, "SELEC", vec![]).await), ErrorKind::Programming);
    assert_eq!(conn.status(), TransactionStatus::Failed);
    conn.rollback().await.unwrap();
    assert_eq!(conn.status(), TransactionStatus::Idle);
    ddl(&mut conn, "DROP TABLE ab").await;
}

#[tokio::test]
async fn savepoints_bring_a_failed_transaction_back() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "sp", "n INT PRIMARY KEY").await;
    conn.begin(BeginOptions::default());
    for sql in ["INSERT INTO sp VALUES (1)", "SAVEPOINT a", "INSERT INTO sp VALUES (2)"] {
        ddl(&mut conn, sql).await;
    }
    assert_eq!(kind(run(&mut conn, "INSERT INTO sp VALUES (1)", vec![]).await), ErrorKind::Unique);
    assert_eq!(conn.status(), TransactionStatus::Failed);
    ddl(&mut conn, "ROLLBACK TO SAVEPOINT a").await;
    assert_eq!(conn.status(), TransactionStatus::Active);
    // The word ROLLBACK was an answer to that, and is none to COMMIT.
    conn.commit().await.unwrap();
    assert_eq!(one(&mut conn, "SELECT count(*) FROM sp").await, Value::Int(1));
    ddl(&mut conn, "DROP TABLE sp").await;
}

fn request(sql: &str, values: Vec<Value>) -> Request {
    let sink: Box<dyn Sink> = Box::new(Rows::default());
    Request { sql: sql.into(), params: Params::One(values), sink: Some(sink), cached: true, deadline: None }
}

fn rows_of(reply: Reply) -> Vec<Vec<Value>> {
    let sink: Box<dyn Any> = reply.sink.unwrap();
    sink.downcast::<Rows>().unwrap().rows
}

#[tokio::test]
async fn statements_of_a_transaction_go_out_in_one_go() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    table(&mut conn, "pipe", "n INT PRIMARY KEY, s TEXT").await;
    let insert = "INSERT INTO pipe VALUES ($1, $2) RETURNING n";
    let row = |n: i64| vec![Value::Int(n), Value::Text("x".into())];
    let batch = |from: i64| {
        let mut requests: Vec<Request> = (from..from + 400).map(|n| request(insert, row(n))).collect();
        requests.push(request("UPDATE pipe SET s = $1 WHERE n >= $2", vec![Value::Text("y".into()), Value::Int(from)]));
        requests.push(request("SELECT count(*) FROM pipe WHERE s = 'y'", vec![]));
        requests
    };
    for (from, trips) in [(0, 3), (400, 2)] {
        conn.begin(BeginOptions::default());
        let replies = conn.pipeline(batch(from)).await.unwrap();
        assert_eq!(replies.iter().map(|reply| reply.round_trips).sum::<u32>(), trips);
        assert_eq!((replies[400].rows_affected, replies[401].rows_affected), (400, 0));
        let mut rows: Vec<_> = replies.into_iter().map(rows_of).collect();
        assert_eq!(rows.pop().unwrap(), [[Value::Int(from + 400)]]);
        rows.pop();
        assert_eq!(rows, (from..from + 400).map(|n| vec![vec![Value::Int(n)]]).collect::<Vec<_>>());
        conn.commit().await.unwrap();
    }
    // The first error is the one that is told, not that of those behind it.
    conn.begin(BeginOptions::default());
    let requests = vec![request(insert, row(5000)), request(insert, row(1)), request(insert, row(5001)), request(insert, row(2))];
    let error = conn.pipeline(requests).await.err().unwrap();
    assert_eq!((error.kind(), conn.status()), (ErrorKind::Unique, TransactionStatus::Failed));
    conn.rollback().await.unwrap();
    // A statement that cannot be prepared, and a value that does not fit.
    conn.begin(BeginOptions::default());
    let error = conn.pipeline(vec![request(insert, row(5000)), request("SELEC", vec![]), request("SELECT 2", vec![])]).await;
    assert_eq!(kind(error), ErrorKind::Programming);
    conn.rollback().await.unwrap();
    conn.begin(BeginOptions::default());
    assert_eq!(kind(conn.pipeline(vec![request(insert, row(5000)), request(insert, row(1 << 40))]).await), ErrorKind::Data);
    assert_eq!(conn.status(), TransactionStatus::Idle);
    conn.rollback().await.unwrap();
    // Alone, what comes before the error stays and what comes behind it does not run.
    let requests = vec![request(insert, row(6000)), request(insert, row(1)), request(insert, row(6001))];
    assert_eq!(kind(conn.pipeline(requests).await), ErrorKind::Unique);
    assert_eq!(one(&mut conn, "SELECT count(*) FROM pipe WHERE n > 4000").await, Value::Int(1));
    assert_eq!(conn.status(), TransactionStatus::Idle);
    ddl(&mut conn, "DROP TABLE pipe").await;
}

#[covers("PG-44")]
#[tokio::test]
async fn a_prepared_statement_follows_a_changed_table() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    table(&mut conn, "alt", "a INT, b INT").await;
    run(&mut conn, "INSERT INTO alt VALUES (1, 2)", vec![]).await.unwrap();
    let expected: [&[Value]; 3] =
        [&[Value::Int(1), Value::Int(2)], &[Value::Text("1".into()), Value::Int(2)], &[Value::Text("1".into())]];
    for (row, change) in expected.iter().zip(["ALTER a TYPE text", "DROP COLUMN b", "SET (fillfactor = 90)"]) {
        for _ in 0..2 {
            assert_eq!(run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap().1.rows, [*row]);
        }
        // Changed by somebody else, so that this connection finds out from the refusal.
        ddl(&mut other, &format!("ALTER TABLE alt {change}")).await;
    }
    // Changed in the same transaction, which a refusal would end.
    run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap();
    conn.begin(BeginOptions::default());
    ddl(&mut conn, "ALTER TABLE alt ADD c INT").await;
    let (_, rows) = run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap();
    assert_eq!(rows.rows, [[Value::Text("1".into()), Value::Null]]);
    conn.commit().await.unwrap();
    ddl(&mut conn, "DEALLOCATE ALL").await;
    assert_eq!(run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap().1.rows.len(), 1);
    ddl(&mut conn, "DROP TABLE alt").await;
}

#[tokio::test]
async fn a_reset_makes_the_session_as_good_as_new() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    ddl(&mut conn, "DROP TYPE IF EXISTS reset_mood; CREATE TYPE reset_mood AS ENUM ('sad')").await;
    assert!(!conn.needs_reset());
    for sql in ["SET TimeZone = 'Asia/Tokyo'", "CREATE TEMPORARY TABLE mine (n INT)", "SELECT pg_advisory_lock(4711)", "BEGIN"] {
        ddl(&mut conn, sql).await;
    }
    assert_eq!((conn.needs_reset(), conn.status()), (true, TransactionStatus::Active));
    conn.reset().await.unwrap();
    assert_eq!((conn.needs_reset(), conn.status()), (false, TransactionStatus::Idle));
    assert_ne!(one(&mut conn, "SHOW TimeZone").await, Value::Text("Asia/Tokyo".into()));
    assert_eq!(kind(run(&mut conn, "SELECT * FROM mine", vec![]).await), ErrorKind::Programming);
    assert_eq!(one(&mut other, "SELECT pg_try_advisory_lock(4711)").await, Value::Bool(true));
    // Types are still looked up with what was prepared for it.
    assert_eq!(one(&mut conn, "SELECT 'sad'::reset_mood").await, Value::Text("sad".into()));
    ddl(&mut conn, "DROP TYPE reset_mood").await;
}

#[tokio::test]
async fn a_call_dropped_at_its_first_wait_is_never_idle() {
    let Some(url) = url() else { return };
    for sql in ["SELECT 1", "BEGIN", "SELECT pg_sleep(0.2)"] {
        for cached in [true, false] {
            let mut conn = connect(&url).await;
            let request = Request { sql: sql.into(), params: Params::One(vec![]), sink: None, cached, deadline: None };
            {
                let mut call = conn.run(request);
                let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx))).await;
                assert!(polled.is_pending());
            }
            assert_eq!(conn.status(), TransactionStatus::Unknown, "{sql}");
            assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
            assert_eq!(kind(conn.commit().await), ErrorKind::Poisoned);
            assert_eq!(kind(conn.rollback().await), ErrorKind::Poisoned);
            tokio::task::yield_now().await;
            assert_eq!(conn.status(), TransactionStatus::Unknown, "{sql}");
            conn.abort();
            assert!(conn.is_closed());
        }
    }
}

#[tokio::test]
async fn abort_stops_what_runs_and_rolls_back() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    table(&mut other, "cut", "n INT").await;
    let pid = one(&mut conn, "SELECT pg_backend_pid()").await;
    conn.begin(BeginOptions::default());
    run(&mut conn, "INSERT INTO cut VALUES (1)", vec![]).await.unwrap();
    {
        let cut = run(&mut conn, "SELECT pg_sleep(60)", vec![]);
        let _ = tokio::time::timeout(std::time::Duration::from_millis(100), cut).await.err().unwrap();
    }
    conn.abort();
    // The server ends it long before the statement would have.
    let gone = async {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1";
        while run(&mut other, sql, vec![pid.clone()]).await.unwrap().1.rows != [[Value::Int(0)]] {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
    assert_eq!(one(&mut other, "SELECT count(*) FROM cut").await, Value::Int(0));
    ddl(&mut other, "DROP TABLE cut").await;
}

#[tokio::test]
async fn a_killed_connection_is_a_disconnect() {
    let Some(url) = url() else { return };
    let mut other = connect(&url).await;
    table(&mut other, "kil", "n INT").await;
    let kill = "SELECT pg_terminate_backend($1)";
    let mut conn = connect(&url).await;
    let pid = one(&mut conn, "SELECT pg_backend_pid()").await;
    conn.begin(BeginOptions::default());
    run(&mut conn, "INSERT INTO kil VALUES (1)", vec![]).await.unwrap();
    run(&mut other, kill, vec![pid]).await.unwrap();
    let outcome = conn.commit().await.err().unwrap();
    assert!(matches!(outcome.kind(), ErrorKind::CommitUnknown | ErrorKind::Disconnect), "{outcome:?}");
    let closed = async {
        while !conn.is_closed() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), closed).await.unwrap();
    assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Disconnect);
    assert_eq!(one(&mut other, "SELECT count(*) FROM kil").await, Value::Int(0));
    // While it waits for an answer.
    let mut conn = connect(&url).await;
    let pid = one(&mut conn, "SELECT pg_backend_pid()").await;
    let (slept, killed) = tokio::join!(run(&mut conn, "SELECT pg_sleep(60)", vec![]), run(&mut other, kill, vec![pid]));
    assert_eq!((kind(slept), killed.is_ok()), (ErrorKind::Disconnect, true));
    ddl(&mut other, "DROP TABLE kil").await;
}

#[tokio::test]
async fn conflicts_between_transactions_can_be_told() {
    let Some(url) = url() else { return };
    let (mut a, mut b) = (connect(&url).await, connect(&url).await);
    table(&mut a, "dead", "id INT PRIMARY KEY, n INT").await;
    run(&mut a, "INSERT INTO dead VALUES (1, 0), (2, 0)", vec![]).await.unwrap();
    let update = "UPDATE dead SET n = n + 1 WHERE id = $1";
    for conn in [&mut a, &mut b] {
        conn.begin(BeginOptions::default());
    }
    run(&mut a, update, vec![Value::Int(1)]).await.unwrap();
    run(&mut b, update, vec![Value::Int(2)]).await.unwrap();
    let (first, second) = tokio::join!(run(&mut a, update, vec![Value::Int(2)]), run(&mut b, update, vec![Value::Int(1)]));
    let error = first.err().or(second.err()).unwrap();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Serialization, true));
    for conn in [&mut a, &mut b] {
        conn.rollback().await.unwrap();
    }
    ddl(&mut a, "SET statement_timeout = 50").await;
    assert_eq!(kind(run(&mut a, "SELECT pg_sleep(60)", vec![]).await), ErrorKind::Timeout);
    ddl(&mut b, "DROP TABLE dead").await;
}

#[tokio::test]
async fn literals_mean_what_they_say() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    ddl(&mut conn, "SET TimeZone = 'Asia/Tokyo'").await;
    let dialect = conn.dialect();
    for (value, cast) in [
        (Value::Text("a'b\\c\"d\n`--/*é🦀".into()), "text"),
        (Value::Text("\\".into()), "text"),
        (Value::Bytes(vec![0, 39, 92, 255].into()), "bytea"),
        (Value::Uuid([0xab; 16]), "uuid"),
        (Value::Int(i64::MIN), "bigint"),
        (Value::Bool(true), "boolean"),
        (Value::Null, "text"),
        (Value::Float(-0.1), "float8"),
        (Value::Float(1e300), "float8"),
        (Value::Float(f64::INFINITY), "float8"),
        (number("-0.00100"), "numeric"),
        (Value::Date("2024-02-29".parse().unwrap()), "date"),
        (Value::Time("01:02:03.000004".parse().unwrap()), "time"),
        (Value::DateTime(moment("2024-03-31 02:30:00.5")), "timestamp"),
        (Value::Timestamp(moment("2024-03-31 02:30:00.5")), "timestamptz"),
        (Value::Json("[1]".into()), "json"),
    ] {
        let mut renderer = alchemy_core::Renderer::literal(&*dialect);
        renderer.bind(&value).unwrap();
        let sql = format!("SELECT ({})::{cast}", renderer.finish().0);
        assert_eq!(one(&mut conn, &sql).await, value, "{sql}");
    }
}

/// Every type of column, and every target of CAST.
#[tokio::test]
async fn the_server_knows_every_type_that_the_dialect_names() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let dialect = conn.dialect();
    for sql_type in [
        SqlType::Boolean,
        SqlType::SmallInteger,
        SqlType::Integer,
        SqlType::BigInteger,
        SqlType::UnsignedBigInteger,
        SqlType::Real,
        SqlType::Double,
        SqlType::Numeric { precision: None, scale: None },
        SqlType::Numeric { precision: Some(9), scale: None },
        SqlType::Numeric { precision: Some(9), scale: Some(3) },
        SqlType::String { length: None },
        SqlType::String { length: Some(40) },
        SqlType::Text,
        SqlType::Binary,
        SqlType::Date,
        SqlType::Time,
        SqlType::DateTime,
        SqlType::Timestamp,
        SqlType::Uuid,
        SqlType::Json,
    ] {
        table(&mut conn, "typ", &format!("c {}", dialect.column_type(&sql_type).unwrap())).await;
        let cast = dialect.cast_type(&sql_type).unwrap();
        assert_eq!(one(&mut conn, &format!("SELECT CAST(NULL AS {cast})")).await, Value::Null, "{cast}");
    }
    let (_, rows) = run(&mut conn, dialect.table_names(), vec![]).await.unwrap();
    assert!(rows.rows.contains(&vec![Value::Text("typ".into())]));
    ddl(&mut conn, "DROP TABLE typ").await;
}

#[tokio::test]
async fn every_reserved_word_can_be_a_name() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let dialect = conn.dialect();
    let (_, words) = run(&mut conn, "SELECT word FROM pg_get_keywords()", vec![]).await.unwrap();
    for word in words.rows {
        let Value::Text(word) = &word[0] else { panic!("{word:?}") };
        let mut renderer = alchemy_core::Renderer::new(&*dialect);
        renderer.name(&**word).unwrap();
        let name = renderer.finish().0;
        let sql = format!("WITH {name} AS (SELECT 1 AS {name}) SELECT {name}.{name}, {name} FROM {name} ORDER BY {name}");
        assert!(run(&mut conn, &sql, vec![]).await.is_ok(), "{sql}");
    }
}
