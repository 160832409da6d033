//! The code of the chapter "Executing and results".

use std::sync::{Arc, Mutex};

use alchemy_claims::covers;
use alchemy_orm::core::{Plain, prelude::*};
use alchemy_orm::{Engine, FromRow};

use super::dialects::on_an_engine;

// ANCHOR: declared
table! {
    pub player ("player") {
        id: Auto<i64> [primary_key],
        name: String [length = 30],
        age: Option<i32>,
    }
}
// ANCHOR_END: declared

async fn players(engine: &Engine) -> Result<()> {
    MetaData::of::<(player,)>().create_all(engine).await?;
    let rows = [("Ada", Some(36)), ("Bob", None), ("Cy", Some(12))];
    engine.execute(player::insert().rows((player::name, player::age), rows)).await?;
    Ok(())
}

// ANCHOR: struct
#[derive(Debug, PartialEq, FromRow)]
struct Grown {
    name: String,
    years: Option<i32>,
}
// ANCHOR_END: struct

async fn shapes(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: shapes
    let names: Vec<String> = engine.all(select(player::name).order_by(player::id)).await?;
    assert_eq!(names, ["Ada", "Bob", "Cy"]);
    let pairs: Vec<(String, Option<i32>)> = engine.all(select((player::name, player::age)).order_by(player::id)).await?;
    assert_eq!(pairs[1], ("Bob".to_owned(), None));
    let count: i64 = engine.scalar(select(func::count_all()).from(player)).await?;
    assert_eq!(count, 3);
    // ANCHOR_END: shapes
    // ANCHOR: structs
    let stmt = select((player::name, player::age.label("years"))).filter(player::age.ge(18));
    let grown: Vec<Grown> = engine.all(stmt.into::<Grown>()).await?;
    assert_eq!(grown, [Grown { name: "Ada".into(), years: Some(36) }]);
    // ANCHOR_END: structs
    Ok(())
}

#[covers("RES-05", "RES-06", "RES-26")]
#[test]
fn what_a_row_is() {
    on_an_engine(shapes);
}

async fn by_name(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: records
    let wanted = text("SELECT id, name, age * 2 AS twice FROM player WHERE id = :id").bind("id", 1);
    let record = engine.one(wanted.records()).await?;
    assert_eq!(record.names().collect::<Vec<_>>(), ["id", "name", "twice"]);
    assert_eq!((record.get::<String>("name")?, record.get::<i64>(2)?), ("Ada".to_owned(), 72));
    assert_eq!(record.get::<i64>("nmae").unwrap_err().kind(), ErrorKind::Programming);

    let record = engine.one(select((player::id, player::age)).filter(player::name.eq("Ada")).records()).await?;
    assert_eq!(record.column(player::age)?, Some(36));
    // ANCHOR_END: records
    // ANCHOR: run_time
    let team =
        Table::new("team").column(Column::new("id", BigInteger).primary_key()).column(Column::new("name", Varchar(30)).not_null());
    MetaData::new().table(team.clone()).create_all(engine).await?;
    engine.execute(team.insert().rows((team.c("id"), team.c("name")), [(1, "Red"), (2, "Blue")])).await?;
    let values: Vec<(Value, Value)> = engine.all(select((team.c("id"), team.c("name"))).order_by(team.c("id"))).await?;
    assert_eq!(values[0], (Value::Int(1), Value::from("Red")));

    let typed = select((team.c("id").type_coerce::<i64>(), team.c("name").type_coerce::<String>())).filter(team.c("id").eq(2));
    let (id, name): (i64, String) = engine.one(typed).await?;
    assert_eq!((id, name.as_str()), (2, "Blue"));
    // ANCHOR_END: run_time
    // ANCHOR: unique
    let ageless = select(player::age.is_null()).order_by(player::id);
    assert_eq!(engine.all(ageless.clone()).await?, [false, true, false]);
    assert_eq!(engine.all(ageless.unique()).await?, [false, true]);
    // ANCHOR_END: unique
    Ok(())
}

#[covers("RES-07", "RES-11", "RES-13", "RES-22")]
#[test]
fn rows_by_name_and_rows_that_come_once() {
    on_an_engine(by_name);
}

async fn streamed(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: stream
    let mut connection = engine.connect().await?;
    let mut ages = connection.stream(select(player::age).order_by(player::id));
    let mut sum = 0;
    while let Some(age) = ages.try_next().await? {
        sum += age.unwrap_or(0);
    }
    drop(ages);
    assert_eq!(sum, 48);

    let mut parts = connection.stream(select(player::name).order_by(player::id)).partitions(2);
    let first = parts.try_next().await?;
    assert_eq!(first, Some(vec!["Ada".to_owned(), "Bob".to_owned()]));
    parts.close().await?;
    // ANCHOR_END: stream
    Ok(())
}

#[covers("RES-12", "RES-15")]
#[test]
fn rows_as_they_come() {
    on_an_engine(streamed);
}

async fn counts(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: one
    let by_name = |name: &'static str| select(player::age).filter(player::name.eq(name));
    assert_eq!(engine.one(by_name("Ada")).await?, Some(36));
    assert_eq!(engine.one(by_name("Eve")).await.unwrap_err().kind(), ErrorKind::NoRows);
    assert_eq!(engine.one_or_none(by_name("Eve")).await?, None);
    assert_eq!(engine.one(select(player::name)).await.unwrap_err().kind(), ErrorKind::MultipleRows);
    assert_eq!(engine.first(select(player::name).order_by(player::id)).await?, Some("Ada".to_owned()));
    // ANCHOR_END: one
    // ANCHOR: outcome
    let outcome = engine.execute(player::update().set(player::age.to(0)).filter(player::age.is_null())).await?;
    assert_eq!(outcome.rows_affected, 1);
    let outcome = engine.execute(player::insert().values(player::name.to("Dan"))).await?;
    assert_eq!(outcome.last_insert_id, Some(4));
    // ANCHOR_END: outcome
    Ok(())
}

#[covers("RES-01", "RES-09", "RES-10", "RES-27")]
#[test]
fn how_many_rows_there_are() {
    on_an_engine(counts);
}

async fn many(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: many
    let ages = [("Ada", 37), ("Cy", 13)];
    let birthdays = ages.map(|(name, age)| player::update().set(player::age.to(age)).filter(player::name.eq(name)));
    assert_eq!(engine.execute_many(birthdays).await?.rows_affected, 2);
    // ANCHOR_END: many
    Ok(())
}

#[covers("RES-02")]
#[test]
fn one_statement_with_many_sets_of_values() {
    on_an_engine(many);
}

// ANCHOR: executor
async fn rename(db: &mut impl Executor, from: &str, to: &str) -> Result<u64> {
    let stmt = player::update().set(player::name.to(to)).filter(player::name.eq(from));
    Ok(db.execute(stmt).await?.rows_affected)
}
// ANCHOR_END: executor

// ANCHOR: plain
async fn of_age(db: &mut impl Executor<Mode = Plain>, age: i32) -> Result<Vec<Grown>> {
    let stmt = select((player::name, player::age.label("years"))).filter(player::age.ge(age));
    db.all(stmt.into::<Grown>()).await
}
// ANCHOR_END: plain

async fn anywhere(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: anywhere
    let mut connection = engine.connect().await?;
    rename(&mut connection, "Ada", "Eve").await?;
    connection.commit().await?;

    let mut tx = connection.begin().await?;
    rename(&mut tx, "Bob", "Ben").await?;
    assert_eq!(of_age(&mut tx, 18).await?.len(), 1);
    tx.rollback().await?;
    connection.close().await?;

    let names: Vec<String> = engine.all(select(player::name).order_by(player::id)).await?;
    assert_eq!(names, ["Eve", "Bob", "Cy"]);
    // ANCHOR_END: anywhere
    Ok(())
}

#[covers("RES-01")]
#[test]
fn functions_that_run_anywhere() {
    on_an_engine(anywhere);
}

async fn watched(engine: &Engine) -> Result<()> {
    players(engine).await?;
    // ANCHOR: watched
    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = seen.clone();
    engine.on_statement(move |event| list.lock().unwrap().push((event.sql.to_owned(), event.rows)));
    let _: Vec<String> = engine.all(select(player::name).filter(player::age.gt(30))).await?;
    assert_eq!(seen.lock().unwrap()[0], ("SELECT player.name FROM player WHERE player.age > ?".to_owned(), 1));
    // ANCHOR_END: watched
    // ANCHOR: watched_changes
    let changed = Arc::new(Mutex::new(Vec::new()));
    let list = changed.clone();
    engine.on_statement(move |event| list.lock().unwrap().push((event.rows_affected, event.rows)));
    engine.execute(player::update().set(player::age.to(40)).filter(player::name.eq("Ada"))).await?;
    assert_eq!(changed.lock().unwrap()[0], (1, 0));
    // ANCHOR_END: watched_changes
    Ok(())
}

#[covers("IMV-10")]
#[test]
fn who_watches_is_told() {
    on_an_engine(watched);
}
