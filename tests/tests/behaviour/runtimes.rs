//! Engines and connections outlive the runtime that they were used in, and are dropped where there is none.

use std::time::Duration;

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, User};
use alchemy_tests::{Backend, run};
use tokio::runtime::{Builder, Runtime};

fn user(name: &str) -> alchemy_orm::Insert<User> {
    User::insert().values(User { name: name.into(), ..default() })
}

async fn count(engine: &Engine) -> Result<i64> {
    engine.scalar(select(func::count(User::id))).await
}

/// Runs something where no runtime is, while that of the test goes on.
async fn elsewhere(action: impl FnOnce() + Send + 'static) {
    let thread = tokio::task::spawn_blocking(|| std::thread::spawn(action).join());
    assert!(thread.await.unwrap().is_ok(), "nothing panics");
}

fn runtime(threads: usize) -> Runtime {
    match threads {
        0 => Builder::new_current_thread().enable_all().build(),
        threads => Builder::new_multi_thread().worker_threads(threads).enable_all().build(),
    }
    .unwrap()
}

/// It answers within a time in which nobody would notice that it once had another runtime.
async fn answers(db: &Backend, rows: i64) -> Result<()> {
    let found = tokio::time::timeout(Duration::from_secs(20), count(&db.engine)).await;
    assert_eq!(found.expect("it answers")?, rows);
    Ok(())
}

#[test]
fn an_engine_serves_one_runtime_after_another() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let engine = db.engine.clone();
        elsewhere(move || {
            for (n, threads) in [0, 1, 0, 2].into_iter().enumerate() {
                let runtime = runtime(threads);
                runtime.block_on(async {
                    let serve = async {
                        let mut connection = engine.connect().await?;
                        connection.execute(user(&format!("u{n}"))).await?;
                        connection.commit().await?;
                        // What is not committed is rolled back, by whatever is left of the runtime.
                        connection.execute(user("nobody")).await?;
                        Ok::<_, Error>(())
                    };
                    tokio::time::timeout(Duration::from_secs(20), serve).await.expect("it answers").unwrap();
                });
            }
        })
        .await;
        answers(db, 4).await
    });
}

#[test]
fn a_runtime_that_ends_with_work_under_way_takes_it_along() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let engine = db.engine.clone();
        elsewhere(move || {
            for threads in [1, 2] {
                let runtime = runtime(threads);
                let (begun, waiting) = std::sync::mpsc::channel();
                for n in 0..3 {
                    let (engine, begun) = (engine.clone(), begun.clone());
                    runtime.spawn(async move {
                        let mut connection = engine.connect().await?;
                        if n == 0 {
                            connection.execute(user("lost")).await?;
                        }
                        begun.send(()).unwrap();
                        loop {
                            connection.scalar(select(func::count(User::id))).await?;
                            tokio::task::yield_now().await;
                        }
                        #[expect(unreachable_code, reason = "it says what the errors are")]
                        Ok::<(), Error>(())
                    });
                }
                waiting.recv_timeout(Duration::from_secs(20)).unwrap();
                runtime.shutdown_timeout(Duration::from_millis(100));
            }
        })
        .await;
        answers(db, 0).await
    });
}

#[test]
fn what_is_dropped_where_no_runtime_is_is_rolled_back() {
    run(async |db| {
        db.create::<Accounts>().await?;
        for n in 0..12 {
            let mut connection = db.engine.connect().await?;
            // Of a name of its own: who waits for the end of one of the same name may be left with a lock on the gap.
            connection.execute(user(&format!("nobody {n}"))).await?;
            let mut session = db.session();
            let transaction = db.engine.begin().await?;
            if !db.is_sqlite() {
                // Two that write would wait for each other.
                session.add(User { name: format!("another {n}"), ..default() });
                session.flush().await?;
            }
            elsewhere(move || drop((connection, session, transaction))).await;
        }
        answers(db, 0).await
    });
}
