//! Sessions: identity, changes, flush, rollback, savepoints, deletion, what stays readable.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

#[derive(Mapped, Debug, Default)]
#[mapped(table = "account")]
pub struct Account {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 40, unique)]
    pub owner: String,
    pub cents: i64,
}

fn account(owner: &str, cents: i64) -> Account {
    Account { owner: owner.into(), cents, ..default() }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?;
    MetaData::of::<Account>().create_all(&engine).await?;
    engine.on_statement(|event| println!("    {}", event.sql));

    // ANCHOR: open
    let sessions = Session::builder(&engine).expire_on_commit(false); // settings, and a factory
    let mut session = sessions.open();
    // ANCHOR_END: open

    // ANCHOR: states
    let ann = session.add(account("ann", 500));
    assert_eq!(ann.state(), State::Pending);
    session.flush().await?;
    assert_eq!((ann.state(), *ann.read().id), (State::Persistent, 1));
    session.commit().await?;
    // ANCHOR_END: states

    // ANCHOR: identity
    let same = session.get_one::<Account>(1).await?; // no statement: it is in memory and fresh
    assert!(same.same(&ann));
    // ANCHOR_END: identity

    // ANCHOR: change
    ann.write().cents += 100;
    assert!(ann.is_modified());
    ann.write().cents -= 100;
    assert!(!ann.is_modified()); // no difference, so nothing is written
    session.flush().await?;
    // ANCHOR_END: change

    // ANCHOR: rollback
    ann.write().cents = 0;
    let bob = session.add(account("bob", 1));
    session.flush().await?;
    session.rollback().await?;
    assert_eq!(ann.read().cents, 500); // as it was, without a statement
    assert_eq!(bob.state(), State::Transient);
    // ANCHOR_END: rollback
    savepoints(&mut session).await?;
    blocks(&mut session).await?;
    failures(session, &ann).await?;
    handles_and_structs(&engine).await?;
    errors_of_the_program(&engine).await?;
    shared(&engine).await
}

async fn savepoints(session: &mut Session) -> Result<()> {
    // ANCHOR: savepoint
    let mut nested = session.begin_nested().await?;
    nested.add(account("ann", 0)); // the name is taken
    let refused = nested.flush().await.map_err(|error| error.kind());
    assert_eq!(refused, Err(ErrorKind::Unique));
    nested.rollback().await?; // the transaction around it goes on

    let mut nested = session.begin_nested().await?;
    nested.add(account("cleo", 20));
    nested.commit().await?; // kept, as part of the transaction
    session.commit().await?;
    // ANCHOR_END: savepoint

    // ANCHOR: savepoint_block
    for owner in ["dan", "ann"] {
        let mut nested = session.begin_nested().await?;
        nested.add(account(owner, 0));
        match nested.flush().await {
            Ok(()) => nested.commit().await?,
            Err(error) if error.kind() == ErrorKind::Unique => nested.rollback().await?,
            Err(error) => return Err(error), // the guard is dropped, and rolls back
        }
    } // here `session` is free again
    session.rollback().await?;
    // ANCHOR_END: savepoint_block

    // ANCHOR: nested
    let added = session
        .nested(async |s| {
            s.add(account("ann", 0));
            s.flush().await?; // the name is taken: `Err`, and only this block is undone
            Ok(())
        })
        .await;
    assert_eq!(added.map_err(|error| error.kind()), Err(ErrorKind::Unique));
    session.commit().await?; // the transaction around it
    // ANCHOR_END: nested
    Ok(())
}

async fn blocks(session: &mut Session) -> Result<()> {
    // ANCHOR: block
    let moved: Result<()> = session
        .transaction(async |s| {
            let from = s.one(Account::select().filter(Account::owner.eq("ann"))).await?;
            let to = s.one(Account::select().filter(Account::owner.eq("cleo"))).await?;
            from.write().cents -= 50;
            to.write().cents += 50;
            Ok(()) // commits; `Err` rolls back
        })
        .await;
    moved?;
    // ANCHOR_END: block
    Ok(())
}

async fn failures(mut session: Session, ann: &Entity<Account>) -> Result<()> {
    // ANCHOR: failed
    session.add(account("cleo", 0));
    assert_eq!(session.commit().await.map_err(|error| error.kind()), Err(ErrorKind::Unique));
    assert_eq!(session.get::<Account>(9).await.map(|_| ()).map_err(|error| error.kind()), Err(ErrorKind::PendingRollback));
    session.rollback().await?;
    // ANCHOR_END: failed

    // ANCHOR: statements
    let raised = Account::update().set(Account::cents.to(Account::cents + 1)).filter(Account::cents.gt(0));
    assert_eq!(session.execute(raised).await?.rows_affected, 2);
    session.refresh(ann).await?; // the object does not know what a statement changed
    assert_eq!(ann.read().cents, 451);
    // ANCHOR_END: statements

    // ANCHOR: delete
    session.delete(ann)?; // marks; the flush deletes
    session.commit().await?;
    assert_eq!((ann.state(), ann.read().cents), (State::Detached, 451)); // still readable
    session.close().await?;
    // ANCHOR_END: delete
    Ok(())
}

async fn handles_and_structs(engine: &Engine) -> Result<()> {
    // ANCHOR: add_all
    let mut session = Session::new(engine);
    let added = session.add_all(["dora", "emil"].map(|owner| account(owner, 100))); // a `Vec` of handles
    session.commit().await?;
    assert_eq!(added.len(), 2);
    // ANCHOR_END: add_all
    // ANCHOR: handles
    let query = Account::select().filter(Account::cents.eq(100)).order_by(Account::id);
    let objects: Vec<Entity<Account>> = session.all(query.clone()).await?; // a session gives handles
    assert_eq!(objects[0].read().owner, "dora");
    let structs: Vec<Account> = engine.all(query).await?; // the engine, a connection, a transaction: structs
    assert_eq!(structs[0].owner, "dora");
    // ANCHOR_END: handles
    session.close().await
}

// ANCHOR: own_error
#[derive(Debug)]
enum Refused {
    TooLittle { cents: i64 },
    Database(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Refused::Database(error)
    }
}

async fn draw(session: &mut Session, owner: &str, cents: i64) -> Result<(), Refused> {
    let draw = async |s: &mut Session| {
        let account = s.one(Account::select().filter(Account::owner.eq(owner))).await?; // `?` makes it `Database`
        if account.read().cents < cents {
            return Err(Refused::TooLittle { cents: account.read().cents }); // rolls back, like any `Err`
        }
        account.write().cents -= cents;
        Ok(())
    };
    session.transaction_with(draw).await
}
// ANCHOR_END: own_error

async fn errors_of_the_program(engine: &Engine) -> Result<()> {
    let mut session = Session::new(engine);
    match draw(&mut session, "dora", 500).await {
        Err(Refused::TooLittle { cents }) => assert_eq!(cents, 100),
        Err(Refused::Database(error)) => return Err(error),
        Ok(()) => unreachable!("there are 100"),
    }
    session.close().await
}

async fn shared(engine: &Engine) -> Result<()> {
    let mut session = Session::new(engine);
    // ANCHOR: in_the_database
    let enough = Account::owner.eq("dora").and(Account::cents.ge(30));
    let paid = Account::update().set(Account::cents.to(Account::cents - 30)).filter(enough);
    assert_eq!(session.execute(paid).await?.rows_affected, 1); // 0: there was too little
    session.commit().await?;
    // ANCHOR_END: in_the_database
    // ANCHOR: locked
    let dora = session.one(Account::select().filter(Account::owner.eq("dora")).with_for_update()).await?;
    dora.write().cents -= 30;
    session.commit().await?; // here the row is free again
    // ANCHOR_END: locked
    pay(&mut session, 30).await?;
    session.refresh(&dora).await?;
    assert_eq!(dora.read().cents, 10);
    session.close().await
}

// ANCHOR: again
async fn pay(session: &mut Session, cents: i64) -> Result<()> {
    loop {
        let outcome = session.transaction(async |s| {
            let dora = s.one(Account::select().filter(Account::owner.eq("dora"))).await?; // reads it again
            dora.write().cents -= cents;
            Ok(())
        });
        match outcome.await {
            Err(error) if error.is_retryable() => {} // another was first
            outcome => return outcome,
        }
    }
}
// ANCHOR_END: again

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
