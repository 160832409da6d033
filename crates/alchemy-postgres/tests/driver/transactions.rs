//! Transactions and savepoints.

use alchemy_claims::covers;
use alchemy_core::driver::{BeginOptions, Isolation, Params, Request, TransactionStatus};
use alchemy_core::{ErrorKind, Value};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::session::{connect, ddl, kind, one, request, rows_of, run, send, table, text, url};

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
