//! Calls that are cut off, and sessions made as good as new.

use alchemy_core::driver::{BeginOptions, Params, TransactionStatus};
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, one, run, send, table, urls};

#[tokio::test]
async fn a_reset_makes_the_session_as_good_as_new() {
    for url in urls() {
        let mut conn = connect(&url).await;
        one(&mut conn, "SELECT 1").await;
        assert!(!conn.needs_reset());
        for sql in ["SET @mine = 1", "SET NAMES latin1", "SET sql_mode = ''", "SET time_zone = '+05:00'"] {
            ddl(&mut conn, sql).await;
        }
        ddl(&mut conn, "CREATE TEMPORARY TABLE mine (n INT)").await;
        ddl(&mut conn, "START TRANSACTION").await;
        assert_eq!(conn.status(), TransactionStatus::Active);
        assert!(conn.needs_reset());
        conn.reset().await.unwrap();
        assert_eq!((conn.needs_reset(), conn.status()), (false, TransactionStatus::Idle));
        assert_eq!(one(&mut conn, "SELECT @mine").await, Value::Null);
        assert_eq!(kind(run(&mut conn, "SELECT * FROM mine", vec![]).await), ErrorKind::Programming);
        assert_eq!(one(&mut conn, "SELECT @@time_zone").await, Value::Text("+00:00".into()));
        assert_eq!(one(&mut conn, "SELECT @@sql_mode LIKE '%STRICT%NO_ZERO_DATE%'").await, Value::Int(1));
        let crab = Value::Text("🦀".into());
        assert_eq!(run(&mut conn, "SELECT ?", vec![crab.clone()]).await.unwrap().1.rows, [[crab]]);
        assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
    }
}

#[tokio::test]
async fn a_dropped_call_poisons_the_connection_and_abort_stops_the_statement() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut other, "cut", "n INT").await;
        let id = one(&mut conn, "SELECT connection_id()").await;
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO cut VALUES (1)", vec![]).await.unwrap();
        {
            let cut = run(&mut conn, "SELECT sleep(30)", vec![]);
            let _ = tokio::time::timeout(std::time::Duration::from_millis(100), cut).await.err().unwrap();
        }
        assert_eq!(conn.status(), TransactionStatus::Unknown);
        assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
        assert_eq!(kind(conn.commit().await), ErrorKind::Poisoned);
        conn.abort();
        assert!(conn.is_closed());
        // The server ends it long before the statement would have.
        let gone = async {
            let sql = "SELECT count(*) FROM information_schema.processlist WHERE id = ?";
            while run(&mut other, sql, vec![id.clone()]).await.unwrap().1.rows != [[Value::Int(0)]] {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
        assert_eq!(one(&mut other, "SELECT count(*) FROM cut").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE cut").await;
    }
}

/// Cuts a call after each number of polls: whatever was cut, nothing is answered afterwards and nothing is left behind.
#[tokio::test]
async fn a_call_can_be_dropped_at_any_point() {
    for url in urls() {
        let mut other = connect(&url).await;
        table(&mut other, "poll", "n INT").await;
        let mut cut = 0;
        for polls in 1.. {
            let mut conn = connect(&url).await;
            conn.begin(BeginOptions::default());
            let insert = vec![vec![Value::Int(1)], vec![Value::Int(2)]];
            let outcome = {
                let mut call = std::pin::pin!(send(&mut conn, "INSERT INTO poll VALUES (?)", Params::Many(insert), true));
                let mut left = polls;
                std::future::poll_fn(|context| {
                    left -= 1;
                    match call.as_mut().poll(context) {
                        std::task::Poll::Pending if left == 0 => std::task::Poll::Ready(None),
                        poll => poll.map(Some),
                    }
                })
                .await
            };
            if outcome.is_some() {
                break;
            }
            cut += 1;
            assert_eq!(conn.status(), TransactionStatus::Unknown);
            assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
            conn.abort();
        }
        assert!(cut >= 3, "{cut}");
        // Waits for the locks of what is still being rolled back.
        ddl(&mut other, "ALTER TABLE poll COMMENT 'x'").await;
        assert_eq!(one(&mut other, "SELECT count(*) FROM poll").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE poll").await;
    }
}
