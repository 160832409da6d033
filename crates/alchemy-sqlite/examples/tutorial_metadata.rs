//! The tutorial, second part: tables as values, and creating them. It prints the statements that it sends.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

// ANCHOR: tables
alchemy_core::table! {
    /// Those who log in.
    pub user_account ("user_account") {
        id: Auto<i64> [primary_key],
        name: String [length = 30],
        fullname: Option<String>,
    }
}

alchemy_core::table! {
    /// Where they are reached.
    pub address ("address") {
        id: Auto<i64> [primary_key],
        user_id: i64 [references = user_account.id],
        email_address: String [length = 100],
    }
}
// ANCHOR_END: tables

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    run(|line| println!("{line}")).await
}

/// The program. It prints through `print`, so that a test can compare what it sends with what the book shows.
pub async fn run(print: fn(&str)) -> Result<()> {
    let say = |what: &str| print(&format!("\n{what}"));
    let engine = engine(print).await?;
    looked_at()?;
    say("Creating tables");
    created(&engine).await?;
    say("A table known at run time");
    at_run_time(&engine).await
}

/// An engine on a new database, as the first part makes it.
pub async fn engine(print: fn(&str)) -> Result<Engine> {
    let url: alchemy_core::Url = "sqlite::memory:".parse()?;
    let engine = Engine::builder(Arc::new(alchemy_sqlite::Driver::from_url(&url)?)).create().await?;
    engine.on_statement(move |event| print(&format!("    {}", event.sql)));
    Ok(engine)
}

fn looked_at() -> Result<()> {
    // ANCHOR: look
    let table = user_account::table();
    let names: Vec<String> = table.columns().iter().map(|column| column.name.to_string()).collect();
    assert_eq!(names, ["id", "name", "fullname"]);
    assert!(table.get("fullname").is_some_and(|column| column.nullable));
    // ANCHOR_END: look
    Ok(())
}

/// Creates the two tables.
pub async fn created(engine: &Engine) -> Result<()> {
    // ANCHOR: create
    let metadata = MetaData::of::<(user_account, address)>();
    metadata.create_all(engine).await?;
    // ANCHOR_END: create
    // ANCHOR: script
    let script = metadata.create_script(engine.dialect())?;
    assert!(script.starts_with("CREATE TABLE user_account ("));
    // ANCHOR_END: script
    Ok(())
}

async fn at_run_time(engine: &Engine) -> Result<()> {
    // ANCHOR: run_time
    let note = Table::new("note")
        .column(Column::new("id", BigInteger).primary_key().auto_increment())
        .column(Column::new("user_id", BigInteger).not_null().references("user_account", "id"))
        .column(Column::new("words", Varchar(200)).not_null());
    MetaData::of::<(user_account,)>().table(note.clone()).create_all(engine).await?;
    let count: i64 = engine.scalar(select(func::count(note.c("id"))).filter(note.c("words").eq("x"))).await?;
    assert_eq!(count, 0);
    // ANCHOR_END: run_time
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
