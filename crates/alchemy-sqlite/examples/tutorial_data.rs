//! The tutorial, third part: rows inserted, selected, changed and deleted. It prints the statements that it sends.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use alchemy_core::prelude::*;

// The tables are those of the second part.
#[allow(dead_code, unreachable_pub, reason = "the second part's program is not run here")]
#[path = "tutorial_metadata.rs"]
pub mod tutorial_metadata;

use tutorial_metadata::{address, user_account};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    run(|line| println!("{line}")).await
}

/// The program. It prints through `print`, so that a test can compare what it sends with what the book shows.
pub async fn run(print: fn(&str)) -> Result<()> {
    let say = |what: &str| print(&format!("\n{what}"));
    say("Tables");
    let engine = tutorial_metadata::engine(print).await?;
    tutorial_metadata::created(&engine).await?;
    say("INSERT");
    insert(&engine).await?;
    say("Many rows");
    many(&engine).await?;
    say("SELECT");
    query(&engine).await?;
    say("Expressions and names");
    labels(&engine).await?;
    say("Two tables");
    join(&engine).await?;
    say("Rows without a partner");
    outer(&engine).await?;
    say("Groups");
    groups(&engine).await?;
    say("Subqueries");
    subqueries(&engine).await?;
    say("Subqueries in FROM");
    derived(&engine).await?;
    say("WITH");
    with(&engine).await?;
    say("EXISTS");
    unreached(&engine).await?;
    say("UNION");
    union(&engine).await?;
    say("Windows");
    windows(&engine).await?;
    say("UPDATE");
    update(&engine).await?;
    say("UPDATE by a query");
    update_from(&engine).await?;
    say("DELETE");
    delete(&engine).await
}

async fn insert(engine: &Engine) -> Result<()> {
    // ANCHOR: insert
    let spongebob =
        user_account::insert().values((user_account::name.to("spongebob"), user_account::fullname.to("Spongebob Squarepants")));
    let id: i64 = engine.scalar(spongebob.returning(user_account::id)).await?;
    assert_eq!(id, 1);
    // ANCHOR_END: insert
    Ok(())
}

async fn many(engine: &Engine) -> Result<()> {
    // ANCHOR: many
    let names = user_account::insert().rows(user_account::name, ["sandy", "patrick"]);
    let ids: Vec<i64> = engine.all(names.returning(user_account::id)).await?;
    assert_eq!(ids, [2, 3]);

    let emails = [(1, "spongebob@sea.org"), (1, "bob@sea.org"), (2, "sandy@sea.org")];
    engine.execute(address::insert().rows((address::user_id, address::email_address), emails)).await?;
    // ANCHOR_END: many
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

async fn labels(engine: &Engine) -> Result<()> {
    // ANCHOR: labels
    let greeting = literal("Dear ").concat(user_account::name).label("greeting");
    let stmt = select(greeting).filter(user_account::fullname.is_null()).order_by(user_account::id).limit(1);
    let greetings: Vec<String> = engine.all(stmt).await?;
    assert_eq!(greetings, ["Dear sandy"]);
    // ANCHOR_END: labels
    Ok(())
}

async fn join(engine: &Engine) -> Result<()> {
    // ANCHOR: join
    let stmt = select((user_account::name, address::email_address)).join_from(user_account, address).order_by(address::id);
    let rows: Vec<(String, String)> = engine.all(stmt).await?;
    assert_eq!(rows[1], ("spongebob".to_owned(), "bob@sea.org".to_owned()));
    // ANCHOR_END: join
    Ok(())
}

async fn outer(engine: &Engine) -> Result<()> {
    // ANCHOR: outer
    let stmt = select((user_account::name, address::email_address.nullable()))
        .outer_join_on(address, address::user_id.eq(user_account::id))
        .filter(user_account::name.eq("patrick"));
    let rows: Vec<(String, Option<String>)> = engine.all(stmt).await?;
    assert_eq!(rows, [("patrick".to_owned(), None)]);
    // ANCHOR_END: outer
    Ok(())
}

async fn groups(engine: &Engine) -> Result<()> {
    // ANCHOR: groups
    let stmt = select((user_account::name, func::count(address::id).label("addresses")))
        .join(address)
        .group_by(user_account::name)
        .having(func::count(address::id).gt(1));
    let rows: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(rows, [("spongebob".to_owned(), 2)]);
    // ANCHOR_END: groups
    Ok(())
}

async fn subqueries(engine: &Engine) -> Result<()> {
    // ANCHOR: scalar
    let addresses = select(func::count(address::id)).filter(address::user_id.eq(user_account::id)).scalar_subquery();
    let stmt = select((user_account::name, addresses.label("addresses"))).order_by(user_account::id);
    let counts: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2, 1, 0]);
    // ANCHOR_END: scalar
    Ok(())
}

async fn derived(engine: &Engine) -> Result<()> {
    // ANCHOR: subquery
    let counts = select((address::user_id, func::count(address::id).label("n"))).group_by(address::user_id).subquery("counts");
    let stmt = select((user_account::name, counts.c::<i64>("n")))
        .join_on(&counts, counts.c(address::user_id).eq(user_account::id))
        .order_by(user_account::id);
    let counts: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(counts, [("spongebob".to_owned(), 2), ("sandy".to_owned(), 1)]);
    // ANCHOR_END: subquery
    Ok(())
}

async fn with(engine: &Engine) -> Result<()> {
    // ANCHOR: cte
    let bobs = select((address::user_id, address::email_address)).filter(address::email_address.contains("bob")).cte("bobs");
    let stmt = select((user_account::name, bobs.c(address::email_address)))
        .join_on(&bobs, bobs.c(address::user_id).eq(user_account::id))
        .order_by(bobs.c(address::email_address));
    let rows: Vec<(String, String)> = engine.all(stmt).await?;
    assert_eq!(rows[0], ("spongebob".to_owned(), "bob@sea.org".to_owned()));
    // ANCHOR_END: cte
    Ok(())
}

async fn unreached(engine: &Engine) -> Result<()> {
    // ANCHOR: exists
    let reached = select(address::id).filter(address::user_id.eq(user_account::id)).exists();
    let unreached: Vec<String> = engine.all(select(user_account::name).filter(!reached)).await?;
    assert_eq!(unreached, ["patrick"]);
    // ANCHOR_END: exists
    Ok(())
}

async fn union(engine: &Engine) -> Result<()> {
    // ANCHOR: union
    let words = select(user_account::name).union_all(select(address::email_address));
    assert_eq!(engine.all(words).await?.len(), 6);
    // ANCHOR_END: union
    Ok(())
}

async fn windows(engine: &Engine) -> Result<()> {
    // ANCHOR: windows
    let place = func::row_number().over().partition_by(address::user_id).order_by(address::email_address);
    let stmt = select((address::email_address, place.label("place"))).order_by(address::id);
    let places: Vec<(String, i64)> = engine.all(stmt).await?;
    assert_eq!(places[1], ("bob@sea.org".to_owned(), 1));
    // ANCHOR_END: windows
    Ok(())
}

async fn update(engine: &Engine) -> Result<()> {
    // ANCHOR: update
    let named = user_account::update()
        .set(user_account::fullname.to(user_account::name.concat(" of the sea")))
        .filter(user_account::fullname.is_null());
    assert_eq!(engine.execute(named).await?.rows_affected, 2);
    // ANCHOR_END: update
    Ok(())
}

async fn update_from(engine: &Engine) -> Result<()> {
    // ANCHOR: update_from
    let first = select(func::min(address::email_address)).filter(address::user_id.eq(user_account::id)).scalar_subquery();
    let stmt = user_account::update().set(user_account::fullname.to(first)).filter(user_account::name.eq("sandy"));
    let changed: Vec<Option<String>> = engine.all(stmt.returning(user_account::fullname)).await?;
    assert_eq!(changed, [Some("sandy@sea.org".to_owned())]);
    // ANCHOR_END: update_from
    Ok(())
}

async fn delete(engine: &Engine) -> Result<()> {
    // ANCHOR: delete
    let gone = address::delete().filter(address::email_address.starts_with("bob"));
    assert_eq!(engine.execute(gone).await?.rows_affected, 1);
    let left: Vec<String> = engine.all(select(address::email_address).order_by(address::id)).await?;
    assert_eq!(left, ["spongebob@sea.org", "sandy@sea.org"]);
    // ANCHOR_END: delete
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
