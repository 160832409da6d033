//! What the driver promises, on the servers that `ALCHEMY_POSTGRES_URLS` names, separated by `;`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::any::Any;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use alchemy_core::driver::{
    BeginOptions, Driver as _, DriverConnection, Isolation, Params, Reply, Request, Sink, TransactionStatus,
};
use alchemy_core::{BulkRows, Compiled, DateTime, ErrorKind, Matching, Number, Result, Row, SqlType, Time, Value};
use alchemy_postgres::Driver;

type Connection = Box<dyn DriverConnection>;

#[derive(Default)]
struct Rows {
    rows: Vec<Vec<Value>>,
    sets: usize,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.sets += 1;
        Ok(())
    }
}

fn urls() -> Vec<String> {
    let urls = std::env::var("ALCHEMY_POSTGRES_URLS").unwrap_or_default();
    let urls: Vec<String> = urls.split(';').filter(|url| !url.is_empty()).map(str::to_owned).collect();
    if urls.is_empty() {
        eprintln!("not run: ALCHEMY_POSTGRES_URLS names no server");
    }
    urls
}

async fn connect(url: &str) -> Connection {
    Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap()
}

async fn send(conn: &mut Connection, sql: &str, params: Params, cached: bool) -> Result<(Reply, Rows)> {
    let request = Request { sql: sql.into(), params, sink: Some(Box::new(Rows::default())), cached, deadline: None };
    let mut reply = conn.run(request).await?;
    let sink: Box<dyn Any> = reply.sink.take().unwrap();
    Ok((reply, *sink.downcast::<Rows>().unwrap()))
}

async fn run(conn: &mut Connection, sql: &str, params: Vec<Value>) -> Result<(Reply, Rows)> {
    send(conn, sql, Params::One(params), true).await
}

async fn table(conn: &mut Connection, name: &str, columns: &str) {
    for sql in [format!("DROP TABLE IF EXISTS {name}"), format!("CREATE TABLE {name} ({columns})")] {
        let request = Request { sql: sql.into(), params: Params::One(vec![]), sink: None, cached: false, deadline: None };
        conn.run(request).await.unwrap();
    }
}

async fn one(conn: &mut Connection, sql: &str) -> Value {
    run(conn, sql, vec![]).await.unwrap().1.rows.remove(0).remove(0)
}

fn kind<T>(outcome: Result<T>) -> ErrorKind {
    outcome.err().map(|error| error.kind()).expect("an error was expected")
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[tokio::test]
async fn values_survive_the_round_trip() {
    let number = |text: &str| Value::Decimal(text.parse::<Number>().unwrap());
    let cases = [
        ("bool", Value::Bool(true)),
        ("int2", Value::Int(-32_768)),
        ("int4", Value::Int(i32::MAX.into())),
        ("int8", Value::Int(i64::MIN)),
        ("float4", Value::Float(0.1f32.into())),
        ("float8", Value::Float(f64::MIN_POSITIVE)),
        ("float8", Value::Float(f64::INFINITY)),
        ("numeric", number("-0.00010")),
        ("numeric", number("99999999999999999999999999999999999999")),
        ("numeric(20, 0)", number("18446744073709551615")),
        ("text", Value::from("")),
        ("varchar(9)", Value::from("ß€😀'\"\\")),
        ("bytea", Value::from(vec![0_u8, 255, 0])),
        ("date", Value::Date("0001-01-01".parse().unwrap())),
        ("date", Value::Date("9999-12-31".parse().unwrap())),
        ("time", Value::Time(Time(86_399_999_999))),
        ("timestamp", Value::DateTime(moment("1969-12-31 23:59:59.999999"))),
        ("timestamptz", Value::Timestamp(moment("2024-02-29 12:00:00.000001"))),
        ("uuid", Value::Uuid([7; 16])),
        ("json", Value::Json(r#"{"a": [1, null]}"#.into())),
        ("jsonb", Value::Json(r#"{"a": [1, null]}"#.into())),
    ];
    for url in urls() {
        let mut conn = connect(&url).await;
        for (nth, (ty, value)) in cases.iter().enumerate() {
            let name = format!("trip_{nth}");
            table(&mut conn, &name, &format!("v {ty}")).await;
            run(&mut conn, &format!("INSERT INTO {name} VALUES ($1)"), vec![value.clone()]).await.unwrap();
            assert_eq!(one(&mut conn, &format!("SELECT v FROM {name}")).await, *value, "{ty}");
            run(&mut conn, &format!("UPDATE {name} SET v = $1"), vec![Value::Null]).await.unwrap();
            assert_eq!(one(&mut conn, &format!("SELECT v FROM {name}")).await, Value::Null, "{ty}");
        }
        let (_, rows) = run(&mut conn, "SELECT $1::float8 = 'NaN'", vec![Value::Float(f64::NAN)]).await.unwrap();
        assert_eq!(rows.rows[0][0], Value::Bool(true));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_the_connection_goes_on() {
    let cases = [
        ("int2", Value::Int(32_768)),
        ("int4", Value::Int(i64::MAX)),
        ("int8", Value::UInt(u64::MAX)),
        ("text", Value::from("a\0b")),
        ("text", Value::Int(1)),
        ("numeric", Value::Float(f64::NAN)),
        ("float4", Value::Float(f64::MAX)),
        ("int4", Value::Decimal("1.5".parse().unwrap())),
        ("varchar(3)", Value::from("four")),
        ("uuid", Value::from("no uuid")),
    ];
    for url in urls() {
        let mut conn = connect(&url).await;
        for (nth, (ty, value)) in cases.iter().enumerate() {
            let name = format!("refused_{nth}");
            table(&mut conn, &name, &format!("v {ty}")).await;
            let outcome = run(&mut conn, &format!("INSERT INTO {name} VALUES ($1)"), vec![value.clone()]).await;
            assert_eq!(kind(outcome), ErrorKind::Data, "{ty}");
            assert_eq!(conn.status(), TransactionStatus::Idle);
            assert_eq!(one(&mut conn, &format!("SELECT count(*) FROM {name}")).await, Value::Int(0));
        }
        assert_eq!(kind(run(&mut conn, "SELECT $1::int4", vec![]).await), ErrorKind::Programming);
        assert_eq!(kind(run(&mut conn, "SELECT 'infinity'::date", vec![]).await), ErrorKind::Data);
        assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
    }
}

#[tokio::test]
async fn many_rows_are_one_statement_and_come_back_in_order() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "bulk", "id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n bigint, s varchar(9)").await;
        let bulk = BulkRows {
            table: "bulk".into(),
            columns: vec![("n".into(), SqlType::BigInteger), ("s".into(), SqlType::String { length: Some(9) })],
            returning: vec!["id".into(), "n".into()],
            matching: Matching::Generated(0),
            rows: 0,
        };
        let compiled = Compiled::of(&bulk, &*conn.dialect()).unwrap();
        for (count, trips) in [(10, 2), (1000, 1)] {
            let numbers: Arc<[Value]> = (0..count).map(Value::Int).collect();
            let texts: Arc<[Value]> = (0..count).map(|n| if n % 7 == 0 { Value::Null } else { Value::from("x") }).collect();
            let (reply, rows) =
                run(&mut conn, compiled.text(), vec![Value::Array(numbers.clone()), Value::Array(texts)]).await.unwrap();
            assert_eq!((reply.rows_affected, reply.round_trips), (count as u64, trips));
            assert_eq!(rows.rows.iter().map(|row| row[1].clone()).collect::<Vec<_>>(), numbers.to_vec());
        }
        let long = vec![Value::Array([Value::Int(1)].into()), Value::Array([Value::from("0123456789")].into())];
        assert_eq!(kind(run(&mut conn, compiled.text(), long).await), ErrorKind::Data, "nothing is cut");
    }
}

#[tokio::test]
async fn parameter_sets_are_one_round_trip_and_the_first_error_counts() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "many", "n bigint PRIMARY KEY").await;
        let insert = "INSERT INTO many VALUES ($1) RETURNING n";
        let sets = (0..100).map(|n| vec![Value::Int(n)]).collect();
        let (reply, rows) = send(&mut conn, insert, Params::Many(sets), true).await.unwrap();
        assert_eq!((reply.rows_affected, reply.round_trips, rows.sets), (100, 2, 100));
        assert_eq!(rows.rows, (0..100).map(|n| vec![Value::Int(n)]).collect::<Vec<_>>());
        conn.begin(BeginOptions::default());
        let sets = vec![vec![Value::Int(200)], vec![Value::Int(5)], vec![Value::Int(201)]];
        assert_eq!(kind(send(&mut conn, insert, Params::Many(sets), true).await), ErrorKind::Unique);
        assert_eq!(conn.status(), TransactionStatus::Failed);
        conn.rollback().await.unwrap();
        assert_eq!(one(&mut conn, "SELECT count(*) FROM many").await, Value::Int(100));
    }
}

#[tokio::test]
async fn a_transaction_begins_with_its_first_statement_and_costs_no_trip() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let isolation = "SELECT current_setting('transaction_isolation')";
        assert_eq!(run(&mut conn, isolation, vec![]).await.unwrap().0.round_trips, 2);
        conn.begin(BeginOptions { isolation: Some(Isolation::Serializable), read_only: true });
        assert_eq!(conn.status(), TransactionStatus::Idle, "nothing was sent yet");
        let (reply, rows) = run(&mut conn, isolation, vec![]).await.unwrap();
        assert_eq!((reply.round_trips, rows.rows[0][0].clone()), (1, Value::from("serializable")));
        assert_eq!(conn.status(), TransactionStatus::Active);
        conn.commit().await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
        conn.begin(BeginOptions::default());
        conn.rollback().await.unwrap();
        run(&mut conn, isolation, vec![]).await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle, "a begin that was not sent is forgotten");
    }
}

#[tokio::test]
async fn a_failed_transaction_is_not_committed_in_silence() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "failed", "n bigint PRIMARY KEY").await;
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO failed VALUES (1)", vec![]).await.unwrap();
        assert_eq!(kind(run(&mut conn, "INSERT INTO failed VALUES (1)", vec![]).await), ErrorKind::Unique);
        assert_eq!(conn.status(), TransactionStatus::Failed);
        assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::PendingRollback);
        assert_eq!(kind(conn.commit().await), ErrorKind::InvalidState);
        assert_eq!(conn.status(), TransactionStatus::Idle);
        assert_eq!(one(&mut conn, "SELECT count(*) FROM failed").await, Value::Int(0));
    }
}

#[tokio::test]
async fn constraints_are_told_with_their_names() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "child_of", "n bigint").await;
        table(&mut conn, "parent_of", "n bigint CONSTRAINT pk PRIMARY KEY, m bigint NOT NULL CONSTRAINT positive CHECK (m > 0)")
            .await;
        table(&mut conn, "child_of", "n bigint CONSTRAINT fk REFERENCES parent_of (n)").await;
        run(&mut conn, "INSERT INTO parent_of VALUES (1, 1)", vec![]).await.unwrap();
        for (sql, expected, constraint) in [
            ("INSERT INTO parent_of VALUES (1, 1)", ErrorKind::Unique, Some("pk")),
            ("INSERT INTO parent_of VALUES (2, 0)", ErrorKind::Check, Some("positive")),
            ("INSERT INTO parent_of VALUES (2, NULL)", ErrorKind::NotNull, None),
            ("INSERT INTO child_of VALUES (9)", ErrorKind::ForeignKey, Some("fk")),
            ("SELECT * FROM nowhere", ErrorKind::Programming, None),
            ("SELECT 1 +", ErrorKind::Programming, None),
            ("SELECT 1 / 0", ErrorKind::Data, None),
        ] {
            let error = run(&mut conn, sql, vec![]).await.err().unwrap();
            assert_eq!((error.kind(), error.constraint()), (expected, constraint), "{sql}");
            assert!(error.sqlstate().is_some(), "{sql}");
        }
        table(&mut conn, "child_of", "n bigint").await;
    }
}

#[tokio::test]
async fn a_changed_table_is_noticed_and_its_statement_prepared_anew() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "changing", "n bigint").await;
        run(&mut conn, "SELECT * FROM changing", vec![]).await.unwrap();
        run(&mut conn, "ALTER TABLE changing ADD m bigint", vec![]).await.unwrap();
        // The first try may be told that the plan no longer fits; then it is forgotten.
        let _ = run(&mut conn, "SELECT * FROM changing", vec![]).await;
        assert!(run(&mut conn, "SELECT * FROM changing", vec![]).await.is_ok());
    }
}

#[tokio::test]
async fn a_call_that_was_dropped_leaves_the_connection_in_doubt() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let request =
            Request { sql: "SELECT pg_sleep(30)".into(), params: Params::One(vec![]), sink: None, cached: false, deadline: None };
        {
            let mut call = pin!(conn.run(request));
            assert!(matches!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
            // The task that moves messages has to have sent it.
            tokio::time::timeout(std::time::Duration::from_millis(50), call.as_mut()).await.unwrap_err();
        }
        assert_eq!(conn.status(), TransactionStatus::Unknown);
        conn.abort();
    }
}

#[tokio::test]
async fn credentials_and_databases_are_settings() {
    for url in urls() {
        let (scheme_and_user, rest) = url.split_once('@').unwrap();
        let scheme = scheme_and_user.split_once("//").unwrap().0;
        let host = rest.split_once('/').unwrap().0;
        let nowhere = format!("{scheme_and_user}@{host}/no_such_database");
        let driver = Driver::from_url(&nowhere.parse().unwrap()).unwrap();
        assert_eq!(kind(driver.connect().await), ErrorKind::Configuration);
        let stranger = format!("{scheme}//no_such_user:wrong@{rest}");
        let driver = Driver::from_url(&stranger.parse().unwrap()).unwrap();
        assert_eq!(kind(driver.connect().await), ErrorKind::Configuration);
    }
    let driver = Driver::from_url(&"postgres://u@127.0.0.1:1/x".parse().unwrap()).unwrap();
    assert_eq!(kind(driver.connect().await), ErrorKind::Disconnect);
    for url in ["postgres://h/db?sslmode=require", "postgres://h/db?nonsense=1", "mysql://h/db"] {
        assert_eq!(kind(Driver::from_url(&url.parse().unwrap()).map(|_| ())), ErrorKind::Configuration, "{url}");
    }
}
