//! Statements: prepared, and of many rows.

use alchemy_claims::covers;
use alchemy_core::dialect::Returning;
use alchemy_core::driver::Params;
use alchemy_core::{BulkRows, Compiled, ErrorKind, SqlType, Value};

use crate::session::{Connection, Rows, connect, ddl, kind, one, run, send, send_into, table, urls};

#[covers("MY-05")]
#[tokio::test]
async fn pages_of_rows_are_inserted_and_their_keys_come_back() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "bulk", "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, n BIGINT, s VARCHAR(20)").await;
        let dialect = conn.dialect();
        let returns = dialect.features().returning != Returning::None;
        let mut first_keys = Vec::new();
        for page in [1000usize, 1000, 7] {
            let bulk = BulkRows {
                table: "bulk".into(),
                columns: vec![("n".into(), SqlType::BigInteger), ("s".into(), SqlType::Text)],
                returning: if returns { vec!["id".into(), "n".into()] } else { vec![] },
                matching: alchemy_core::Matching::OneByOne,
                rows: page,
            };
            let compiled = Compiled::of(&bulk, &*dialect).unwrap();
            let values = (0..page).flat_map(|n| [Value::Int(n as i64), Value::Text(format!("row {n}").into())]).collect();
            let (reply, rows) = run(&mut conn, compiled.text(), values).await.unwrap();
            assert_eq!(reply.rows_affected, page as u64);
            if returns {
                let numbers: Vec<Value> = rows.rows.iter().map(|row| row[1].clone()).collect();
                assert_eq!(numbers, (0..page as i64).map(Value::Int).collect::<Vec<_>>());
                first_keys.push(rows.rows[0][0].clone());
            } else {
                assert_eq!(rows.rows.len(), 0);
                first_keys.push(Value::Int(reply.last_insert_id.unwrap() as i64));
            }
        }
        for key in first_keys {
            assert_eq!(run(&mut conn, "SELECT n FROM bulk WHERE id = ?", vec![key]).await.unwrap().1.rows, [[Value::Int(0)]]);
        }
        assert_eq!(one(&mut conn, "SELECT count(*) FROM bulk").await, Value::Int(2007));
        ddl(&mut conn, "DROP TABLE bulk").await;
    }
}

#[covers("MY-08")]
#[tokio::test]
async fn many_sets_run_through_one_prepared_statement() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "many", "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, n BIGINT").await;
        let sets = (0..5).map(|n| vec![Value::Int(n)]).collect();
        let (reply, rows) = send(&mut conn, "INSERT INTO many (n) VALUES (?)", Params::Many(sets), true).await.unwrap();
        assert_eq!((reply.rows_affected, reply.last_insert_id, reply.round_trips, rows.sets), (5, Some(1), 6, 5));
        // An UPDATE that changes nothing still matched its rows.
        let sets = (0..3).map(|n| vec![Value::Int(n), Value::Int(n)]).collect();
        let (reply, _) = send(&mut conn, "UPDATE many SET n = ? WHERE n = ?", Params::Many(sets), true).await.unwrap();
        assert_eq!(reply.rows_affected, 3);
        let sets = (0..3).map(|n| vec![Value::Int(n)]).collect();
        let (reply, rows) = send(&mut conn, "SELECT n FROM many WHERE n >= ? LIMIT 2", Params::Many(sets), true).await.unwrap();
        assert_eq!((rows.rows.len(), rows.sets, reply.rows_affected), (6, 3, 0));
        ddl(&mut conn, "DROP TABLE many").await;
    }
}

/// How many statements the server keeps for this session.
async fn left_prepared(conn: &mut Connection) -> i64 {
    let mut counts = Vec::new();
    for counter in ["Com_stmt_prepare", "Com_stmt_close", "Com_stmt_reprepare"] {
        let sql = format!("SHOW SESSION STATUS LIKE '{counter}'");
        let (_, rows) = send(conn, &sql, Params::One(vec![]), false).await.unwrap();
        let Value::Text(count) = &rows.rows[0][1] else { panic!("{:?}", rows.rows) };
        counts.push(count.parse::<i64>().unwrap());
    }
    // Preparing again what the server itself dropped counts as preparing.
    counts[0] - counts[1] - counts[2]
}

#[tokio::test]
async fn a_prepared_statement_follows_a_changed_table() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "alt", "a INT, b INT").await;
        run(&mut conn, "INSERT INTO alt VALUES (1, 2)", vec![]).await.unwrap();
        let expected: [&[Value]; 3] =
            [&[Value::Int(1), Value::Int(2)], &[Value::Text("1".into()), Value::Int(2)], &[Value::Text("1".into())]];
        for (row, change) in expected.iter().zip(["MODIFY a VARCHAR(9)", "DROP COLUMN b", "COMMENT 'x'"]) {
            for _ in 0..2 {
                assert_eq!(run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap().1.rows, [*row], "{url}");
            }
            ddl(&mut conn, &format!("ALTER TABLE alt {change}")).await;
        }
        ddl(&mut conn, "DROP TABLE alt").await;
    }
}

#[tokio::test]
async fn a_sink_that_refuses_a_row_leaves_the_connection_usable() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let sql = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
        let refusing = Rows { limit: Some(1), ..Rows::default() };
        assert_eq!(kind(send_into(&mut conn, sql, Params::One(vec![]), true, refusing).await), ErrorKind::Data);
        assert_eq!(one(&mut conn, "SELECT 42").await, Value::Int(42));
    }
}

#[tokio::test]
async fn round_trips_are_counted_and_statements_prepared_once() {
    for url in urls() {
        let mut conn = connect(&format!("{url}?statement_cache=2")).await;
        let mut trips = Vec::new();
        for sql in ["SELECT ?", "SELECT ?", "SELECT ? + 1", "SELECT ?", "SELECT ? + 2", "SELECT ?", "SELECT ? + 1"] {
            trips.push(run(&mut conn, sql, vec![Value::Int(1)]).await.unwrap().0.round_trips);
        }
        assert_eq!(trips, [2, 1, 2, 1, 2, 1, 2]);
        let text = send(&mut conn, "SELECT 1", Params::One(vec![]), false).await.unwrap();
        assert_eq!(text.0.round_trips, 1);
        let passing = send(&mut conn, "SELECT ? + 9", Params::One(vec![Value::Int(1)]), false).await.unwrap();
        assert_eq!(passing.0.round_trips, 2);
        assert_eq!(left_prepared(&mut conn).await, 2);
        let mut conn = connect(&format!("{url}?statement_cache=0")).await;
        for _ in 0..3 {
            assert_eq!(run(&mut conn, "SELECT ?", vec![Value::Int(1)]).await.unwrap().0.round_trips, 2);
        }
        assert_eq!(left_prepared(&mut conn).await, 0);
    }
}
