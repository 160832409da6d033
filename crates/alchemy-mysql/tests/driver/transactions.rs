//! Transactions and savepoints.

use alchemy_core::driver::{BeginOptions, Isolation, Params, TransactionStatus};
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, one, run, send, table, urls};

#[tokio::test]
async fn a_transaction_costs_nothing_to_begin_once_the_session_has_had_one() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut conn, "tx", "n INT").await;
        let insert = "INSERT INTO tx VALUES (?)";
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
        assert_eq!(trips, [3, 1, 1]);
        conn.begin(BeginOptions::default());
        run(&mut conn, insert, vec![Value::Int(9)]).await.unwrap();
        conn.rollback().await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
        // Outside a transaction a statement commits by itself.
        assert_eq!(run(&mut conn, insert, vec![Value::Int(3)]).await.unwrap().0.round_trips, 2);
        assert_eq!(run(&mut conn, insert, vec![Value::Int(4)]).await.unwrap().0.round_trips, 1);
        assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(5));
        // A transaction that nobody used needs no end.
        conn.begin(BeginOptions::default());
        conn.commit().await.unwrap();
        conn.begin(BeginOptions::default());
        conn.rollback().await.unwrap();
        assert!(!conn.needs_reset());
        ddl(&mut conn, "DROP TABLE tx").await;
    }
}

#[tokio::test]
async fn isolation_and_access_hold_for_one_transaction() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut conn, "iso", "n INT").await;
        run(&mut conn, "INSERT INTO iso VALUES (1)", vec![]).await.unwrap();
        for (isolation, seen) in [(Isolation::RepeatableRead, 1), (Isolation::ReadCommitted, 2), (Isolation::ReadUncommitted, 3)] {
            conn.begin(BeginOptions { isolation: Some(isolation), ..Default::default() });
            one(&mut conn, "SELECT n FROM iso").await;
            other.begin(BeginOptions::default());
            run(&mut other, "UPDATE iso SET n = 2", vec![]).await.unwrap();
            other.commit().await.unwrap();
            other.begin(BeginOptions::default());
            run(&mut other, "UPDATE iso SET n = 3", vec![]).await.unwrap();
            assert_eq!(one(&mut conn, "SELECT n FROM iso").await, Value::Int(seen), "{isolation:?}");
            other.rollback().await.unwrap();
            conn.commit().await.unwrap();
            run(&mut conn, "UPDATE iso SET n = 1", vec![]).await.unwrap();
        }
        conn.begin(BeginOptions { deferrable: true, ..Default::default() });
        assert_eq!(kind(run(&mut conn, "UPDATE iso SET n = 5", vec![]).await), ErrorKind::Unsupported);
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions { read_only: true, ..Default::default() });
        assert!(run(&mut conn, "UPDATE iso SET n = 5", vec![]).await.is_err());
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions::default());
        run(&mut conn, "UPDATE iso SET n = 6", vec![]).await.unwrap();
        conn.rollback().await.unwrap();
        ddl(&mut conn, "DROP TABLE iso").await;
    }
}

#[tokio::test]
async fn a_transaction_that_is_refused_leaves_statements_committing_by_themselves() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "refused", "n INT").await;
        // The level of the next transaction cannot be said within a transaction, which the program opened by itself here.
        ddl(&mut conn, "START TRANSACTION").await;
        conn.begin(BeginOptions { isolation: Some(Isolation::Serializable), ..Default::default() });
        assert_eq!(kind(run(&mut conn, "INSERT INTO refused VALUES (1)", vec![]).await), ErrorKind::Operational);
        // What was announced is forgotten, and then what the program opened rolled back.
        conn.rollback().await.unwrap();
        conn.rollback().await.unwrap();
        run(&mut conn, "INSERT INTO refused VALUES (?)", vec![Value::Int(2)]).await.unwrap();
        let mut other = connect(&url).await;
        let (_, rows) = run(&mut other, "SELECT n FROM refused", vec![]).await.unwrap();
        assert_eq!(rows.rows, [[Value::Int(2)]], "{url}");
        ddl(&mut conn, "DROP TABLE refused").await;
    }
}

#[tokio::test]
async fn what_is_said_of_a_transaction_does_not_outlive_it() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "outlive", "n INT").await;
        for first in ["SELEC", "SELECT 1", "SELECT n FROM outlive"] {
            conn.begin(BeginOptions { read_only: true, isolation: Some(Isolation::Serializable), ..Default::default() });
            let _ = run(&mut conn, first, vec![]).await;
            conn.rollback().await.unwrap();
            conn.begin(BeginOptions::default());
            let written = run(&mut conn, "INSERT INTO outlive VALUES (1)", vec![]).await;
            assert!(written.is_ok(), "{first}, {url}: {:?}", written.err());
            conn.commit().await.unwrap();
            run(&mut conn, "INSERT INTO outlive VALUES (1)", vec![]).await.unwrap();
        }
        ddl(&mut conn, "DROP TABLE outlive").await;
    }
}

#[tokio::test]
async fn savepoints_nest_and_errors_leave_the_transaction_open() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "sp", "n INT PRIMARY KEY").await;
        conn.begin(BeginOptions::default());
        for sql in ["INSERT INTO sp VALUES (1)", "SAVEPOINT a", "INSERT INTO sp VALUES (2)", "ROLLBACK TO SAVEPOINT a"] {
            ddl(&mut conn, sql).await;
            assert_eq!(conn.status(), TransactionStatus::Active, "{sql}");
        }
        assert_eq!(kind(run(&mut conn, "INSERT INTO sp VALUES (1)", vec![]).await), ErrorKind::Unique);
        assert_eq!(conn.status(), TransactionStatus::Active);
        ddl(&mut conn, "RELEASE SAVEPOINT a").await;
        conn.commit().await.unwrap();
        assert_eq!(one(&mut conn, "SELECT count(*) FROM sp").await, Value::Int(1));
        ddl(&mut conn, "DROP TABLE sp").await;
    }
}

#[tokio::test]
async fn ddl_commits_and_a_rollback_behind_it_says_so() {
    for url in urls() {
        let mut conn = connect(&url).await;
        for failing in [false, true] {
            table(&mut conn, "imp", "n INT").await;
            ddl(&mut conn, "DROP TABLE IF EXISTS imp2").await;
            conn.begin(BeginOptions::default());
            run(&mut conn, "INSERT INTO imp VALUES (1)", vec![]).await.unwrap();
            let create = if failing { "CREATE TABLE imp (n INT)" } else { "CREATE TABLE imp2 (n INT)" };
            assert_eq!(send(&mut conn, create, Params::One(vec![]), false).await.is_err(), failing);
            assert_eq!(kind(conn.rollback().await), ErrorKind::InvalidState);
            assert_eq!(conn.status(), TransactionStatus::Idle);
            assert_eq!(one(&mut conn, "SELECT count(*) FROM imp").await, Value::Int(1));
        }
        // DDL alone takes nothing with it, and a commit is what happened anyway.
        conn.begin(BeginOptions::default());
        ddl(&mut conn, "CREATE TABLE imp2 (n INT)").await;
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO imp VALUES (2)", vec![]).await.unwrap();
        ddl(&mut conn, "DROP TABLE imp2").await;
        conn.commit().await.unwrap();
        ddl(&mut conn, "DROP TABLE imp").await;
    }
}
