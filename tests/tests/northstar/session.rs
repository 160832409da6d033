//! The session: identity map, unit of work, transactions.
use super::models::*;
use alchemy_orm::prelude::*;

pub async fn run() -> Result<()> {
    let engine = create_engine("sqlite::memory:").await?; // or postgres://… or mysql://…
    let metadata = MetaData::of::<(User, Address, Group, UserGroup)>();
    metadata.create_all(&engine).await?;

    let mut session = Session::new(&engine);

    // Construct naturally: children come along by cascade, foreign keys are filled in by the flush.
    let sandy = session.add(User {
        name: "sandy".into(),
        fullname: Some("Sandy Cheeks".into()),
        addresses: [
            Address { email_address: "sandy@example.org".into(), ..default() },
            Address { email_address: "sandy@squirrelpower.org".into(), ..default() },
        ]
        .into(),
        ..default()
    });
    session.commit().await?; // one transaction, two INSERT statements
    assert_eq!(*sandy.read().id, 1);

    // Every query that meets the same row gives the same object.
    let again = session.get::<User>(1).await?.expect("there");
    assert!(again.same(&sandy));

    // Change it like a struct. The flush writes just the columns that changed.
    sandy.write().fullname = None;
    sandy.write().addresses.push(Address { email_address: "s@c.org".into(), ..default() });
    let gone = sandy.read().addresses.entities()[0].clone();
    sandy.write().addresses.remove(&gone); // delete-orphan: the flush deletes the row
    session.commit().await?; // UPDATE user_account SET fullname = NULL … ; INSERT … ; DELETE …

    // Savepoints roll back objects as well as rows.
    let nested = session.begin_nested().await?;
    sandy.write().name = "krabs".into();
    nested.rollback().await?;
    assert_eq!(sandy.read().name, "sandy");

    session.delete(&sandy)?;
    session.commit().await?;

    // A block that commits on Ok and rolls back on Err.
    session
        .transaction(async move |s| {
            s.add(User { name: "patrick".into(), ..default() });
            Ok(())
        })
        .await?;
    Ok(())
}
