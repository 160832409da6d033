//! Many tasks on several threads at once: one engine, one schema, one set of mapped types.

use alchemy_claims::covers;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::run_on_threads;
use futures_util::future::try_join_all;

const TASKS: i64 = 16;
const ROUNDS: i64 = 12;

/// What did not work because others were at it is tried again.
macro_rules! until_done {
    ($attempt:expr) => {
        loop {
            match $attempt.await {
                Err(error) if error.is_retryable() => tokio::task::yield_now().await,
                outcome => break outcome,
            }
        }
    };
}

/// All of these at once, each a task of its own.
async fn together<T: Send + 'static>(
    tasks: impl IntoIterator<Item = impl Future<Output = Result<T>> + Send + 'static>,
) -> Result<Vec<T>> {
    let tasks: Vec<_> = tasks.into_iter().map(tokio::spawn).collect();
    try_join_all(tasks.into_iter().map(async |task| task.await.unwrap())).await
}

#[covers("DIA-14")]
#[test]
fn many_tasks_share_an_engine() {
    run_on_threads(async |db| {
        db.create::<Accounts>().await?;
        let engine = db.options().max_connections(4).create().await?;
        let engine = if db.is_shared() { engine } else { db.engine.clone() };
        let sums = together((0..TASKS).map(|task| {
            let engine = engine.clone();
            async move {
                for round in 0..ROUNDS {
                    let name = format!("u{task}_{round}");
                    until_done!(engine.execute(User::insert().values(User::name.to(name.clone()))))?;
                    // Its own row, by texts and prepared statements that all tasks share.
                    let found = until_done!(engine.all(select(User::name).filter(User::name.eq(name.clone()))))?;
                    assert_eq!(found, [name]);
                }
                let own = select(func::count(User::id)).filter(User::name.starts_with(format!("u{task}_")));
                until_done!(engine.scalar(own.clone()))
            }
        }))
        .await?;
        assert_eq!(sums, vec![ROUNDS; usize::try_from(TASKS).unwrap()]);
        assert_eq!(db.engine.scalar(select(func::count(User::id))).await?, TASKS * ROUNDS);
        if db.is_shared() {
            engine.close().await;
        }
        Ok(())
    });
}

/// One user with all of its addresses, in two flushes.
async fn write_one(engine: &Engine, task: i64) -> Result<i64> {
    let mut session = Session::new(engine);
    let addresses: Vec<Address> =
        (0..ROUNDS).map(|n| Address { email_address: format!("{task}.{n}@a.org"), ..default() }).collect();
    let user = session.add(User { name: format!("u{task}"), addresses: addresses.into(), ..default() });
    session.flush().await?;
    tokio::task::yield_now().await;
    user.write().fullname = Some(format!("task {task}"));
    session.commit().await?;
    let id = *user.read().id;
    Ok(id)
}

#[covers("DIA-14")]
#[test]
fn many_sessions_write_at_once_and_nothing_is_lost() {
    run_on_threads(async |db| {
        db.create::<Accounts>().await?;
        let keys = together((0..TASKS).map(|task| {
            let engine = db.engine.clone();
            async move { until_done!(write_one(&engine, task)) }
        }))
        .await?;
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len(), "each has a key of its own");
        let rows: Vec<(i64, Option<String>, i64)> = db
            .engine
            .all(
                select((User::id, User::fullname, func::count(Address::id)))
                    .join(User::addresses)
                    .group_by((User::id, User::fullname)),
            )
            .await?;
        for (task, id) in (0..TASKS).zip(keys) {
            assert!(rows.contains(&(id, Some(format!("task {task}")), ROUNDS)), "{task}");
        }
        Ok(())
    });
}

#[covers("DIA-14")]
#[test]
fn mapped_types_and_schemas_are_first_used_by_many_threads() {
    #[derive(Mapped, Debug, Default)]
    #[mapped(table = "first_used")]
    struct FirstUsed {
        #[mapped(primary_key)]
        id: Auto<i64>,
        n: i64,
    }
    run_on_threads(async |db| {
        db.create::<(FirstUsed,)>().await?;
        // Threads, since what is made once is made behind a lock that tasks of one thread never meet.
        let columns: Vec<usize> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..8).map(|_| scope.spawn(|| MetaData::of::<(FirstUsed,)>().tables()[0].columns().len())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(columns, [2; 8]);
        together((0..TASKS).map(|n| {
            let engine = db.engine.clone();
            async move {
                until_done!(async {
                    let mut session = Session::new(&engine);
                    session.add(FirstUsed { n, ..default() });
                    session.commit().await
                })
            }
        }))
        .await?;
        let sum = db.engine.all(select(FirstUsed::n)).await?.into_iter().sum::<i64>();
        assert_eq!(sum, TASKS * (TASKS - 1) / 2);
        Ok(())
    });
}
