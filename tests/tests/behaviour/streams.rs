//! Rows one after the other: bounded memory, ends of all kinds, and what they leave behind.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use alchemy_claims::covers;
use alchemy_orm::core::{Mode, Row, Shape};
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, Group, User};
use alchemy_tests::{Backend, run};
use futures_util::StreamExt;

/// The numbers from 1 to 10,000, in order.
const MANY: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) \
                    SELECT (a.i - 1) * 100 + b.i AS number FROM n AS a CROSS JOIN n AS b ORDER BY number";

#[covers("RES-15", "PG-04", "DIA-08")]
#[test]
fn a_stream_gives_all_rows_in_their_order() {
    run(async |db| {
        let mut connection = db.engine.connect().await?;
        let mut stream = connection.stream(text(MANY).columns::<i64>());
        let mut expected = 1..=10_000;
        while let Some(number) = stream.try_next().await? {
            assert_eq!(Some(number), expected.next());
        }
        assert_eq!((expected.next(), stream.try_next().await?), (None, None));
        drop(stream);
        assert_eq!(connection.scalar(text("SELECT 7 AS n").columns::<i64>()).await?, 7);
        let last = db.engine.stream(text(MANY).columns::<i64>()).fold(0, async |_, row| row.unwrap()).await;
        assert_eq!(last, 10_000);
        Ok(())
    });
}

static DECODED: AtomicUsize = AtomicUsize::new(0);

/// A number that counts how many like it were decoded.
struct Counted(i64);

impl Shape for Counted {
    const WIDTH: usize = 1;
    type In<M: Mode> = Counted;

    fn decode<M: Mode>(context: &mut M::Context, row: &dyn Row, at: usize) -> Result<Counted> {
        DECODED.fetch_add(1, Ordering::Relaxed);
        Ok(Counted(i64::decode::<M>(context, row, at)?))
    }
}

#[covers("RES-14")]
#[test]
fn no_more_rows_are_read_ahead_than_there_is_room_for() {
    run(async |db| {
        let mut stream = db.engine.stream(text(MANY).columns::<Counted>()).buffer(10);
        for read in 1..=300 {
            assert_eq!(stream.try_next().await?.map(|row| row.0), Some(read));
            let (read, decoded) = (usize::try_from(read).unwrap(), DECODED.load(Ordering::Relaxed));
            assert!(decoded >= read && decoded < read + 10, "{decoded} rows were decoded when {read} were read");
        }
        stream.close().await
    });
}

#[covers("RES-12", "RES-16")]
#[test]
fn partitions_are_full_but_for_the_last() {
    run(async |db| {
        let numbers = text(&format!("SELECT number FROM ({MANY}) AS m WHERE number <= 250 ORDER BY number"));
        let mut connection = db.engine.connect().await?;
        let mut parts = connection.stream(numbers.columns::<i64>()).partitions(100);
        let mut sizes = Vec::new();
        while let Some(part) = parts.try_next().await? {
            sizes.push((part.len(), part[0]));
        }
        assert_eq!(sizes, [(100, 1), (100, 101), (50, 201)]);
        Ok(())
    });
}

#[test]
fn an_error_comes_behind_the_rows_before_it_and_leaves_the_connection_usable() {
    run(async |db| {
        let mut connection = db.engine.connect().await?;
        let numbers = text(&format!("SELECT number * 10000 AS n FROM ({MANY}) AS m ORDER BY number"));
        let mut stream = connection.stream(numbers.columns::<i16>());
        for expected in [10_000, 20_000, 30_000] {
            assert_eq!(stream.try_next().await?, Some(expected));
        }
        assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::Data);
        assert_eq!(stream.try_next().await?, None);
        drop(stream);
        assert_eq!(connection.scalar(text("SELECT 7 AS n").columns::<i64>()).await?, 7);
        connection.rollback().await?;

        let mut missing = db.engine.stream(text("SELECT n FROM no_such_table").columns::<i64>());
        assert_eq!(missing.try_next().await.unwrap_err().kind(), ErrorKind::Programming);
        assert_eq!(db.engine.stream(text("SELECT 1 AS n WHERE 1 = 0").columns::<i64>()).try_next().await?, None);
        Ok(())
    });
}

async fn filled(db: &Backend) -> Result<()> {
    db.create::<Accounts>().await?;
    for name in ["sandy", "patrick", "squid"] {
        db.engine.execute(User::insert().values(User::name.to(name))).await?;
    }
    Ok(())
}

#[covers("RES-28")]
#[test]
fn a_stream_that_is_closed_keeps_its_connection_and_transaction() {
    run(async |db| {
        filled(db).await?;
        let mut connection = db.engine.connect().await?;
        connection.execute(User::insert().values(User::name.to("gary"))).await?;
        let mut stream = connection.stream(text(MANY).columns::<i64>());
        assert_eq!(stream.try_next().await?, Some(1));
        stream.close().await?;
        let mut parts = connection.stream(text(MANY).columns::<i64>()).partitions(10);
        assert_eq!(parts.try_next().await?.map(|part| part.len()), Some(10));
        parts.close().await?;
        connection.commit().await?;
        assert_eq!(db.engine.all(User::select()).await?.len(), 4);
        Ok(())
    });
}

#[covers("RES-17")]
#[test]
fn a_stream_that_is_dropped_loses_its_connection_on_a_server_and_nothing_in_the_process() {
    run(async |db| {
        filled(db).await?;
        let mut connection = db.engine.connect().await?;
        connection.execute(User::insert().values(User::name.to("gary"))).await?;
        let mut stream = connection.stream(text(MANY).columns::<i64>());
        assert_eq!(stream.try_next().await?, Some(1));
        drop(stream);
        let again = connection.scalar(text("SELECT 7 AS n").columns::<i64>()).await;
        if db.is_sqlite() {
            assert_eq!(again?, 7);
            connection.commit().await?;
        } else {
            assert_eq!(again.unwrap_err().kind(), ErrorKind::Poisoned);
            drop(connection);
        }
        let users = if db.is_sqlite() { 4 } else { 3 };
        assert_eq!(db.engine.all(User::select()).await?.len(), users);

        // Before its first row it has sent nothing.
        let mut connection = db.engine.connect().await?;
        drop(connection.stream(text(MANY).columns::<i64>()));
        assert_eq!(connection.scalar(text("SELECT 7 AS n").columns::<i64>()).await?, 7);
        Ok(())
    });
}

#[covers("RES-13")]
#[test]
fn what_needs_all_rows_is_not_streamed() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let kind = |outcome: Result<Option<_>>| outcome.map(|_: Option<Entity<User>>| ()).unwrap_err().kind();
        let loading = User::select().options(User::addresses.selectinload());
        assert_eq!(kind(session.stream(loading).try_next().await), ErrorKind::InvalidState);
        assert_eq!(kind(session.stream(User::select().unique()).try_next().await), ErrorKind::InvalidState);
        Ok(())
    });
}

#[test]
fn a_session_streams_its_objects() {
    run(async |db| {
        filled(db).await?;
        let mut session = db.session();
        let sandy = session.one(User::select().filter(User::name.eq("sandy"))).await?;
        sandy.write().name = "Sandy".into();
        let mut names = Vec::new();
        let mut stream = session.stream(User::select().order_by(User::id));
        while let Some(user) = stream.try_next().await? {
            names.push(user.read().name.clone());
            user.write().fullname = Some("x".into());
        }
        drop(stream);
        assert_eq!(names, ["Sandy", "patrick", "squid"]);
        session.commit().await?;
        let changed = db.engine.all(User::select().filter(User::fullname.eq("x"))).await?;
        assert_eq!((changed.len(), changed[0].name.as_str()), (3, "Sandy"));
        Ok(())
    });
}

#[test]
fn the_rows_of_a_bulk_insert_are_streamed_in_their_order() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let groups = (0..50).map(|n| Group { name: format!("g{n}"), ..default() });
        let insert = Group::insert().values(groups.collect::<Vec<_>>()).returning(Group::id);
        let mut stream = db.engine.stream(insert);
        for expected in 1..=50 {
            assert_eq!(stream.try_next().await?, Some(expected));
        }
        assert_eq!(stream.try_next().await?, None);
        Ok(())
    });
}

/// A query that takes seconds for its first row.
fn slow(db: &Backend) -> &'static str {
    match db.engine.dialect().name() {
        "postgresql" => "SELECT 1 AS n FROM pg_sleep(20)",
        "sqlite" => {
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) \
             SELECT count(*) AS n FROM n"
        }
        _ => "SELECT SLEEP(20) AS n",
    }
}

#[test]
fn a_wait_for_rows_has_the_deadline_of_statements() {
    run(async |db| {
        if !db.is_shared() {
            println!("not run in memory: the database ends with the connection that did not answer in time");
            return Ok(());
        }
        let engine = db.options().statement_timeout(Duration::from_millis(200)).create().await?;
        let mut stream = engine.stream(text(slow(db)).columns::<i64>());
        assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::Timeout);
        assert_eq!(stream.try_next().await?, None);
        drop(stream);
        assert_eq!(engine.scalar(text("SELECT 7 AS n").columns::<i64>()).await?, 7);
        engine.close().await;
        Ok(())
    });
}
