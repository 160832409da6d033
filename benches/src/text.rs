//! What it costs to build a statement and write its text, beside sea-query, and to find the text of one that was built
//! before. No database is asked.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use alchemy_core::prelude::*;
use alchemy_core::{Dialect, Engine, Statement, Url};
use sea_query::{Alias, Order, PostgresQueryBuilder, Query};

use crate::measure::compare;
use crate::{Failure, report};

table! { users ("users") { id: i64 [primary_key], name: String, email: String, age: i32, city: String } }

/// Three columns, two filters, an order, a limit.
fn ours(age: i32, city: &str) -> impl Statement + use<> {
    let columns = (users::id, users::name, users::email);
    select(columns).filter(users::age.gt(age)).filter(users::city.eq(city)).order_by(users::name.desc()).limit(10)
}

/// One row of four columns.
fn insert(name: &str, age: i32) -> impl Statement + use<> {
    let row = (users::name.to(name), users::email.to("ann@example.org"), users::age.to(age), users::city.to("Oslo"));
    users::insert().values(row).returning(users::id)
}

/// Two columns of one row.
fn update(id: i64, age: i32) -> impl Statement + use<> {
    users::update().set((users::age.to(age), users::city.to("Oslo"))).filter(users::id.eq(id))
}

/// The same with sea-query.
fn theirs(age: i32, city: &str) -> sea_query::SelectStatement {
    let column = |name: &'static str| (Alias::new("users"), Alias::new(name));
    let mut select = Query::select();
    select
        .columns([column("id"), column("name"), column("email")])
        .from(Alias::new("users"))
        .and_where(sea_query::Expr::col(column("age")).gt(age))
        .and_where(sea_query::Expr::col(column("city")).eq(city))
        .order_by(column("name"), Order::Desc)
        .limit(10);
    select
}

/// How long so many repetitions take.
fn timed(count: usize, mut work: impl FnMut()) -> Result<Duration, Failure> {
    let start = Instant::now();
    (0..count).for_each(|_| work());
    Ok(start.elapsed())
}

/// Both comparisons.
pub(crate) async fn run(filter: &str) -> Result<(), Failure> {
    const BUILD: &str = "build and write: 3 columns, 2 filters, order, limit";
    const FIND: &str = "find the text of a statement that was built before";
    const ANEW: &str = "build anew and find its text";
    let dialect: Arc<dyn Dialect> = Arc::new(alchemy_postgres::Dialect::default());
    let driver = alchemy_postgres::Driver::from_url(&"postgres://nobody@nowhere/nothing".parse::<Url>()?)?;
    let engine = Engine::builder(Arc::new(driver)).lazy(true).create().await?;
    let build = || drop(black_box(ours(black_box(30), black_box("Oslo")).prepare(&dialect)));
    if BUILD.contains(filter) {
        let theirs = || drop(black_box(theirs(black_box(30), black_box("Oslo")).build(PostgresQueryBuilder)));
        let finding = compare(async |count| timed(count, build), async |count| timed(count, theirs)).await?;
        report::text(BUILD, "sea-query", &finding);
    }
    if FIND.contains(filter) {
        let statement = ours(30, "Oslo");
        let find = || find(&engine, &statement);
        let finding = compare(async |count| timed(count, find), async |count| timed(count, build)).await?;
        report::text(FIND, "building and writing it", &finding);
    }
    if ANEW.contains(filter) {
        let anew = || find(&engine, &ours(black_box(30), black_box("Oslo")));
        let finding = compare(async |count| timed(count, anew), async |count| timed(count, build)).await?;
        report::text(ANEW, "building and writing it", &finding);
    }
    const INSERT: &str = "build an INSERT anew and find its text";
    const UPDATE: &str = "build an UPDATE anew and find its text";
    if INSERT.contains(filter) {
        let build = || insert(black_box("Ann"), black_box(30));
        let (anew, written) = (|| find(&engine, &build()), || drop(black_box(build().prepare(&dialect))));
        let finding = compare(async |count| timed(count, anew), async |count| timed(count, written)).await?;
        report::text(INSERT, "building and writing it", &finding);
    }
    if UPDATE.contains(filter) {
        let build = || update(black_box(7), black_box(30));
        let (anew, written) = (|| find(&engine, &build()), || drop(black_box(build().prepare(&dialect))));
        let finding = compare(async |count| timed(count, anew), async |count| timed(count, written)).await?;
        report::text(UPDATE, "building and writing it", &finding);
    }
    Ok(())
}

fn find(engine: &Engine, statement: &dyn Statement) {
    drop(black_box(engine.prepare(statement)));
}
