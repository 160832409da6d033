//! The tutorial, third part: rows inserted, selected, changed and deleted.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

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

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let url: alchemy_core::Url = "sqlite::memory:".parse()?;
    let engine = Engine::builder(Arc::new(alchemy_sqlite::Driver::from_url(&url)?)).create().await?;
    MetaData::of::<(user_account, address)>().create_all(&engine).await?;
    engine.on_statement(|event| println!("    {}", event.sql));
    insert(&engine).await?;
    query(&engine).await?;
    join(&engine).await?;
    count(&engine).await?;
    change(&engine).await
}

async fn insert(engine: &Engine) -> Result<()> {
    // ANCHOR: insert
    let spongebob =
        user_account::insert().values((user_account::name.to("spongebob"), user_account::fullname.to("Spongebob Squarepants")));
    let id: i64 = engine.scalar(spongebob.returning(user_account::id)).await?;
    for email in ["spongebob@sea.org", "bob@sea.org"] {
        engine.execute(address::insert().values((address::user_id.to(id), address::email_address.to(email)))).await?;
    }
    // ANCHOR_END: insert
    for name in ["sandy", "patrick"] {
        engine.execute(user_account::insert().values(user_account::name.to(name))).await?;
    }
    Ok(())
}

async fn query(engine: &Engine) -> Result<()> {
    // ANCHOR: select
    let stmt = select((user_account::id, user_account::name))
        .filter(user_account::name.like("s%").and(user_account::id.gt(0)))
        .order_by(user_account::name);
    let rows: Vec<(i64, String)> = engine.all(stmt).await?;
    assert_eq!(rows, [(2, "sandy".to_owned()), (1, "spongebob".to_owned())]);
    // ANCHOR_END: select
    Ok(())
}

async fn join(engine: &Engine) -> Result<()> {
    // ANCHOR: join
    let stmt = select((user_account::name, address::email_address))
        .join_on(address::table(), address::user_id.eq(user_account::id))
        .order_by(address::id);
    let rows: Vec<(String, String)> = engine.all(stmt).await?;
    assert_eq!(rows[1], ("spongebob".to_owned(), "bob@sea.org".to_owned()));
    // ANCHOR_END: join
    Ok(())
}

async fn count(engine: &Engine) -> Result<()> {
    // ANCHOR: count
    let addresses = select(func::count(address::id)).filter(address::user_id.eq(user_account::id)).scalar_subquery();
    let stmt = select((user_account::name, addresses)).order_by(user_account::id);
    let counts: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2, 0, 0]);

    let rank = func::row_number().over().partition_by(address::user_id).order_by(address::email_address);
    let stmt = select((address::email_address, rank)).order_by(address::id);
    let ranks: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(ranks[1], ("bob@sea.org".to_owned(), 1));
    // ANCHOR_END: count
    Ok(())
}

async fn change(engine: &Engine) -> Result<()> {
    // ANCHOR: change
    let named = user_account::update()
        .set(user_account::fullname.to(user_account::name.concat(" of the sea")))
        .filter(user_account::fullname.is_null());
    assert_eq!(engine.execute(named).await?.rows_affected, 2);

    let gone = address::delete().filter(address::email_address.starts_with("bob"));
    assert_eq!(engine.execute(gone).await?.rows_affected, 1);
    // ANCHOR_END: change
    let names: Vec<Option<String>> = engine.all(select(user_account::fullname).order_by(user_account::id)).await?;
    assert_eq!(names[2].as_deref(), Some("patrick of the sea"));
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
