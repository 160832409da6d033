//! Every future of the public API can be sent to another thread: it is used in a task that the runtime may move.

use alchemy_orm::core::Transaction;
use alchemy_orm::prelude::*;
use alchemy_tests::models::{Address, User};

fn is_send<T: Send>(value: T) -> T {
    value
}

fn is_send_and_sync<T: Send + Sync>() {}

/// Compiled, not run.
#[expect(dead_code, reason = "that it compiles is the test")]
async fn every_future_is_send(engine: Engine, mut connection: Connection, mut session: Session, user: Entity<User>) -> Result<()> {
    is_send(create_engine("sqlite::memory:")).await?;
    is_send(MetaData::of::<User>().create_all(&engine)).await?;
    is_send(MetaData::of::<User>().drop_all(&engine)).await?;
    is_send(engine.connect()).await?;
    is_send(engine.execute(User::delete())).await?;
    is_send(engine.all(User::select())).await?;
    is_send(engine.one(select(User::id))).await?;
    is_send(engine.scalar(select(User::id))).await?;
    is_send(connection.execute(User::insert().values(User::default()))).await?;
    is_send(connection.all(select((User::entity(), Address::email_address)))).await?;
    is_send(connection.commit()).await?;
    is_send(connection.rollback()).await?;
    let mut transaction: Transaction<'_> = is_send(connection.begin()).await?;
    let nested = is_send(transaction.begin_nested()).await?;
    is_send(nested.commit()).await?;
    is_send(transaction.rollback()).await?;
    drop(is_send(engine.begin()).await?);
    is_send(session.flush()).await?;
    is_send(session.commit()).await?;
    is_send(session.rollback()).await?;
    is_send(session.get::<User>(1).into_future()).await?;
    is_send(session.get_one::<User>(1)).await?;
    is_send(session.load(&user, User::addresses)).await?;
    is_send(session.load_all(std::slice::from_ref(&user), User::groups)).await?;
    is_send(session.refresh(&user)).await?;
    is_send(session.all(User::select().options(User::addresses.selectinload()))).await?;
    is_send(session.first(User::select())).await?;
    is_send(session.execute(User::delete())).await?;
    let nested = is_send(session.begin_nested()).await?;
    is_send(nested.rollback()).await?;
    let nested = session.begin_nested().await?;
    is_send(nested.commit()).await?;
    is_send(session.transaction(async |s: &mut Session| s.flush().await)).await?;
    is_send(session.close()).await?;
    is_send(engine.close()).await;
    Ok(())
}

#[test]
fn handles_engines_and_models_are_send_and_sync() {
    is_send_and_sync::<Engine>();
    is_send_and_sync::<Entity<User>>();
    is_send_and_sync::<User>();
    is_send_and_sync::<Error>();
    fn sends<T: Send>() {}
    sends::<Session>();
    sends::<Connection>();
}

#[test]
fn a_session_works_in_a_task_that_moves_between_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let count = runtime.block_on(async {
        let task = tokio::spawn(async {
            let engine = create_engine("sqlite::memory:?mode=worker").await?;
            MetaData::of::<alchemy_tests::models::Accounts>().create_all(&engine).await?;
            let mut session = Session::new(&engine);
            let user = session.add(User { name: "a".into(), ..default() });
            session.flush().await?;
            user.write().fullname = Some("x".into());
            tokio::task::yield_now().await;
            session.commit().await?;
            session.scalar(select(func::count(User::id))).await
        });
        task.await.unwrap()
    });
    assert_eq!(count.unwrap(), 1);
}
