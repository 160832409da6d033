//! Transactions, locks, and futures that are dropped.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use std::time::{Duration, Instant};

use alchemy_claims::covers;
use alchemy_core::driver::{BeginOptions, Isolation, Params, TransactionStatus};
use alchemy_core::{ErrorKind, Value};
use common::{BOTH, Connection, Directory, ENDLESS, block_on, connect, driver, one, request, run, value, within};

async fn with_table(url: &str) -> (alchemy_sqlite::Driver, Connection) {
    let driver = driver(url);
    let mut c = connect(&driver).await;
    run(&mut c, "CREATE TABLE t (v INTEGER PRIMARY KEY)").await.unwrap();
    (driver, c)
}

async fn count(c: &mut Connection) -> Value {
    value(c, "SELECT count(*) FROM t").await
}

#[test]
fn a_transaction_starts_with_its_first_statement() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            c.begin(BeginOptions::default());
            assert_eq!(c.status(), TransactionStatus::Idle);
            c.commit().await.unwrap();
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            assert_eq!(c.status(), TransactionStatus::Idle);

            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (2)").await.unwrap();
            assert_eq!(c.status(), TransactionStatus::Active);
            c.rollback().await.unwrap();
            assert_eq!((c.status(), count(&mut c).await), (TransactionStatus::Idle, Value::Int(1)));

            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (2)").await.unwrap();
            c.commit().await.unwrap();
            assert_eq!((c.status(), count(&mut c).await), (TransactionStatus::Idle, Value::Int(2)));

            // A first statement that does not even compile opens nothing, and its transaction is forgotten.
            c.begin(BeginOptions::default());
            assert!(run(&mut c, "SELEC").await.is_err());
            assert_eq!(c.status(), TransactionStatus::Idle);
            c.rollback().await.unwrap();
            run(&mut c, "INSERT INTO t VALUES (3)").await.unwrap();
            assert_eq!(c.status(), TransactionStatus::Idle);
        }
    });
}

#[test]
fn an_ordinary_error_leaves_the_transaction_alone() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            assert_eq!(run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap_err().kind(), ErrorKind::Unique);
            assert_eq!(c.status(), TransactionStatus::Active);
            c.commit().await.unwrap();
            assert_eq!(count(&mut c).await, Value::Int(1));
        }
    });
}

/// Runs something by which SQLite ends the transaction, and sees that nothing runs outside of it afterwards.
async fn check_lost(c: &mut Connection, cause: alchemy_core::driver::Request, kind: ErrorKind) {
    let error = c.run(cause).await.unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert_eq!(c.status(), TransactionStatus::Failed);
    assert_eq!(run(c, "INSERT INTO t VALUES (99)").await.unwrap_err().kind(), ErrorKind::PendingRollback);
    assert_eq!(c.commit().await.unwrap_err().kind(), ErrorKind::InvalidState);
    assert_eq!(c.status(), TransactionStatus::Idle);
    assert_eq!(count(c).await, Value::Int(0));
}

#[test]
fn a_transaction_that_sqlite_ends_is_dead() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            check_lost(&mut c, one("INSERT OR ROLLBACK INTO t VALUES (1)", Vec::new()), ErrorKind::Unique).await;

            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            let endless = "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
            check_lost(&mut c, within(endless, Duration::from_millis(30)), ErrorKind::Timeout).await;

            // A statement of several rows would undo only itself.
            run(&mut c, "CREATE TABLE large (v BLOB)").await.unwrap();
            run(&mut c, "PRAGMA max_page_count = 20").await.unwrap();
            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            check_lost(&mut c, one("INSERT INTO large VALUES (zeroblob(200000))", Vec::new()), ErrorKind::Operational).await;

            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            assert!(run(&mut c, "INSERT OR ROLLBACK INTO t VALUES (1)").await.is_err());
            c.rollback().await.unwrap();
            assert_eq!(c.status(), TransactionStatus::Idle);
        }
    });
}

#[test]
fn an_interrupted_read_leaves_the_transaction_alive() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            c.begin(BeginOptions::default());
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
            let error = c.run(within(ENDLESS, Duration::from_millis(20))).await.unwrap_err();
            assert_eq!((error.kind(), c.status()), (ErrorKind::Timeout, TransactionStatus::Active));
            c.commit().await.unwrap();
            assert_eq!(count(&mut c).await, Value::Int(1));
        }
    });
}

#[covers("SL-05")]
#[test]
fn isolation_is_what_sqlite_has() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            for (isolation, uncommitted) in [(Isolation::ReadUncommitted, 1), (Isolation::Serializable, 0)] {
                c.begin(BeginOptions { isolation: Some(isolation), ..Default::default() });
                assert_eq!(value(&mut c, "PRAGMA read_uncommitted").await, Value::Int(uncommitted), "{isolation:?}");
                c.commit().await.unwrap();
                assert_eq!(value(&mut c, "PRAGMA read_uncommitted").await, Value::Int(0), "{isolation:?}");
            }
            let (committed, repeatable) = (Some(Isolation::ReadCommitted), Some(Isolation::RepeatableRead));
            for options in [
                BeginOptions { isolation: committed, ..Default::default() },
                BeginOptions { isolation: repeatable, ..Default::default() },
                BeginOptions { deferrable: true, ..Default::default() },
            ] {
                c.begin(options);
                let result = run(&mut c, "INSERT INTO t VALUES (1)").await;
                assert_eq!(result.err().map(|error| error.kind()), Some(ErrorKind::Unsupported), "{options:?}");
                c.rollback().await.unwrap();
                assert_eq!(count(&mut c).await, Value::Int(0));
            }
        }
    });
}

#[test]
fn a_read_only_transaction_takes_no_writes() {
    block_on(async {
        for url in BOTH {
            let (_driver, mut c) = with_table(url).await;
            c.begin(BeginOptions { read_only: true, ..Default::default() });
            assert_eq!(count(&mut c).await, Value::Int(0));
            assert_eq!(run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap_err().kind(), ErrorKind::Operational);
            c.commit().await.unwrap();
            run(&mut c, "INSERT INTO t VALUES (1)").await.unwrap();
        }
    });
}

#[test]
fn a_writer_waits_for_a_task_of_its_own_thread() {
    block_on(async {
        for url in BOTH {
            let (driver, mut a) = with_table(url).await;
            let mut b = connect(&driver).await;
            a.begin(BeginOptions::default());
            run(&mut a, "INSERT INTO t VALUES (1)").await.unwrap();
            let (started, waiting) = tokio::sync::oneshot::channel();
            let other = tokio::spawn(async move {
                started.send(()).unwrap();
                b.begin(BeginOptions::default());
                run(&mut b, "INSERT INTO t VALUES (2)").await.unwrap();
                b.commit().await.unwrap();
                b
            });
            waiting.await.unwrap();
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            assert!(!other.is_finished());
            a.commit().await.unwrap();
            let mut b = other.await.unwrap();
            assert_eq!(count(&mut b).await, Value::Int(2));
        }
    });
}

#[test]
fn connecting_waits_for_no_lock() {
    block_on(async {
        for url in BOTH {
            let (driver, mut a) = with_table(&format!("{url}&busy_timeout=60000")).await;
            a.begin(BeginOptions::default());
            run(&mut a, "INSERT INTO t VALUES (1)").await.unwrap();
            let started = Instant::now();
            let mut b = connect(&driver).await;
            assert!(started.elapsed() < Duration::from_secs(20), "{url}: {:?}", started.elapsed());
            a.commit().await.unwrap();
            assert_eq!(count(&mut b).await, Value::Int(1));
        }
    });
}

#[test]
fn a_lock_that_stays_is_an_operational_error() {
    block_on(async {
        for mode in ["inline", "worker"] {
            let (driver, mut a) = with_table(&format!("sqlite::memory:?busy_timeout=50&mode={mode}")).await;
            let mut b = connect(&driver).await;
            a.begin(BeginOptions::default());
            run(&mut a, "INSERT INTO t VALUES (1)").await.unwrap();
            let started = Instant::now();
            let error = run(&mut b, "INSERT INTO t VALUES (2)").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Operational, "{error}");
            let took = started.elapsed();
            assert!(took >= Duration::from_millis(50) && took < Duration::from_secs(3), "{took:?}");
            // Several parameter sets open a transaction of their own, which must not stay behind.
            let many = Params::Many(vec![vec![Value::Int(3)], vec![Value::Int(4)]]);
            assert!(b.run(request("INSERT INTO t VALUES (?)", many)).await.is_err());
            assert_eq!(b.status(), TransactionStatus::Idle);
        }
    });
}

#[test]
fn a_stale_snapshot_and_a_deadlock_can_be_retried() {
    let directory = Directory::new("retry");
    for (journal, name) in [("wal", "snapshot"), ("delete", "deadlock")] {
        for mode in ["inline", "worker"] {
            let path = format!("sqlite:///{}/{name}-{mode}.db?mode={mode}", directory.0.display());
            block_on(async {
                let (driver, mut a) = with_table(&path).await;
                run(&mut a, &format!("PRAGMA journal_mode = {journal}")).await.unwrap();
                let mut b = connect(&driver).await;
                for c in [&mut a, &mut b] {
                    c.begin(BeginOptions::default());
                    count(c).await;
                }
                run(&mut b, "INSERT INTO t VALUES (1)").await.unwrap();
                if journal == "wal" {
                    b.commit().await.unwrap();
                }
                let error = run(&mut a, "INSERT INTO t VALUES (2)").await.unwrap_err();
                assert!(error.is_retryable(), "{journal} {mode}: {error:?}");
                a.rollback().await.unwrap();
            });
        }
    }
}

#[test]
fn immediate_takes_the_lock_for_a_read_as_well() {
    block_on(async {
        for (options, expected) in [("begin=auto", true), ("begin=immediate", false)] {
            let (driver, mut a) = with_table(&format!("sqlite::memory:?busy_timeout=10&{options}")).await;
            let mut b = connect(&driver).await;
            a.begin(BeginOptions::default());
            run(&mut a, "SELECT 1").await.unwrap();
            assert_eq!(run(&mut b, "INSERT INTO t VALUES (1)").await.is_ok(), expected, "{options}");
        }
    });
}

#[test]
fn a_dropped_future_and_an_abort_leave_no_lock_behind() {
    let endless = "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n) SELECT i % 2 FROM n WHERE i < 0";
    block_on(async {
        let (driver, mut a) = with_table("sqlite::memory:?mode=worker").await;
        let mut b = connect(&driver).await;
        a.begin(BeginOptions::default());
        run(&mut a, "INSERT INTO t VALUES (1)").await.unwrap();
        let dropped = tokio::time::timeout(Duration::from_millis(20), run(&mut a, endless)).await;
        assert!(dropped.is_err());
        assert_eq!(a.status(), TransactionStatus::Unknown);
        a.abort();
        assert!(a.is_closed());
        // It waits until the thread has rolled back, which the busy timeout bounds.
        run(&mut b, "INSERT INTO t VALUES (7)").await.unwrap();
        assert_eq!(value(&mut b, "SELECT v FROM t").await, Value::Int(7));
    });
}

#[test]
fn a_dropped_connection_ends_its_thread_and_its_transaction() {
    block_on(async {
        for url in BOTH {
            let (driver, mut a) = with_table(url).await;
            let mut b = connect(&driver).await;
            a.begin(BeginOptions::default());
            run(&mut a, "INSERT INTO t VALUES (1)").await.unwrap();
            drop(a);
            run(&mut b, "INSERT INTO t VALUES (1)").await.unwrap();
        }
    });
}

#[test]
fn writers_on_many_threads_take_turns() {
    const THREADS: usize = 4;
    const EACH: usize = 50;
    let directory = Directory::new("turns");
    for url in [BOTH[0].to_owned(), BOTH[1].to_owned(), directory.url("?mode=inline"), directory.url("?mode=worker")] {
        let driver = driver(&format!("{url}&busy_timeout=60000"));
        let mut c = block_on(connect(&driver));
        block_on(async {
            run(&mut c, "DROP TABLE IF EXISTS n").await.unwrap();
            run(&mut c, "CREATE TABLE n (v INTEGER)").await.unwrap();
            run(&mut c, "INSERT INTO n VALUES (0)").await.unwrap();
        });
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    block_on(async {
                        let mut c = connect(&driver).await;
                        for _ in 0..EACH {
                            c.begin(BeginOptions::default());
                            run(&mut c, "UPDATE n SET v = v + 1").await.unwrap();
                            value(&mut c, "SELECT v FROM n").await;
                            c.commit().await.unwrap();
                        }
                    });
                });
            }
        });
        assert_eq!(block_on(value(&mut c, "SELECT v FROM n")), Value::Int((THREADS * EACH) as i64), "{url}");
    }
}
