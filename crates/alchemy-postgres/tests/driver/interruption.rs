//! Calls that are cut off, and sessions made as good as new.

use alchemy_core::driver::{BeginOptions, Params, Request, TransactionStatus};
use alchemy_core::{ErrorKind, Value};

use crate::session::{connect, ddl, kind, one, run, table, url};

#[tokio::test]
async fn a_reset_makes_the_session_as_good_as_new() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    ddl(&mut conn, "DROP TYPE IF EXISTS reset_mood; CREATE TYPE reset_mood AS ENUM ('sad')").await;
    assert!(!conn.needs_reset());
    for sql in ["SET TimeZone = 'Asia/Tokyo'", "CREATE TEMPORARY TABLE mine (n INT)", "SELECT pg_advisory_lock(4711)", "BEGIN"] {
        ddl(&mut conn, sql).await;
    }
    assert_eq!((conn.needs_reset(), conn.status()), (true, TransactionStatus::Active));
    conn.reset().await.unwrap();
    assert_eq!((conn.needs_reset(), conn.status()), (false, TransactionStatus::Idle));
    assert_ne!(one(&mut conn, "SHOW TimeZone").await, Value::Text("Asia/Tokyo".into()));
    assert_eq!(kind(run(&mut conn, "SELECT * FROM mine", vec![]).await), ErrorKind::Programming);
    assert_eq!(one(&mut other, "SELECT pg_try_advisory_lock(4711)").await, Value::Bool(true));
    // Types are still looked up with what was prepared for it.
    assert_eq!(one(&mut conn, "SELECT 'sad'::reset_mood").await, Value::Text("sad".into()));
    ddl(&mut conn, "DROP TYPE reset_mood").await;
}

#[tokio::test]
async fn a_call_dropped_at_its_first_wait_is_never_idle() {
    let Some(url) = url() else { return };
    for sql in ["SELECT 1", "BEGIN", "SELECT pg_sleep(0.2)"] {
        for cached in [true, false] {
            let mut conn = connect(&url).await;
            let request = Request { sql: sql.into(), params: Params::One(vec![]), sink: None, cached, deadline: None };
            {
                let mut call = conn.run(request);
                let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx))).await;
                assert!(polled.is_pending());
            }
            assert_eq!(conn.status(), TransactionStatus::Unknown, "{sql}");
            assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
            assert_eq!(kind(conn.commit().await), ErrorKind::Poisoned);
            assert_eq!(kind(conn.rollback().await), ErrorKind::Poisoned);
            tokio::task::yield_now().await;
            assert_eq!(conn.status(), TransactionStatus::Unknown, "{sql}");
            conn.abort();
            assert!(conn.is_closed());
        }
    }
}

#[tokio::test]
async fn abort_stops_what_runs_and_rolls_back() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let mut other = connect(&url).await;
    table(&mut other, "cut", "n INT").await;
    let pid = one(&mut conn, "SELECT pg_backend_pid()").await;
    conn.begin(BeginOptions::default());
    run(&mut conn, "INSERT INTO cut VALUES (1)", vec![]).await.unwrap();
    {
        let cut = run(&mut conn, "SELECT pg_sleep(60)", vec![]);
        let _ = tokio::time::timeout(std::time::Duration::from_millis(100), cut).await.err().unwrap();
    }
    conn.abort();
    // The server ends it long before the statement would have.
    let gone = async {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1";
        while run(&mut other, sql, vec![pid.clone()]).await.unwrap().1.rows != [[Value::Int(0)]] {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
    assert_eq!(one(&mut other, "SELECT count(*) FROM cut").await, Value::Int(0));
    ddl(&mut other, "DROP TABLE cut").await;
}
