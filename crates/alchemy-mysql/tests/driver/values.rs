//! Values there and back.

use alchemy_core::driver::Params;
use alchemy_core::{Date, ErrorKind, Time, Value};

use crate::session::{connect, ddl, kind, moment, number, one, run, send, table, urls};

/// A value, the column that holds it, and what is read back where that is another kind of value.
fn round_trips() -> Vec<(&'static str, Value, Option<Value>)> {
    let text = |text: &str| Value::Text(text.into());
    let mut cases = vec![
        ("BOOL", Value::Bool(true), Some(Value::Int(1))),
        ("BOOL", Value::Bool(false), Some(Value::Int(0))),
        ("SMALLINT", Value::Int(-32_768), None),
        ("INTEGER", Value::Int(-2_147_483_648), None),
        ("BIGINT", Value::Int(i64::MIN), None),
        ("BIGINT", Value::Int(i64::MAX), None),
        ("BIGINT UNSIGNED", Value::UInt(u64::MAX), None),
        ("BIGINT UNSIGNED", Value::Int(7), None),
        ("DOUBLE", Value::Float(f64::MIN_POSITIVE), None),
        ("DOUBLE", Value::Float(f64::MAX), None),
        ("DOUBLE", Value::Float(0.1), None),
        ("FLOAT", Value::Float(0.1f32.into()), None),
        ("NUMERIC(12, 2)", number("-1234567890.50"), None),
        ("NUMERIC(38, 0)", number("99999999999999999999999999999999999999"), None),
        ("NUMERIC(20, 0)", number("18446744073709551615"), None),
        ("NUMERIC(20, 0)", number("-5"), None),
        ("NUMERIC(65, 30)", number("-0.0000000000000000000000000001"), None),
        ("NUMERIC(65, 30)", number("79228162514264337593543950335"), None),
        ("NUMERIC(65, 30)", number("1234567890.5"), None),
        ("NUMERIC(65, 30)", number("1.50"), Some(number("1.5"))),
        ("VARCHAR(255)", text(""), None),
        ("VARCHAR(255)", text("trailing  "), None),
        ("VARCHAR(255)", text("a\0b'\\\"\n\u{1a}%_`"), None),
        ("VARCHAR(255)", text("𝄞 grüße 🦀"), None),
        ("TEXT", text(&"ß".repeat(30_000)), None),
        ("BLOB", Value::Bytes((0..=255).collect::<Vec<u8>>().into()), None),
        ("LONGBLOB", Value::Bytes(vec![0xfe; 2_000_000].into()), None),
        ("DATE", Value::Date("9999-12-31".parse().unwrap()), None),
        ("DATE", Value::Date("1000-01-01".parse().unwrap()), None),
        ("DATE", Value::Date("0001-01-01".parse().unwrap()), None),
        ("DATE", Value::Date("2024-02-29".parse().unwrap()), None),
        ("TIME(6)", Value::Time(Time(0)), None),
        ("TIME(6)", Value::Time("23:59:59.999999".parse().unwrap()), None),
        ("DATETIME(6)", Value::DateTime(moment("9999-12-31 23:59:59.999999")), None),
        ("DATETIME(6)", Value::DateTime(moment("1969-12-31 23:59:59.000001")), None),
        ("DATETIME(6)", Value::DateTime(moment("2024-03-10 00:00:00")), None),
        ("DATETIME(6)", Value::Timestamp(moment("2024-03-31 02:30:00.5")), Some(Value::DateTime(moment("2024-03-31 02:30:00.5")))),
        ("TIMESTAMP(6)", Value::Timestamp(moment("2024-03-31 02:30:00.5")), None),
        ("CHAR(32)", Value::Uuid([0xab; 16]), Some(text("abababababababababababababababab"))),
        ("BIT(9)", Value::Int(257), Some(Value::UInt(257))),
        ("YEAR", Value::Int(2024), None),
        ("ENUM('a', 'b')", text("b"), None),
    ];
    cases.extend(
        ["BOOL", "BIGINT", "DOUBLE", "NUMERIC(5, 2)", "TEXT", "BLOB", "DATE", "TIME(6)", "JSON"].map(|t| (t, Value::Null, None)),
    );
    cases
}

#[tokio::test]
async fn every_kind_of_value_survives_the_round_trip() {
    for url in urls() {
        let mut conn = connect(&url).await;
        for (index, (column, value, expected)) in round_trips().into_iter().enumerate() {
            let name = format!("rt_{index}");
            table(&mut conn, &name, &format!("v {column}")).await;
            let sent = run(&mut conn, &format!("INSERT INTO {name} VALUES (?)"), vec![value.clone()]).await;
            assert_eq!(sent.unwrap().0.rows_affected, 1, "{column}");
            let expected = expected.unwrap_or(value);
            for cached in [true, false] {
                let (_, rows) = send(&mut conn, &format!("SELECT v FROM {name}"), Params::One(vec![]), cached).await.unwrap();
                assert_eq!(rows.rows, [[expected.clone()]], "{column}, prepared: {cached}, {url}");
            }
            ddl(&mut conn, &format!("DROP TABLE {name}")).await;
        }
    }
}

/// Columns of a grouping carry a flag that looks like that of numbers.
#[tokio::test]
async fn text_that_is_grouped_by_is_text() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "grouped", "phone VARCHAR(15), day DATE, raw VARBINARY(8)").await;
        run(&mut conn, "INSERT INTO grouped VALUES ('13-555', '2024-02-29', 'ab')", vec![]).await.unwrap();
        let sql = "SELECT code, day, raw, count(*) FROM (SELECT substring(phone, ?, 2) AS code, day, raw FROM grouped) AS g \
                   GROUP BY code, day, raw ORDER BY code";
        let (_, rows) = run(&mut conn, sql, vec![Value::Int(1)]).await.unwrap();
        let day = Value::Date("2024-02-29".parse().unwrap());
        assert_eq!(rows.rows, [[Value::from("13"), day, Value::from(&b"ab"[..]), Value::Int(1)]], "{url}");
        ddl(&mut conn, "DROP TABLE grouped").await;
    }
}

#[tokio::test]
async fn json_is_kept_as_the_server_writes_it() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "js", "v JSON").await;
        run(&mut conn, "INSERT INTO js VALUES (?)", vec![Value::Json(r#"{"a": "ü\"\\"}"#.into())]).await.unwrap();
        let found = one(&mut conn, "SELECT v FROM js").await;
        let (Value::Json(found) | Value::Text(found)) = found else { panic!("{found:?}") };
        assert_eq!(&*found, r#"{"a": "ü\"\\"}"#);
        let malformed = run(&mut conn, "INSERT INTO js VALUES (?)", vec![Value::Json("{".into())]).await;
        assert!(matches!(kind(malformed), ErrorKind::Data | ErrorKind::Check));
        ddl(&mut conn, "DROP TABLE js").await;
    }
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_before_they_are_sent() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "bad", "u BIGINT UNSIGNED, d NUMERIC(10, 2), t TEXT").await;
        let huge: Value = Value::Text("x".repeat(65 << 20).into());
        for value in [
            Value::Float(f64::NAN),
            Value::Float(f64::INFINITY),
            Value::Date(Date(-800_000)),
            Value::Date(Date(3_000_000)),
            Value::Time(Time(86_400_000_000)),
            Value::Time(Time(-1)),
            number("0.0000000000000000000000000000001"),
            huge,
        ] {
            for column in ["u", "d", "t"] {
                let sent = run(&mut conn, &format!("INSERT INTO bad ({column}) VALUES (?)"), vec![value.clone()]).await;
                assert_eq!(kind(sent), ErrorKind::Data, "{} in {column}", value.kind());
            }
        }
        let sets = vec![vec![Value::Int(1)], vec![Value::Float(f64::NAN)]];
        let sent = send(&mut conn, "INSERT INTO bad (u) VALUES (?)", Params::Many(sets), true).await;
        assert_eq!(kind(sent), ErrorKind::Data);
        assert_eq!(kind(run(&mut conn, "SELECT ?", vec![Value::Array([].into())]).await), ErrorKind::Unsupported);
        assert_eq!(kind(run(&mut conn, "SELECT ?, ?", vec![Value::Int(1)]).await), ErrorKind::Programming);
        let list = |count: usize| format!("SELECT count(*) FROM bad WHERE u IN ({}?)", "?, ".repeat(count - 1));
        let values = |count: usize| vec![Value::Int(1); count];
        let most = conn.dialect().features().max_params;
        assert_eq!(run(&mut conn, &list(most), values(most)).await.unwrap().1.rows, [[Value::Int(0)]]);
        assert_eq!(kind(run(&mut conn, &list(most + 1), values(most + 1)).await), ErrorKind::Programming);
        assert_eq!(one(&mut conn, "SELECT count(*) FROM bad").await, Value::Int(0));
        ddl(&mut conn, "DROP TABLE bad").await;
    }
}

#[tokio::test]
async fn the_server_refuses_what_it_would_otherwise_cut() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "strict", "s SMALLINT, c VARCHAR(3), d DATE, n NUMERIC(4, 2)").await;
        for (column, value) in [
            ("s", Value::Int(40_000)),
            ("s", Value::Text("x".into())),
            ("c", Value::Text("four".into())),
            ("d", Value::Text("0000-00-00".into())),
            ("n", Value::Int(100)),
        ] {
            let error = run(&mut conn, &format!("INSERT INTO strict ({column}) VALUES (?)"), vec![value]).await.err().unwrap();
            assert_eq!((error.kind(), error.column()), (ErrorKind::Data, Some(column)), "{error:?}");
        }
        assert_eq!(kind(run(&mut conn, "SELECT CAST('-01:00:00' AS TIME)", vec![]).await), ErrorKind::Data);
        assert_eq!(kind(send(&mut conn, "SELECT CAST('30:00:00' AS TIME)", Params::One(vec![]), false).await), ErrorKind::Data);
        assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
        ddl(&mut conn, "DROP TABLE strict").await;
    }
}
