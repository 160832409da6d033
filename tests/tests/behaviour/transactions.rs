//! Transactions and savepoints on a connection.

use alchemy_claims::covers;
use alchemy_orm::core::driver::{BeginOptions, Isolation};
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Accounts, User};
use alchemy_tests::{Backend, Kind, run};

async fn add(executor: &mut impl Executor, name: &str) -> Result<()> {
    executor.execute(User::insert().values(User::name.to(name))).await.map(drop)
}

async fn names(db: &Backend) -> Result<Vec<String>> {
    db.engine.all(select(User::name).order_by(User::id)).await
}

#[covers("DIA-09")]
#[test]
fn what_is_committed_stays_and_what_is_rolled_back_goes() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut connection = db.engine.connect().await?;
        add(&mut connection, "a").await?;
        connection.commit().await?;
        add(&mut connection, "b").await?;
        connection.rollback().await?;
        add(&mut connection, "c").await?;
        connection.commit().await?;
        drop(connection);
        assert_eq!(names(db).await?, ["a", "c"]);
        Ok(())
    });
}

#[test]
fn a_transaction_that_is_dropped_is_rolled_back_and_its_connection_is_good() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut connection = db.engine.connect().await?;
        {
            let mut transaction = connection.begin().await?;
            add(&mut transaction, "lost").await?;
        }
        add(&mut connection, "kept").await?;
        connection.commit().await?;
        drop(connection);
        assert_eq!(names(db).await?, ["kept"]);
        Ok(())
    });
}

#[test]
fn a_connection_that_is_dropped_with_changes_is_rolled_back_before_the_next_one_has_it() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut connection = db.engine.connect().await?;
        add(&mut connection, "lost").await?;
        drop(connection);
        assert_eq!(names(db).await?, Vec::<String>::new());
        add(&mut &db.engine, "kept").await?;
        assert_eq!(names(db).await?, ["kept"]);
        Ok(())
    });
}

#[covers("DIA-09")]
#[test]
fn savepoints_undo_what_ran_since_and_nothing_else() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut transaction = db.engine.begin().await?;
        add(&mut transaction, "a").await?;
        let mut inner = transaction.begin_nested().await?;
        add(&mut inner, "b").await?;
        inner.rollback().await?;
        let mut inner = transaction.begin_nested().await?;
        add(&mut inner, "c").await?;
        let mut innermost = inner.begin_nested().await?;
        add(&mut innermost, "d").await?;
        drop(innermost);
        add(&mut inner, "e").await?;
        inner.commit().await?;
        transaction.commit().await?;
        assert_eq!(names(db).await?, ["a", "c", "e"]);
        Ok(())
    });
}

#[test]
fn a_savepoint_saves_a_transaction_from_an_error() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut transaction = db.engine.begin().await?;
        add(&mut transaction, "a").await?;
        let mut inner = transaction.begin_nested().await?;
        assert_eq!(add(&mut inner, "a").await.unwrap_err().kind(), ErrorKind::Unique);
        inner.rollback().await?;
        add(&mut transaction, "b").await?;
        transaction.commit().await?;
        assert_eq!(names(db).await?, ["a", "b"]);
        Ok(())
    });
}

#[test]
fn options_of_a_transaction_hold_for_it_alone() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut connection = db.engine.connect().await?;
        let read_only = BeginOptions { read_only: true, ..default() };
        let mut reading = connection.begin_with(read_only).await?;
        assert_eq!(reading.scalar(select(func::count(User::id))).await?, 0);
        assert!(add(&mut reading, "a").await.is_err());
        reading.rollback().await?;
        let everywhere = [Isolation::ReadUncommitted, Isolation::Serializable];
        for isolation in [Isolation::ReadUncommitted, Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable]
        {
            let options = BeginOptions { isolation: Some(isolation), ..default() };
            let mut transaction = connection.begin_with(options).await?;
            match add(&mut transaction, &format!("{isolation:?}")).await {
                Ok(()) => transaction.commit().await?,
                Err(error) => {
                    assert!(db.is_sqlite() && !everywhere.contains(&isolation), "{isolation:?}: {error}");
                    assert_eq!(error.kind(), ErrorKind::Unsupported);
                    transaction.rollback().await?;
                }
            }
        }
        let deferrable = BeginOptions { isolation: Some(Isolation::Serializable), read_only: true, deferrable: true };
        let mut transaction = connection.begin_with(deferrable).await?;
        let count = transaction.scalar(select(func::count(User::id))).await;
        match db.kind() {
            Kind::Postgres => assert_eq!(count?, 4),
            _ => assert_eq!(count.unwrap_err().kind(), ErrorKind::Unsupported),
        }
        transaction.rollback().await?;
        add(&mut connection, "b").await?;
        connection.commit().await?;
        assert!(names(db).await?.contains(&"b".to_owned()));
        Ok(())
    });
}

#[test]
fn a_second_begin_is_refused() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut connection = db.engine.connect().await?;
        add(&mut connection, "a").await?;
        assert_eq!(connection.begin().await.unwrap_err().kind(), ErrorKind::InvalidState);
        connection.commit().await?;
        drop(connection);
        assert_eq!(names(db).await?, ["a"]);
        Ok(())
    });
}

#[test]
fn functions_over_an_executor_serve_connections_transactions_engines_and_sessions() {
    run(async |db| {
        db.create::<Accounts>().await?;
        let mut session = db.session();
        add(&mut session, "session").await?;
        session.commit().await?;
        let mut connection = db.engine.connect().await?;
        add(&mut connection, "connection").await?;
        connection.commit().await?;
        let mut transaction = connection.begin().await?;
        add(&mut transaction, "transaction").await?;
        transaction.commit().await?;
        drop(connection);
        add(&mut &db.engine, "engine").await?;
        assert_eq!(names(db).await?, ["session", "connection", "transaction", "engine"]);
        Ok(())
    });
}

#[test]
fn a_rollback_waits_for_no_guard_and_undoes_nothing_by_halves() {
    run(async |db| {
        db.create::<User>().await?;
        let mut session = db.session();
        let user = session.add(User { name: "ann".into(), ..default() });
        session.commit().await?;
        user.write().name = "bea".into();
        session.flush().await?;
        {
            let _guard = user.read();
            assert_eq!(session.rollback().await.unwrap_err().kind(), ErrorKind::Borrowed);
        }
        assert_eq!(user.read().name, "bea", "nothing was undone yet");
        session.rollback().await?;
        assert_eq!(user.read().name, "ann");
        Ok(())
    });
}
