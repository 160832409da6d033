//! Sessions: identity, states, flush and commit, rollback, savepoints, stale objects, guards. Every claim is an assertion.
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

// ANCHOR: model
#[derive(Mapped, Debug, Default)]
#[mapped(table = "account")]
pub struct Account {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 30, unique)]
    pub owner: String,
    pub balance: i64,
}
// ANCHOR_END: model

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    MetaData::of::<Account>().create_all(&engine).await?;
    identity(&engine).await?;
    states(&engine).await?;
    rollback(&engine).await?;
    failed_flush(&engine).await?;
    stale(&engine).await?;
    guards(&engine).await?;
    blocks(&engine).await
}

async fn identity(engine: &Engine) -> Result<()> {
    // ANCHOR: identity
    let mut session = Session::new(engine);
    let ann = session.add(Account { owner: "ann".into(), balance: 100, ..default() });
    session.commit().await?;

    let found = session.one(Account::select().filter(Account::owner.eq("ann"))).await?;
    let by_key = session.get::<Account>(1).await?;
    assert!(found.same(&ann) && by_key == Some(ann));
    // ANCHOR_END: identity
    Ok(())
}

async fn states(engine: &Engine) -> Result<()> {
    // ANCHOR: states
    let mut session = Session::new(engine);
    let ben = session.add(Account { owner: "ben".into(), ..default() });
    assert_eq!(ben.state(), State::Pending);
    session.flush().await?; // INSERT
    assert_eq!(ben.state(), State::Persistent);

    ben.write().balance = 5;
    assert!(ben.is_modified());
    session.flush().await?; // UPDATE account SET balance=? …
    assert!(!ben.is_modified());

    session.delete(&ben)?; // marks it
    session.flush().await?; // DELETE
    assert_eq!(ben.state(), State::Deleted);
    session.commit().await?;
    assert_eq!(ben.state(), State::Detached);
    assert_eq!(ben.read().owner, "ben"); // a handle stays readable
    // ANCHOR_END: states
    Ok(())
}

async fn rollback(engine: &Engine) -> Result<()> {
    // ANCHOR: rollback
    let mut session = Session::new(engine);
    let ann = session.get_one::<Account>(1).await?;
    ann.write().balance = 0;
    let carl = session.add(Account { owner: "carl".into(), ..default() });
    session.flush().await?;

    session.rollback().await?;
    assert_eq!(ann.read().balance, 100); // the value from before, without a statement
    assert_eq!(carl.state(), State::Transient);
    assert!(carl.read().id.get().is_none()); // the key belonged to the row that is gone
    // ANCHOR_END: rollback

    // ANCHOR: savepoint
    let mut savepoint = session.begin_nested().await?;
    ann.write().balance = 1;
    savepoint.flush().await?;
    savepoint.rollback().await?; // or `commit`; dropped, it is rolled back
    assert_eq!(ann.read().balance, 100);
    // ANCHOR_END: savepoint
    Ok(())
}

async fn failed_flush(engine: &Engine) -> Result<()> {
    // ANCHOR: failed
    let mut session = Session::new(engine);
    session.add(Account { owner: "ann".into(), ..default() }); // the name is taken
    let error = session.flush().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unique);

    let error = session.all(Account::select()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PendingRollback);
    session.rollback().await?;
    assert!(session.is_active());
    // ANCHOR_END: failed
    Ok(())
}

async fn stale(engine: &Engine) -> Result<()> {
    // ANCHOR: stale
    let mut session = Session::new(engine);
    let ann = session.get_one::<Account>(1).await?;
    session.commit().await?; // from here on `ann` is stale

    engine.execute(Account::update().set(Account::balance.to(70)).filter(Account::id.eq(1))).await?;
    assert_eq!(ann.read().balance, 100); // reading is memory: the last known value
    session.all(Account::select()).await?; // meets the row, and brings the object up to date
    assert_eq!(ann.read().balance, 70);
    session.commit().await?;

    engine.execute(Account::update().set(Account::balance.to(80)).filter(Account::id.eq(1))).await?;
    session.refresh(&ann).await?; // reads this row again, stale or not
    assert_eq!(ann.read().balance, 80);
    // ANCHOR_END: stale
    Ok(())
}

async fn guards(engine: &Engine) -> Result<()> {
    // ANCHOR: guards
    let mut session = Session::new(engine);
    let ann = session.get_one::<Account>(1).await?;
    let guard = ann.write();
    let error = ann.try_read().unwrap_err(); // `read` would panic
    assert_eq!(error.kind(), ErrorKind::Borrowed);
    drop(guard);
    assert_eq!(ann.read().owner, "ann");
    // ANCHOR_END: guards
    Ok(())
}

async fn blocks(engine: &Engine) -> Result<()> {
    // ANCHOR: block
    let mut session = Session::new(engine);
    let id = session
        .transaction(async move |s| {
            let dora = s.add(Account { owner: "dora".into(), ..default() });
            s.flush().await?;
            Ok(*dora.read().id)
        })
        .await?; // committed; an `Err` would have rolled back
    assert!(session.get::<Account>(id).await?.is_some());
    // ANCHOR_END: block

    // ANCHOR: builder
    let sessions = Session::builder(engine).autoflush(false).expire_on_commit(false);
    let mut session = sessions.open();
    // ANCHOR_END: builder
    session.add(Account { owner: "emil".into(), ..default() });
    assert_eq!(session.all(Account::select()).await?.len(), 2); // not flushed, so not found
    session.close().await
}
