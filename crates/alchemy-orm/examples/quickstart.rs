//! The main job, on embedded SQLite: declare models, add, query, change, link, load and delete objects. It prints what it
//! does and the SQL that it sends.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "the example is read, not linked to")]

use alchemy_orm::prelude::*;

// ANCHOR: models
#[derive(Mapped, Debug, Default)]
#[mapped(table = "user_account")]
pub struct User {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 30, unique)]
    pub name: String,
    pub fullname: Option<String>,
    #[mapped(back_populates = Address::user, cascade = "all, delete-orphan", order_by = Address::id)]
    pub addresses: HasMany<Address>,
}

#[derive(Mapped, Debug, Default)]
#[mapped(table = "address")]
pub struct Address {
    #[mapped(primary_key)]
    pub id: Auto<i64>,
    #[mapped(length = 100)]
    pub email_address: String,
    #[mapped(foreign_key = User::id)]
    pub user_id: i64,
    #[mapped(back_populates = User::addresses)]
    pub user: BelongsTo<User>,
}
// ANCHOR_END: models

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    run(|line| println!("{line}")).await
}

/// The program. It prints through `print`, so that a test can compare what it sends with what the book shows.
pub async fn run(print: fn(&str)) -> Result<()> {
    let say = |what: &str| print(&format!("\n{what}"));

    // ANCHOR: engine
    let engine = create_engine("sqlite::memory:").await?;
    engine.on_statement(move |event| print(&format!("    {}", event.sql)));
    // ANCHOR_END: engine

    say("Create the tables of the models");
    // ANCHOR: create
    MetaData::of::<(User, Address)>().create_all(&engine).await?;
    // ANCHOR_END: create

    say("Add a user with two addresses; the flush fills in the keys");
    // ANCHOR: add
    let mut session = Session::new(&engine);
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
    session.commit().await?;
    assert_eq!(*sandy.read().id, 1);
    // ANCHOR_END: add

    say("Every query that meets the same row gives the same object");
    // ANCHOR: query
    let found = session.one(User::select().filter(User::name.starts_with("san"))).await?;
    assert!(found.same(&sandy));
    // ANCHOR_END: query

    say("Change it like a struct; only what changed is written");
    // ANCHOR: change
    let gone = session.load(&sandy, User::addresses).await?[0].clone();
    {
        let mut user = sandy.write();
        user.fullname = None;
        user.addresses.push(Address { email_address: "s@c.org".into(), ..default() });
        user.addresses.remove(&gone); // an orphan: its row is deleted
    }
    session.commit().await?;
    // ANCHOR_END: change

    say("Load users with their addresses: one statement each, however many users");
    // ANCHOR: load
    let users = session.all(User::select().options(User::addresses.selectinload())).await?;
    for user in &users {
        for address in user.read().addresses.iter() {
            print(&format!("  {} <{}>", user.read().name, address.email_address));
        }
    }
    // ANCHOR_END: load

    say("The same statement on a connection gives plain structs");
    // ANCHOR: plain
    let mut connection = engine.connect().await?;
    let plain: Vec<User> = connection.all(User::select().options(User::addresses.joinedload())).await?;
    assert_eq!(plain[0].addresses.len(), 2);
    // ANCHOR_END: plain
    connection.close().await?;

    say("Delete the user; the addresses go with it");
    // ANCHOR: delete
    session.delete(&sandy)?;
    session.commit().await?;
    // ANCHOR_END: delete
    Ok(())
}
