//! The cut sweep: every public future is dropped at its first, second, third, … wait, and nothing may be harmed by that.
//!
//! After each cut: rows are all there or none of them, no transaction is left open, every slot of the pool is free, a fresh
//! checkout gets its own answer and not somebody else's, and a session that was cut works after `rollback()`.

mod core;
mod schema;
mod session;

use std::cell::Cell;
use std::future::{Future, IntoFuture, poll_fn};
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Address, User};
use alchemy_tests::{Backend, Kind};

/// How long anything may take before it counts as hanging.
const LIMIT: Duration = Duration::from_secs(10);

/// Drops futures at the n-th time that they have to wait.
struct Cutter {
    at: u32,
}

impl Cutter {
    /// `None` if the future was cut.
    async fn run<F: IntoFuture>(&self, future: F) -> Option<F::Output> {
        let mut future = Some(Box::pin(future.into_future()));
        let mut left = self.at;
        poll_fn(move |cx| {
            let Some(inner) = &mut future else { return Poll::Ready(None) };
            match inner.as_mut().poll(cx) {
                Poll::Ready(output) => Poll::Ready(Some(output)),
                Poll::Pending => {
                    left -= 1;
                    if left > 0 {
                        return Poll::Pending;
                    }
                    future = None;
                    Poll::Ready(None)
                }
            }
        })
        .await
    }
}

/// A number that no test of this process has had.
fn tag() -> i64 {
    static NEXT: AtomicI64 = AtomicI64::new(1_000_000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What is written as one: a user with two addresses.
fn unit() -> User {
    let name = format!("u{}", tag());
    let address = |n| Address { email_address: format!("{name}@{n}.org"), ..default() };
    User { addresses: [address(1), address(2)].into(), name: name.clone(), ..default() }
}

/// The same by statements of the core; gives the user's key.
async fn insert_unit(executor: &mut impl Executor) -> Result<i64> {
    let id = tag();
    executor.execute(User::insert().values((User::id.to(id), User::name.to(format!("u{id}"))))).await?;
    for _ in 0..2 {
        executor.execute(insert_address(id)).await?;
    }
    Ok(id)
}

fn insert_address(user: i64) -> alchemy_orm::Insert<Address> {
    Address::insert().values((Address::user_id.to(user), Address::email_address.to("x@x.org")))
}

/// A sweep over operations of one engine with two connections.
struct Sweep<'d> {
    db: &'d Backend,
    engine: Engine,
    /// An engine that is not cut.
    watcher: Engine,
    cuts: Cell<u32>,
}

impl<'d> Sweep<'d> {
    async fn new(db: &'d Backend) -> Result<Self> {
        db.create::<Accounts>().await?;
        let (engine, watcher) = if db.is_shared() {
            let options = || db.options().acquire_timeout(LIMIT).statement_timeout(LIMIT);
            (options().max_connections(2).create().await?, options().create().await?)
        } else {
            (db.engine.clone(), db.engine.clone())
        };
        Ok(Sweep { db, engine, watcher, cuts: Cell::new(0) })
    }

    /// Cuts an operation at its first wait, its second, and so on until it is through. The trial says whether it was.
    async fn over(&self, name: &str, trial: impl AsyncFn(&Engine, &Cutter) -> Result<bool>) -> Result<()> {
        // Where another thread answers, it is sometimes faster than we look: several rounds make sure of some cuts.
        for _ in 0..if self.db.kind() == Kind::SqliteWorker { 4 } else { 1 } {
            self.round(name, &trial).await?;
        }
        Ok(())
    }

    async fn round(&self, name: &str, trial: &impl AsyncFn(&Engine, &Cutter) -> Result<bool>) -> Result<()> {
        for at in 1..500 {
            let through = match trial(&self.engine, &Cutter { at }).await {
                Ok(through) => through,
                Err(error) => panic!("{name}, cut at {at}: {error}"),
            };
            self.check(&format!("{name}, cut at {at}")).await?;
            if through {
                println!("{name}: {} cuts", at - 1);
                return Ok(());
            }
            self.cuts.set(self.cuts.get() + 1);
        }
        panic!("{name} never came through")
    }

    /// Nothing was harmed.
    async fn check(&self, what: &str) -> Result<()> {
        let start = Instant::now();
        while self.engine.status().in_use > 0 {
            assert!(start.elapsed() < LIMIT, "{what}: a slot of the pool is lost: {:?}", self.engine.status());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        self.quiet(what).await?;
        // In one statement: what was cut while it committed may be seen to do so between two.
        let counts = "SELECT (SELECT count(*) FROM user_account) AS users, (SELECT count(*) FROM address) AS addresses";
        let (users, addresses) = self.watcher.one(text(counts).columns::<(i64, i64)>()).await?;
        assert_eq!(addresses, 2 * users, "{what}: a part was written");
        // Nobody holds a lock on a row, or on the file.
        self.watcher.execute(User::update().set(User::fullname.to(format!("{}", tag())))).await?;
        let mut first = self.engine.connect().await?;
        if self.db.is_shared() {
            let mut second = self.engine.connect().await?;
            answers(&mut second, what).await?;
        }
        answers(&mut first, what).await
    }

    /// Waits until the server has dealt with what was cut: that a future is gone does not undo what it had sent. Then no
    /// connection is left but those of the pools, none of them runs anything, and none holds a transaction open.
    async fn quiet(&self, what: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let connections = self.server_connections().await?;
            let pools = [&self.engine, &self.watcher, &self.db.engine].map(|engine| engine.status().size);
            let known = i64::try_from(pools.into_iter().sum::<usize>()).unwrap_or_default();
            match connections {
                Some((all, busy)) if all > known || busy > 0 => {
                    let left = format!("{what}: {all} connections, {busy} of them busy, where the pools have {known}");
                    assert!(start.elapsed() < LIMIT, "{left}");
                }
                _ => break,
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        for probe in self.probes() {
            let outcome = self.watcher.execute(text(probe)).await;
            assert!(outcome.is_ok(), "{what}: a transaction is left open: {outcome:?}");
        }
        Ok(())
    }

    /// Connections of this database that the server knows, and how many of the others run something or, where the server
    /// tells, have a transaction open.
    async fn server_connections(&self) -> Result<Option<(i64, i64)>> {
        let sql = match self.db.kind() {
            Kind::Postgres => {
                "SELECT count(*) AS everyone, count(CASE WHEN state <> 'idle' AND pid <> pg_backend_pid() THEN 1 END) AS busy \
                 FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
            }
            Kind::Mysql | Kind::MariaDb => {
                "SELECT COUNT(*) AS everyone, COUNT(CASE WHEN command <> 'Sleep' AND id <> CONNECTION_ID() THEN 1 END) AS busy \
                 FROM information_schema.processlist WHERE db = DATABASE()"
            }
            Kind::SqliteInline | Kind::SqliteWorker => return Ok(None),
        };
        self.watcher.one(text(sql).columns::<(i64, i64)>()).await.map(Some)
    }

    /// Statements that wait for every transaction that has touched a table: where the server does not tell, these do.
    fn probes(&self) -> &'static [&'static str] {
        match self.db.kind() {
            Kind::Mysql | Kind::MariaDb => &[
                "ALTER TABLE user_account COMMENT = 'x'",
                "ALTER TABLE address COMMENT = 'x'",
                "ALTER TABLE app_group COMMENT = 'x'",
            ],
            Kind::SqliteWorker => &["UPDATE app_group SET name = 'x'"],
            Kind::SqliteInline | Kind::Postgres => &[],
        }
    }

    /// The sweep is over; where futures wait, some have been cut.
    fn finish(self) {
        let cuts = self.cuts.get();
        match self.db.kind() {
            Kind::SqliteInline => alchemy_tests::tell(format_args!("{cuts} cuts: inline SQLite never waits")),
            kind => {
                alchemy_tests::tell(format_args!("{cuts} cuts on {kind:?}"));
                assert!(cuts > 0, "nothing was cut");
            }
        }
    }
}

/// The connection gives the answer to this question, not to an earlier one.
async fn answers(connection: &mut Connection, what: &str) -> Result<()> {
    for _ in 0..2 {
        let tag = tag();
        let answer = connection.scalar(text(&format!("SELECT {tag} AS tag")).columns::<i64>()).await?;
        assert_eq!(answer, tag, "{what}: a stale answer");
    }
    Ok(())
}
