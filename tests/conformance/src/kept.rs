//! Statements taken through an engine that keeps their texts: the second time, and built anew with other values, a statement
//! has the text and the values that it would have without.

use std::sync::Arc;

use alchemy_core::driver::{BoxFuture, Driver, DriverConnection};
use alchemy_core::{Dialect, Engine, Error, ErrorKind, Prepared, Result, Statement, func, prelude::*, tuple};

use crate::cases::Cases;
use crate::golden::Record;
use crate::schema::{book, branch, category, publisher, review};

/// A driver that only knows its dialect.
#[derive(Debug)]
struct Spelling(Arc<dyn Dialect>);

impl Driver for Spelling {
    fn dialect(&self) -> Arc<dyn Dialect> {
        self.0.clone()
    }

    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>> {
        Box::pin(async { Err(Error::new(ErrorKind::Disconnect, "there is no database")) })
    }
}

/// What went wrong for the statements that are wanted, on one database.
pub(crate) async fn failures(dialect: Arc<dyn Dialect>, cases: &Cases, wanted: &[&Record]) -> Result<Vec<String>> {
    let engine = Engine::builder(Arc::new(Spelling(dialect))).lazy(true).kept_statements(10_000).create().await?;
    let mut failures = Vec::new();
    for record in wanted {
        let Some(keep) = cases.get(&record.id).and_then(|case| case.keep.as_ref()) else { continue };
        // The first time it is kept, then found.
        for time in ["first", "second"] {
            failures.extend(keep(&engine).map(|difference| format!("{} the {time} time: {difference}", record.id)));
        }
    }
    for (name, make) in varied() {
        for seed in [1, 2, 30, 400] {
            failures.extend(difference(&engine, &*make(seed)).map(|difference| format!("{name} with {seed}: {difference}")));
        }
    }
    Ok(failures)
}

/// In what a statement differs that went through the engine, if in anything.
pub(crate) fn difference(engine: &Engine, statement: &dyn Statement) -> Option<String> {
    match (engine.prepare(statement), alone(engine, statement)) {
        (Ok(kept), Ok(fresh)) if kept.text != fresh.text => Some(format!("{} is not {}", kept.text, fresh.text)),
        (Ok(kept), Ok(fresh)) if kept.params != fresh.params => Some(format!("{:?} are not {:?}", kept.params, fresh.params)),
        (Ok(kept), Ok(fresh)) if kept.positions != fresh.positions => Some("its columns are found elsewhere".to_owned()),
        (Ok(_), Err(error)) => Some(format!("is not refused: {error}")),
        (Err(error), Ok(_)) => Some(format!("is refused: {error}")),
        _ => None,
    }
}

fn alone(engine: &Engine, statement: &dyn Statement) -> Result<Prepared> {
    let dialect = engine.shared_dialect();
    match statement.given() {
        Some((statement, given)) => statement.prepare(&dialect)?.filled(given, &dialect),
        None => statement.prepare(&dialect)?.filled(&[], &dialect),
    }
}

type Make = Box<dyn Fn(i32) -> Box<dyn Statement>>;

/// Statements of many kinds, each for any number: of one structure, with values of their own.
fn varied() -> Vec<(&'static str, Make)> {
    fn kind<S: Statement + 'static>(name: &'static str, make: impl Fn(i32) -> S + 'static) -> (&'static str, Make) {
        (name, Box::new(move |seed| Box::new(make(seed))))
    }
    let word = |seed: i32| format!("w{seed}");
    vec![
        kind("a condition", move |n| {
            select(book::id).filter(book::pages.gt(n).and(book::title.eq(word(n))).or(book::pages.lt(n + 1)))
        }),
        kind("the same value twice", |n| select(book::id).filter(book::pages.gt(n).or(book::id.lt(n)))),
        kind("a list", |n| select(book::id).filter(book::pages.in_([n, n + 1])).filter(book::id.not_in([n, 7]))),
        kind("row values", move |n| {
            select(review::stars).filter(tuple((review::book_id, review::patron_id)).in_([(n, n + 1), (2, n)]))
        }),
        kind("a page", |n| select(book::id).order_by(book::id).limit(n as u64).offset(n as u64 + 1)),
        kind("CASE", |n| select(case_when(book::pages.gt(n), n + 1).when(book::pages.gt(n + 2), n + 3).otherwise(n + 4))),
        kind("a function", move |n| select(func::coalesce(book::isbn, word(n))).filter(func::abs(book::pages).eq(n))),
        kind("a window", |n| select(func::sum(book::pages).over().order_by(book::id).rows(-i64::from(n)..=i64::from(n + 1)))),
        kind("a subquery", |n| {
            let few = select((book::id, book::publisher_id)).filter(book::pages.lt(n)).subquery("few");
            select(few.c(book::id)).filter(few.c(book::publisher_id).gt(n + 1))
        }),
        kind("a CTE", move |n| {
            let some = select(publisher::id).filter(publisher::name.eq(word(n))).cte("some");
            select(book::id).filter(book::publisher_id.in_(select(some.c::<i32>("id")))).filter(book::pages.gt(n))
        }),
        kind("a union", |n| {
            select(book::id).filter(book::pages.gt(n)).union(select(review::book_id).filter(review::stars.lt(n as i16)))
        }),
        kind("EXISTS", |n| {
            let reviewed = select(review::stars).filter(review::book_id.eq(book::id)).filter(review::stars.gt(n as i16)).exists();
            select(book::id).filter(reviewed).filter(book::pages.ne(n + 1))
        }),
        kind("VALUES", move |n| {
            let v = values::<(i32, String)>(["i", "w"]).rows([(n, word(n)), (n + 1, word(n + 1))]).subquery("v");
            select(v.c::<String>("w")).filter(v.c::<i32>("i").lt(n + 2))
        }),
        kind("a document", |n| select(book::meta.get("k").get(n as i64).as_string()).filter(book::id.eq(n))),
        kind("LIKE", move |n| select(book::id).filter(book::title.contains(word(n))).filter(book::pages.between(n, n + 1))),
        kind("SQL text", move |n| {
            text("SELECT id FROM book WHERE pages > :low AND title = :name").bind("low", n).bind("name", word(n))
        }),
        kind("a label", |n| select((book::pages + n).label("more")).order_by(book::pages * (n + 1))),
        kind("an INSERT", move |n| branch::insert().values((branch::city.to(word(n)), branch::name.to(word(n + 1))))),
        kind("an INSERT of rows", move |n| {
            branch::insert().rows((branch::name, branch::city), [(word(n), word(1)), (word(2), word(n + 1))])
        }),
        kind("an INSERT of a SELECT", move |n| {
            branch::insert().from_select(branch::name, select(publisher::name).filter(publisher::id.gt(n)).limit(n as u64))
        }),
        kind("an UPDATE", move |n| {
            book::update().set((book::title.to(word(n)), book::pages.to(book::pages + n))).filter(book::id.eq(n + 1))
        }),
        kind("a DELETE", |n| book::delete().filter(book::pages.gt(n)).filter(book::id.in_([n, n + 1]))),
        kind("a self-join", |n| {
            let parent = category::alias("parent");
            let on = parent.c(category::id).eq(category::parent_id);
            select((category::id, parent.c(category::id))).join_on(&parent, on).filter(parent.c(category::sort_key).gt(n))
        }),
        kind("a parameter with a default", |n| {
            select(book::id).filter(book::pages.gt(param::<i32>("low").default_value(n))).filter(book::id.lt(n + 1))
        }),
    ]
}
