//! The types that parameters take on the server.

use alchemy_claims::covers;
use alchemy_core::driver::{BeginOptions, TransactionStatus};
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, number, request, rows_of, run, table, url};

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
