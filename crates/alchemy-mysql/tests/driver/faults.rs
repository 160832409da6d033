//! What went wrong, in terms that a program can act on.

use alchemy_claims::covers;
use alchemy_core::driver::{BeginOptions, TransactionStatus};
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, number, one, run, table, urls};

#[tokio::test]
async fn broken_rules_are_told_with_their_names() {
    for url in urls() {
        let mut conn = connect(&url).await;
        ddl(&mut conn, "DROP TABLE IF EXISTS fault_child").await;
        table(&mut conn, "fault_parent", "id INT PRIMARY KEY, code VARCHAR(9), CONSTRAINT uq_code UNIQUE (code)").await;
        let child = "id INT PRIMARY KEY, parent INT NOT NULL, n INT, CONSTRAINT ck_n CHECK (n > 0), \
                     CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES fault_parent (id)";
        table(&mut conn, "fault_child", child).await;
        run(&mut conn, "INSERT INTO fault_parent VALUES (1, 'topsecret')", vec![]).await.unwrap();
        let unique = run(&mut conn, "INSERT INTO fault_parent VALUES (2, 'topsecret')", vec![]).await.err().unwrap();
        assert_eq!((unique.kind(), unique.constraint(), unique.code()), (ErrorKind::Unique, Some("uq_code"), Some(1062)));
        assert_eq!(unique.sqlstate(), Some("23000"));
        assert!(!format!("{unique:?}").contains("topsecret"));
        let key = run(&mut conn, "INSERT INTO fault_child VALUES (1, 9, 1)", vec![]).await.err().unwrap();
        let expected = (ErrorKind::ForeignKey, Some("fk_parent"), Some("fault_child"));
        assert_eq!((key.kind(), key.constraint(), key.table()), expected);
        run(&mut conn, "INSERT INTO fault_child VALUES (1, 1, 1)", vec![]).await.unwrap();
        let key = run(&mut conn, "DELETE FROM fault_parent", vec![]).await.err().unwrap();
        assert_eq!((key.kind(), key.constraint(), key.table()), expected);
        let null = run(&mut conn, "INSERT INTO fault_child VALUES (2, ?, 1)", vec![Value::Null]).await.err().unwrap();
        assert_eq!((null.kind(), null.column()), (ErrorKind::NotNull, Some("parent")));
        let missing = run(&mut conn, "INSERT INTO fault_child (id) VALUES (2)", vec![]).await.err().unwrap();
        assert_eq!((missing.kind(), missing.column()), (ErrorKind::NotNull, Some("parent")));
        let check = run(&mut conn, "INSERT INTO fault_child VALUES (2, 1, 0)", vec![]).await.err().unwrap();
        assert_eq!((check.kind(), check.constraint()), (ErrorKind::Check, Some("ck_n")));
        for sql in ["SELEC 1", "SELECT * FROM nosuchtable", "SELECT nosuchcolumn", "INSERT INTO fault_parent VALUES (1)"] {
            assert_eq!(kind(run(&mut conn, sql, vec![]).await), ErrorKind::Programming, "{sql}");
        }
        ddl(&mut conn, "DROP TABLE fault_child").await;
        ddl(&mut conn, "DROP TABLE fault_parent").await;
    }
}

#[tokio::test]
async fn a_deadlock_ends_the_transaction_and_a_lock_timeout_does_not() {
    for url in urls() {
        let (mut a, mut b) = (connect(&url).await, connect(&url).await);
        table(&mut a, "dead", "id INT PRIMARY KEY, n INT").await;
        run(&mut a, "INSERT INTO dead VALUES (1, 0), (2, 0), (3, 0)", vec![]).await.unwrap();
        let update = "UPDATE dead SET n = n + 1 WHERE id = ?";
        a.begin(BeginOptions::default());
        b.begin(BeginOptions::default());
        run(&mut a, update, vec![Value::Int(1)]).await.unwrap();
        run(&mut b, update, vec![Value::Int(2)]).await.unwrap();
        let (first, second) = tokio::join!(run(&mut a, update, vec![Value::Int(2)]), run(&mut b, update, vec![Value::Int(1)]));
        let (mut victim, mut winner, error) = match (first, second) {
            (Err(error), Ok(_)) => (a, b, error),
            (Ok(_), Err(error)) => (b, a, error),
            _ => panic!("one of the two should have failed"),
        };
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Serialization, true));
        assert_eq!(victim.status(), TransactionStatus::Failed);
        assert_eq!(kind(run(&mut victim, update, vec![Value::Int(3)]).await), ErrorKind::PendingRollback);
        assert_eq!(kind(victim.commit().await), ErrorKind::PendingRollback);
        victim.rollback().await.unwrap();
        assert_eq!(victim.status(), TransactionStatus::Idle);
        victim.begin(BeginOptions::default());
        run(&mut victim, update, vec![Value::Int(3)]).await.unwrap();
        ddl(&mut victim, "SET innodb_lock_wait_timeout = 1").await;
        assert_eq!(kind(run(&mut victim, update, vec![Value::Int(1)]).await), ErrorKind::Timeout);
        assert_eq!(victim.status(), TransactionStatus::Active);
        victim.commit().await.unwrap();
        winner.commit().await.unwrap();
        assert_eq!(one(&mut winner, "SELECT sum(n) FROM dead WHERE id = 3").await, number("1"));
        assert!(victim.needs_reset() && !winner.needs_reset());
        ddl(&mut winner, "DROP TABLE dead").await;
    }
}

#[covers("MY-30")]
#[tokio::test]
async fn a_killed_connection_is_a_disconnect() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut other, "kil", "n INT").await;
        let Value::Int(id) = one(&mut conn, "SELECT connection_id()").await else { panic!() };
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO kil VALUES (1)", vec![]).await.unwrap();
        ddl(&mut other, &format!("KILL {id}")).await;
        let outcome = conn.commit().await.err().unwrap();
        assert!(matches!(outcome.kind(), ErrorKind::CommitUnknown | ErrorKind::Disconnect), "{outcome:?}");
        assert!(conn.is_closed());
        assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Disconnect);
        assert_eq!(one(&mut other, "SELECT count(*) FROM kil").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE kil").await;
    }
}
