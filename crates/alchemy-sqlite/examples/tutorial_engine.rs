//! The tutorial, first part: an engine, connections, transactions, rows. It prints the statements that it sends.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    run(|line| println!("{line}")).await
}

/// The program. It prints through `print`, so that a test can compare what it sends with what the book shows.
pub async fn run(print: fn(&str)) -> Result<()> {
    let say = |what: &str| print(&format!("\n{what}"));
    // ANCHOR: engine
    let url: alchemy_core::Url = "sqlite::memory:".parse()?;
    let driver = alchemy_sqlite::Driver::from_url(&url)?;
    let engine = Engine::builder(Arc::new(driver)).create().await?;
    // ANCHOR_END: engine
    // ANCHOR: watch
    engine.on_statement(move |event| print(&format!("    {}", event.sql)));
    // ANCHOR_END: watch
    say("A connection");
    hello(&engine).await?;
    say("What was written is committed");
    commit(&engine).await?;
    say("Rows");
    rows(&engine, print).await?;
    say("The same statement with many values");
    many(&engine).await?;
    say("Beginning and ending by hand");
    undone(&engine).await
}

async fn hello(engine: &Engine) -> Result<()> {
    // ANCHOR: hello
    let mut connection = engine.connect().await?;
    let greeting: String = connection.scalar(text("SELECT 'hello world'").columns::<String>()).await?;
    assert_eq!(greeting, "hello world");
    connection.close().await?;
    // ANCHOR_END: hello
    Ok(())
}

async fn commit(engine: &Engine) -> Result<()> {
    // ANCHOR: commit
    let mut connection = engine.connect().await?;
    connection.execute(text("CREATE TABLE some_table (x INTEGER, y INTEGER)")).await?;
    for (x, y) in [(1, 1), (2, 4), (6, 8), (9, 10)] {
        connection.execute(text("INSERT INTO some_table (x, y) VALUES (:x, :y)").bind("x", x).bind("y", y)).await?;
    }
    connection.commit().await?;
    connection.close().await?;
    // ANCHOR_END: commit
    Ok(())
}

async fn rows(engine: &Engine, print: fn(&str)) -> Result<()> {
    // ANCHOR: rows
    let large = text("SELECT x, y FROM some_table WHERE y > :y ORDER BY x").bind("y", 2).columns::<(i64, i64)>();
    let mut sum = 0;
    for (x, y) in engine.all(large).await? {
        print(&format!("x: {x}  y: {y}"));
        sum += x * y;
    }
    assert_eq!(sum, 8 + 48 + 90);
    // ANCHOR_END: rows
    Ok(())
}

async fn many(engine: &Engine) -> Result<()> {
    // ANCHOR: many
    let rows = [(11, 12), (13, 14)];
    let inserts = rows.map(|(x, y)| text("INSERT INTO some_table (x, y) VALUES (:x, :y)").bind("x", x).bind("y", y));
    assert_eq!(engine.execute_many(inserts).await?.rows_affected, 2);
    // ANCHOR_END: many
    Ok(())
}

async fn undone(engine: &Engine) -> Result<()> {
    // ANCHOR: begin
    let mut connection = engine.connect().await?;
    let mut tx = connection.begin().await?;
    tx.execute(text("UPDATE some_table SET y = y + 1")).await?;
    tx.rollback().await?;

    let mut tx = connection.begin().await?;
    tx.execute(text("UPDATE some_table SET y = :y WHERE x = :x").bind("y", 11).bind("x", 9)).await?;
    tx.commit().await?;
    connection.close().await?;

    let ys: Vec<i64> = engine.all(text("SELECT y FROM some_table ORDER BY x").columns::<i64>()).await?;
    assert_eq!(ys, [1, 4, 8, 11, 12, 14]);
    // ANCHOR_END: begin
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
