//! Statements, values and faults on real connections, both inline and on a worker.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::time::{Duration, Instant};

use alchemy_claims::covers;
use alchemy_core::driver::{Params, Request};
use alchemy_core::{Date, DateTime, ErrorKind, Time, Value};
use common::{BOTH, Connection, Directory, ENDLESS, block_on, connect, driver, one, request, rows, run, value, within};

/// Stores a value in a column of a type and reads it back.
async fn stored(connection: &mut Connection, sql_type: &str, value: Value) -> alchemy_core::Result<Value> {
    run(connection, "DROP TABLE IF EXISTS v").await?;
    run(connection, &format!("CREATE TABLE v (v {sql_type})")).await?;
    connection.run(one("INSERT INTO v VALUES (?)", vec![value])).await?;
    Ok(common::value(connection, "SELECT v FROM v").await)
}

#[covers("SL-08")]
#[test]
fn values_come_back_as_they_went() {
    let text = |text: &str| Value::from(text);
    let cases = [
        ("BOOLEAN", Value::Bool(true), Value::Int(1)),
        ("BIGINT", Value::Int(i64::MIN), Value::Int(i64::MIN)),
        ("BIGINT", Value::UInt(7), Value::Int(7)),
        ("DOUBLE", Value::Float(0.1), Value::Float(0.1)),
        ("DOUBLE", Value::Float(f64::INFINITY), Value::Float(f64::INFINITY)),
        ("DOUBLE", Value::Float(f64::MIN_POSITIVE), Value::Float(f64::MIN_POSITIVE)),
        ("NUMERIC(20, 2)", Value::Decimal("1234567890123.45".parse().unwrap()), Value::Float(1_234_567_890_123.45)),
        ("NUMERIC(20, 0)", Value::Decimal("9007199254740993".parse().unwrap()), Value::Int(9_007_199_254_740_993)),
        ("TEXT", text("häßlich"), text("häßlich")),
        ("TEXT", text("a\0b"), text("a\0b")),
        ("TEXT", text(""), text("")),
        ("BLOB", Value::from(vec![0_u8, 255, 0]), Value::from(vec![0_u8, 255, 0])),
        ("BLOB", Value::from(Vec::<u8>::new()), Value::from(Vec::<u8>::new())),
        ("DATE", Value::Date(Date(19_782)), text("2024-02-29")),
        ("TIME", Value::Time(Time(1)), text("00:00:00.000001")),
        ("DATETIME", Value::DateTime(DateTime(-1)), text("1969-12-31 23:59:59.999999")),
        ("DATETIME", Value::Timestamp(DateTime(0)), text("1970-01-01 00:00:00.000000")),
        ("CHAR(32)", Value::Uuid([0xab; 16]), text("abababababababababababababababab")),
        ("JSON", Value::Json("{\"a\": 1}".into()), text("{\"a\": 1}")),
        ("JSON", Value::Json("\"12\"".into()), text("\"12\"")),
        ("JSON", Value::Json("12".into()), Value::Int(12)),
        ("TEXT", Value::Null, Value::Null),
    ];
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut connection = connect(&driver).await;
            for (sql_type, sent, expected) in &cases {
                assert_eq!(&stored(&mut connection, sql_type, sent.clone()).await.unwrap(), expected, "{sql_type} {sent:?}");
            }
        }
    });
}

#[covers("SL-28")]
#[test]
fn what_would_not_survive_is_refused_before_it_is_sent() {
    let cases = [
        ("DOUBLE", Value::Float(f64::NAN), ErrorKind::Data),
        ("BIGINT", Value::UInt(u64::MAX), ErrorKind::Data),
        ("NUMERIC", Value::Decimal("1234567890123.456".parse().unwrap()), ErrorKind::Data),
        ("JSON", Value::Json("0.12345678901234567".into()), ErrorKind::Data),
        ("TIME", Value::Time(Time(90_000_000_000)), ErrorKind::Data),
        ("TIME", Value::Time(Time(-1)), ErrorKind::Data),
        ("TEXT", Value::Array([Value::Int(1)].into()), ErrorKind::Unsupported),
    ];
    block_on(async {
        let driver = driver("sqlite::memory:");
        let mut connection = connect(&driver).await;
        for (sql_type, sent, expected) in cases {
            let error = stored(&mut connection, sql_type, sent).await.unwrap_err();
            assert_eq!(error.kind(), expected, "{error}");
            assert_eq!(value(&mut connection, "SELECT count(*) FROM v").await, Value::Int(0));
        }
    });
}

#[test]
fn a_violated_constraint_says_what_it_is() {
    block_on(async {
        let driver = driver("sqlite::memory:");
        let mut c = connect(&driver).await;
        run(&mut c, "CREATE TABLE p (id INTEGER PRIMARY KEY)").await.unwrap();
        run(
            &mut c,
            "CREATE TABLE t (a INTEGER UNIQUE, b TEXT NOT NULL, c INTEGER CONSTRAINT small CHECK (c < 10), p INTEGER REFERENCES p (id), \
             UNIQUE (b, c))",
        )
        .await
        .unwrap();
        run(&mut c, "CREATE UNIQUE INDEX lowered ON t (lower(b))").await.unwrap();
        run(&mut c, "CREATE TABLE s (i INTEGER) STRICT").await.unwrap();
        run(&mut c, "INSERT INTO t VALUES (1, 'x', 1, NULL)").await.unwrap();
        for (sql, kind, constraint, table, column) in [
            ("INSERT INTO t VALUES (1, 'y', 1, NULL)", ErrorKind::Unique, None, Some("t"), Some("a")),
            ("INSERT INTO t VALUES (2, 'x', 1, NULL)", ErrorKind::Unique, Some("lowered"), None, None),
            ("INSERT INTO t VALUES (2, NULL, 1, NULL)", ErrorKind::NotNull, None, Some("t"), Some("b")),
            ("INSERT INTO t VALUES (2, 'y', 11, NULL)", ErrorKind::Check, Some("small"), None, None),
            ("INSERT INTO t VALUES (2, 'y', 1, 9)", ErrorKind::ForeignKey, None, None, None),
            ("INSERT INTO s VALUES ('x')", ErrorKind::Data, None, None, None),
            ("INSERT INTO p VALUES ('x')", ErrorKind::Data, None, None, None),
            ("SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1)", ErrorKind::Data, None, None, None),
            ("SELECT * FROM nowhere", ErrorKind::Programming, None, None, None),
            ("SELECT \"nowhere\"", ErrorKind::Programming, None, None, None),
            ("SELEC", ErrorKind::Programming, None, None, None),
            ("SELECT 1; SELECT 2", ErrorKind::Programming, None, None, None),
            ("SELECT 1 \0 DROP TABLE t", ErrorKind::Programming, None, None, None),
            ("", ErrorKind::Programming, None, None, None),
            ("SELECT ?", ErrorKind::Programming, None, None, None),
        ] {
            let error = run(&mut c, sql).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.constraint(), error.table(), error.column()),
                (kind, constraint, table, column),
                "{sql}: {error}"
            );
        }
        run(&mut c, "DROP INDEX lowered").await.unwrap();
        let error = run(&mut c, "INSERT INTO t VALUES (2, 'x', 1, NULL)").await.unwrap_err();
        assert_eq!((error.table(), error.column()), (Some("t"), None), "{error}");
    });
}

#[test]
fn replies_count_what_was_changed() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            let mut affected = Vec::new();
            for sql in [
                "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
                "INSERT INTO t (v) VALUES ('a'), ('b'), ('c')",
                "CREATE INDEX ix ON t (v)",
                "UPDATE t SET v = v",
                "UPDATE t SET v = 'x' WHERE id > 7",
                "SELECT * FROM t",
                "ALTER TABLE t ADD COLUMN w TEXT",
                "DELETE FROM t WHERE id < 3",
                "INSERT INTO t (id, v) VALUES (41, 'd')",
            ] {
                let reply = run(&mut c, sql).await.unwrap();
                assert_eq!(reply.round_trips, 1);
                affected.push((reply.rows_affected, reply.last_insert_id));
            }
            let expected = [(0, None), (3, None), (0, None), (3, None), (0, None), (0, None), (0, None), (2, None), (1, Some(41))];
            assert_eq!(affected, expected);
        }
    });
}

#[test]
fn many_sets_return_their_rows_in_order() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            run(&mut c, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)").await.unwrap();
            let sets = (0..100).map(|i| vec![Value::from(format!("v{i}"))]).collect();
            let mut reply = c.run(request("INSERT INTO t (v) VALUES (?) RETURNING v, id", Params::Many(sets))).await.unwrap();
            assert_eq!(reply.rows_affected, 100);
            let rows = rows(&mut reply);
            assert_eq!(rows.names, ["v", "id"]);
            assert_eq!(rows.ends, (1..=100).collect::<Vec<_>>());
            for (index, row) in rows.rows.iter().enumerate() {
                assert_eq!(row, &[Value::from(format!("v{index}")), Value::Int(index as i64 + 1)]);
            }
        }
    });
}

#[test]
fn many_sets_are_all_or_none() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            run(&mut c, "CREATE TABLE t (id INTEGER PRIMARY KEY)").await.unwrap();
            for last in [Value::Int(1), Value::Float(f64::NAN)] {
                let sets = [1, 2, 3].into_iter().map(Value::Int).chain([last]).map(|value| vec![value]).collect();
                assert!(c.run(request("INSERT INTO t VALUES (?)", Params::Many(sets))).await.is_err());
                assert_eq!(value(&mut c, "SELECT count(*) FROM t").await, Value::Int(0));
            }
        }
    });
}

#[test]
fn a_sink_that_refuses_stops_the_statement() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            let sink = Box::new(common::Rows { fail: true, ..Default::default() });
            let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
            let request = Request { sink: Some(sink), ..one(endless, Vec::new()) };
            assert_eq!(c.run(request).await.unwrap_err().kind(), ErrorKind::Data);
            assert_eq!(value(&mut c, "SELECT 1").await, Value::Int(1));
        }
    });
}

#[test]
fn a_deadline_interrupts() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            let started = Instant::now();
            let error = c.run(within(ENDLESS, Duration::from_millis(50))).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
            let took = started.elapsed();
            assert!(took >= Duration::from_millis(50) && took < Duration::from_secs(3), "{took:?}");
            assert_eq!(value(&mut c, "SELECT 1").await, Value::Int(1));
        }
    });
}

#[test]
fn a_deadline_ends_the_wait_for_a_lock() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let (mut a, mut b) = (connect(&driver).await, connect(&driver).await);
            run(&mut a, "CREATE TABLE t (v INTEGER)").await.unwrap();
            run(&mut a, "BEGIN IMMEDIATE").await.unwrap();
            let started = Instant::now();
            let error = b.run(within("INSERT INTO t VALUES (1)", Duration::from_millis(50))).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
            assert!(started.elapsed() < Duration::from_secs(3));
        }
    });
}

#[covers("SL-02", "SL-03")]
#[test]
fn connections_of_one_driver_share_a_database_in_memory() {
    block_on(async {
        for url in BOTH {
            let (first, second) = (driver(url), driver(url));
            let mut a = connect(&first).await;
            run(&mut a, "CREATE TABLE t (v INTEGER)").await.unwrap();
            run(&mut a, "INSERT INTO t VALUES (7)").await.unwrap();
            let mut b = connect(&first).await;
            assert_eq!(value(&mut b, "SELECT v FROM t").await, Value::Int(7));
            drop((a, b));
            let mut again = connect(&first).await;
            assert_eq!(value(&mut again, "SELECT v FROM t").await, Value::Int(7));
            let mut other = connect(&second).await;
            assert_eq!(run(&mut other, "SELECT v FROM t").await.unwrap_err().kind(), ErrorKind::Programming);
        }
    });
}

#[test]
fn an_aborted_connection_is_closed() {
    block_on(async {
        for url in BOTH {
            let driver = driver(url);
            let mut c = connect(&driver).await;
            assert!(!c.is_closed());
            c.abort();
            assert!(c.is_closed());
            assert!(run(&mut c, "SELECT 1").await.unwrap_err().is_disconnect());
        }
    });
}

#[test]
fn a_panicking_sink_costs_only_its_own_connection() {
    struct Panics;
    impl alchemy_core::driver::Sink for Panics {
        fn row(&mut self, _: &dyn alchemy_core::Row) -> alchemy_core::Result<()> {
            panic!("as the test wants");
        }
    }
    block_on(async {
        let driver = driver(BOTH[1]);
        let (mut a, mut b) = (connect(&driver).await, connect(&driver).await);
        let error = a.run(Request { sink: Some(Box::new(Panics)), ..one("SELECT 1", Vec::new()) }).await.unwrap_err();
        assert!(error.is_disconnect() && a.is_closed());
        assert_eq!(value(&mut b, "SELECT 1").await, Value::Int(1));
    });
}

#[test]
fn a_file_is_made_once_and_never_replaced() {
    let directory = Directory::new("made");
    block_on(async {
        let driver = driver(&directory.url(""));
        let mut c = connect(&driver).await;
        run(&mut c, "CREATE TABLE t (v INTEGER)").await.unwrap();
        std::fs::remove_file(directory.0.join("t.db")).unwrap();
        let again = alchemy_core::driver::Driver::connect(&driver).await;
        assert_eq!(again.unwrap_err().kind(), ErrorKind::Configuration);
    });
}

#[test]
fn what_is_no_database_is_told_on_connecting() {
    let directory = Directory::new("none");
    std::fs::write(directory.0.join("t.db"), "x".repeat(4096)).unwrap();
    block_on(async {
        for options in ["", "?mode=worker"] {
            let error = alchemy_core::driver::Driver::connect(&driver(&directory.url(options))).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        }
        let nowhere = driver("sqlite:////nowhere/at/all.db");
        assert_eq!(alchemy_core::driver::Driver::connect(&nowhere).await.unwrap_err().kind(), ErrorKind::Configuration);
    });
}

#[test]
fn a_read_only_database_takes_no_writes() {
    let directory = Directory::new("readonly");
    block_on(async {
        let missing = alchemy_core::driver::Driver::connect(&driver(&directory.url("?readonly"))).await;
        assert_eq!(missing.unwrap_err().kind(), ErrorKind::Configuration);
        let mut c = connect(&driver(&directory.url("?foreign_keys=off"))).await;
        run(&mut c, "CREATE TABLE t (v INTEGER PRIMARY KEY, w INTEGER REFERENCES t)").await.unwrap();
        run(&mut c, "INSERT INTO t VALUES (1, 9)").await.unwrap();
        let mut reader = connect(&driver(&directory.url("?readonly"))).await;
        assert_eq!(value(&mut reader, "SELECT v FROM t").await, Value::Int(1));
        assert_eq!(run(&mut reader, "DELETE FROM t").await.unwrap_err().kind(), ErrorKind::Operational);
    });
}

/// All words that SQLite's parser knows (`sqlite3_keyword_name`).
const KEYWORDS: &str = "abort action add after all alter always analyze and as asc attach autoincrement before begin between by \
cascade case cast check collate column commit conflict constraint create cross current current_date current_time \
current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except exclude \
exclusive exists explain fail filter first following for foreign from full generated glob group groups having if ignore immediate \
in index indexed initially inner insert instead intersect into is isnull join key last left like limit match materialized natural \
no not nothing notnull null nulls of offset on or order others outer over partition plan pragma preceding primary query raise \
range recursive references regexp reindex release rename replace restrict returning right rollback row rows savepoint select set \
table temp temporary then ties to transaction trigger unbounded union unique update using vacuum values view virtual when where \
window with without within";

#[test]
fn every_word_can_be_a_name() {
    block_on(async {
        let driver = driver("sqlite::memory:");
        let mut c = connect(&driver).await;
        for word in KEYWORDS.split_ascii_whitespace() {
            let mut r = alchemy_core::Renderer::new(&alchemy_sqlite::Dialect);
            r.name(word).unwrap();
            let (name, _) = r.finish();
            for sql in [
                format!("CREATE TABLE {name} ({name} INTEGER, UNIQUE ({name}))"),
                format!("INSERT INTO {name} ({name}) VALUES (1) RETURNING {name}"),
                format!("UPDATE {name} SET {name}=2 WHERE {name}.{name} = 1"),
                format!("SELECT {name}.{name} AS {name} FROM {name} ORDER BY {name}"),
                format!("SELECT count(*) AS {name} FROM (SELECT 1 AS {name}) AS {name} GROUP BY {name}.{name}"),
                format!("DROP TABLE {name}"),
            ] {
                run(&mut c, &sql).await.unwrap();
            }
        }
    });
}
