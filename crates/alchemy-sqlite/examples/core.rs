//! The core alone, on embedded SQLite: no ORM, no derive. Tables, SQL as text without a connection, execution,
//! transactions and savepoints. It prints what it does and the SQL that it sends.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

// ANCHOR: table
table! {
    /// The columns are constants: `users::name` is a `Column<String>`.
    pub users ("user_account") {
        id: Auto<i64> [primary_key],
        name: String [length = 30, unique],
        fullname: Option<String>,
    }
}
// ANCHOR_END: table

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<()> {
    compiled()?;
    built_at_run_time()?;
    executed().await
}

/// Statements are values; a dialect makes text of them, and no database is asked.
fn compiled() -> Result<()> {
    say("A statement as text, for PostgreSQL and for SQLite");
    // ANCHOR: compile
    let find = select((users::id, users::name)).filter(users::name.like("s%").and(users::fullname.is_not_null()));
    let sql = find.compile(&alchemy_postgres::Dialect::default())?;
    assert_eq!(
        sql.text(),
        "SELECT user_account.id, user_account.name FROM user_account \
         WHERE user_account.name LIKE $1 AND user_account.fullname IS NOT NULL"
    );
    // ANCHOR_END: compile
    println!("    {}", sql.text());
    println!("    {}", find.compile(&alchemy_sqlite::Dialect)?.text());
    Ok(())
}

/// A schema that is known only when the program runs.
fn built_at_run_time() -> Result<()> {
    say("A table made at run time, and the script that creates it");
    // ANCHOR: dynamic
    let invoice = Table::new("invoice")
        .column(Column::new("id", BigInteger).primary_key())
        .column(Column::new("total", Numeric(12, 2)).not_null())
        .column(Column::new("user_id", BigInteger).references("user_account", "id"));
    let large = select((invoice.c("id"), func::coalesce(invoice.c("total"), 0))).filter(invoice.c("total").gt(100));

    let metadata = MetaData::of::<users>().table(invoice);
    let script = metadata.create_script(&alchemy_sqlite::Dialect)?;
    // ANCHOR_END: dynamic
    println!("{script}");
    println!("    {}", large.compile(&alchemy_sqlite::Dialect)?.text());
    Ok(())
}

async fn executed() -> Result<()> {
    // ANCHOR: engine
    let url = "sqlite::memory:".parse()?;
    let engine = Engine::builder(Arc::new(alchemy_sqlite::Driver::from_url(&url)?)).create().await?;
    engine.on_statement(|event| println!("    {}", event.sql));
    // ANCHOR_END: engine

    say("Create the table");
    MetaData::of::<users>().create_all(&engine).await?;

    say("A transaction with a savepoint that is rolled back");
    // ANCHOR: transaction
    let mut connection = engine.connect().await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(users::insert().values((users::name.to("sandy"), users::fullname.to("Sandy Cheeks")))).await?;
    let gary: i64 = transaction.scalar(users::insert().values(users::name.to("gary")).returning(users::id)).await?;

    let mut savepoint = transaction.begin_nested().await?;
    savepoint.execute(users::delete().filter(users::id.eq(gary))).await?;
    savepoint.rollback().await?;
    transaction.commit().await?;
    // ANCHOR_END: transaction

    say("UPDATE, and what it changed");
    // ANCHOR: update
    let outcome = connection.execute(users::update().set(users::fullname.to("Gary")).filter(users::id.eq(gary))).await?;
    assert_eq!(outcome.rows_affected, 1);
    connection.commit().await?;
    // ANCHOR_END: update

    say("Text of one's own, with bound values and typed rows");
    // ANCHOR: text
    let stmt = text("SELECT id, name FROM user_account WHERE id > :low ORDER BY id").bind("low", 1);
    let rows: Vec<(i64, String)> = connection.all(stmt.columns::<(i64, String)>()).await?;
    assert_eq!(rows, [(2, "gary".to_owned())]);
    // ANCHOR_END: text

    say("Single statements in autocommit, straight on the engine");
    // ANCHOR: autocommit
    connection.close().await?;
    let count: i64 = engine.scalar(select(func::count(users::id))).await?;
    assert_eq!(count, 2);
    // ANCHOR_END: autocommit
    engine.close().await;
    Ok(())
}

fn say(what: &str) {
    println!("\n{what}");
}
