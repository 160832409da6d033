//! The core alone, without the ORM and without a derive: tables, SQL text, execution, transactions, text with binds.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use alchemy_core::prelude::*;

// ANCHOR: table
alchemy_core::table! {
    /// Those who log in.
    pub users ("user_account") {
        id: Auto<i64> [primary_key],
        name: String [length = 30],
        fullname: Option<String>,
    }
}
// ANCHOR_END: table

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    compile_to_text()?;
    let invoice = dynamic_table()?;

    // ANCHOR: engine
    let url: alchemy_core::Url = "sqlite::memory:".parse()?;
    let driver = alchemy_sqlite::Driver::from_url(&url)?;
    let engine = Engine::builder(Arc::new(driver)).create().await?;
    // ANCHOR_END: engine
    engine.on_statement(|event| println!("    {}", event.sql));

    // ANCHOR: create
    let metadata = MetaData::of::<users>().table(invoice);
    println!("{}", metadata.create_script(engine.dialect())?);
    metadata.create_all(&engine).await?;
    // ANCHOR_END: create

    transactions(&engine).await?;
    texts(&engine).await?;
    single_statements(&engine).await
}

/// A statement is a value; its text needs no connection.
fn compile_to_text() -> Result<()> {
    // ANCHOR: compile
    let stmt =
        select((users::id, users::name)).filter(users::name.like("s%").and(users::fullname.is_not_null())).order_by(users::name);
    let sql = stmt.compile(&alchemy_sqlite::Dialect)?;
    assert_eq!(
        sql.text(),
        "SELECT user_account.id, user_account.name FROM user_account \
         WHERE user_account.name LIKE ? AND user_account.fullname IS NOT NULL ORDER BY user_account.name"
    );
    // ANCHOR_END: compile
    Ok(())
}

/// A table that is known only at run time. Its columns have no Rust type, so they compare with everything.
fn dynamic_table() -> Result<Table> {
    // ANCHOR: dynamic
    let invoice = Table::new("invoice")
        .column(Column::new("id", BigInteger).primary_key().auto_increment())
        .column(Column::new("total", Numeric(12, 2)).not_null())
        .column(Column::new("user_id", BigInteger).references("user_account", "id"));
    let big = select((invoice.c("id"), func::coalesce(invoice.c("total"), 0))).filter(invoice.c("total").gt(100));
    assert_eq!(
        big.compile(&alchemy_sqlite::Dialect)?.text(),
        "SELECT invoice.id, coalesce(invoice.total, ?) AS coalesce_1 FROM invoice WHERE invoice.total > ?"
    );
    // ANCHOR_END: dynamic
    Ok(invoice)
}

async fn transactions(engine: &Engine) -> Result<()> {
    // ANCHOR: transactions
    let mut connection = engine.connect().await?;
    let mut tx = connection.begin().await?;
    tx.execute(users::insert().values((users::name.to("sandy"), users::fullname.to("Sandy Cheeks")))).await?;
    let id: i64 = tx.scalar(users::insert().values(users::name.to("gary")).returning(users::id)).await?;

    let mut nested = tx.begin_nested().await?; // SAVEPOINT
    nested.execute(users::delete().filter(users::id.eq(id))).await?;
    nested.rollback().await?; // ROLLBACK TO SAVEPOINT: gary is back

    tx.commit().await?;
    let names: Vec<String> = connection.all(select(users::name).order_by(users::id)).await?;
    assert_eq!(names, ["sandy", "gary"]);
    connection.close().await?;
    // ANCHOR_END: transactions
    Ok(())
}

async fn texts(engine: &Engine) -> Result<()> {
    // ANCHOR: text
    let query = text("SELECT id, name FROM user_account WHERE id > :id").bind("id", 1).columns::<(i64, String)>();
    let rows: Vec<(i64, String)> = engine.all(query).await?;
    assert_eq!(rows, [(2, "gary".to_owned())]);
    // ANCHOR_END: text
    Ok(())
}

async fn single_statements(engine: &Engine) -> Result<()> {
    // ANCHOR: single
    let renamed = users::update().set(users::name.to("Gary")).filter(users::name.eq("gary"));
    assert_eq!(engine.execute(renamed).await?.rows_affected, 1);
    let count: i64 = engine.scalar(select(func::count(users::id))).await?;
    assert_eq!(count, 2);
    // ANCHOR_END: single
    Ok(())
}

#[test]
fn it_runs_to_its_end() -> Result<()> {
    main()
}
