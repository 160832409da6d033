//! What went wrong, in terms that a program can act on.

use alchemy_claims::covers;
use alchemy_core::driver::BeginOptions;
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, one, run, table, url};

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
