//! The promises of the engine and the pool, against a driver in memory.
#![allow(clippy::unwrap_used, reason = "tests")]

mod fake;
mod inserts;
mod loading;
mod loss;
mod transactions;

use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Waker};

use alchemy_claims::covers;

use crate::driver::{Params, Request};
use crate::engine::{Connection, Engine, Executor, Live, StatementKind, Transaction};
use crate::error::{ErrorKind, Result};
use crate::sql::text;
use crate::value::Value;

use fake::Server;

/// Polls a future once and drops it.
fn cut<T>(future: impl Future<Output = T>) {
    let mut future = Box::pin(future);
    assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

fn request(sql: &str) -> Request {
    Request { sql: sql.into(), params: Params::One(Vec::new()), sink: None, cached: true, deadline: None }
}

fn is_send<T: Send>(value: T) -> T {
    value
}

/// Compiled, never run: what users await can move between threads.
#[expect(dead_code, reason = "it is the compiler who checks it")]
fn futures_are_send<E: Executor>(engine: &'static Engine, live: &'static mut Live, executor: &'static mut E) {
    drop(is_send(engine.connect()));
    drop(is_send(engine.begin()));
    drop(is_send(engine.close()));
    drop(is_send(engine.execute(text(""))));
    drop(is_send(Engine::builder(unreachable()).create()));
    drop(is_send(live.fetch::<(i64, String), crate::row::Plain>((), &prepared())));
    drop(is_send(live.run(request(""))));
    drop(is_send(live.pipeline(Vec::new())));
    drop(is_send(live.insert_rows(&bulk(), Vec::new())));
    drop(is_send(live.commit()));
    drop(is_send(live.rollback()));
    drop(is_send(executor.all(text("").columns::<i64>())));
    drop(is_send(executor.execute(text(""))));
    drop(is_send(async move {
        let mut connection: Connection = engine.connect().await?;
        let mut outer: Transaction<'_> = connection.begin().await?;
        let mut inner = outer.begin_nested().await?;
        let _: i64 = inner.scalar(text("").columns::<i64>()).await?;
        inner.commit().await?;
        outer.rollback().await?;
        connection.close().await
    }));
}

fn unreachable<T>() -> T {
    unreachable!("only compiled")
}

fn prepared() -> crate::sql::Prepared {
    unreachable()
}

fn bulk() -> crate::sql::BulkRows {
    unreachable()
}

#[covers("RES-05", "RES-06", "RES-09", "RES-10", "RES-23", "RES-24")]
#[tokio::test]
async fn rows_are_decoded_and_counted() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let query = || text("Q").columns::<(i64, String)>();
    let row = |id: i64| vec![Value::Int(id), Value::from("x")];
    server.answer([row(1), row(2)]);
    assert_eq!(engine.all(query()).await?, [(1, "x".to_owned()), (2, "x".to_owned())]);
    server.answer([row(1), row(2)]);
    assert_eq!(engine.first(query()).await?, Some((1, "x".to_owned())));
    server.answer([row(1), row(2)]);
    assert_eq!(engine.one(query()).await.unwrap_err().kind(), ErrorKind::MultipleRows);
    server.answer([]);
    assert_eq!(engine.one(query()).await.unwrap_err().kind(), ErrorKind::NoRows);
    server.answer([]);
    assert_eq!(engine.one_or_none(query()).await?, None);
    server.answer([vec![Value::Int(5)]]);
    assert_eq!(engine.scalar(text("Q").columns::<i64>()).await?, 5);
    assert!(!server.log().iter().any(|line| line.contains("BEGIN")), "single statements run in autocommit");
    Ok(())
}

#[tokio::test]
async fn observers_hear_of_statements_and_of_the_ends_of_transactions() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
    let write = heard.clone();
    engine.on_statement(move |event| {
        write.lock().unwrap().push((event.kind, event.sql.to_owned(), event.rows, event.params, event.error.is_some()));
    });
    let mut connection = engine.connect().await?;
    server.answer([vec![Value::Int(1)], vec![Value::Int(2)]]);
    assert_eq!(connection.all(text("Q").columns::<i64>()).await?, [1, 2]);
    connection.begin_nested().await?.commit().await?;
    connection.execute(text("WRONG")).await.unwrap_err();
    connection.rollback().await?;
    connection.execute(text("U")).await?;
    connection.commit().await?;
    let event = |kind, sql: &str, rows, error| (kind, sql.to_owned(), rows, 0, error);
    let expected = [
        event(StatementKind::Statement, "Q", 2, false),
        event(StatementKind::Savepoint, "SAVEPOINT alchemy_1", 0, false),
        event(StatementKind::Savepoint, "RELEASE SAVEPOINT alchemy_1", 0, false),
        event(StatementKind::Statement, "WRONG", 0, true),
        event(StatementKind::Rollback, "ROLLBACK", 0, false),
        event(StatementKind::Statement, "U", 0, false),
        event(StatementKind::Commit, "COMMIT", 0, false),
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
    Ok(())
}

#[tokio::test]
async fn connections_share_one_dialect_so_that_statements_stay_compiled() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().create().await?;
    let (mut one, mut two) = (engine.connect().await?, engine.connect().await?);
    assert!(Arc::ptr_eq(one.live().dialect(), two.live().dialect()));
    assert!(Arc::ptr_eq(one.live().dialect(), &engine.shared_dialect()));
    assert_eq!(engine.dialect().name(), "fake");
    Ok(())
}

#[tokio::test]
async fn a_lazy_engine_connects_when_it_has_to() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.options().lazy(true).create().await?;
    assert_eq!((server.log().len(), engine.dialect().name()), (0, "standard SQL"));
    engine.execute(text("U")).await?;
    assert_eq!(server.log(), ["1 connect", "1 U"]);
    Ok(())
}

#[tokio::test]
async fn closing_waits_for_those_who_have_a_connection() -> Result<()> {
    let server = Arc::new(Server::default());
    let engine = server.engine().await;
    let connection = engine.connect().await?;
    let closing = tokio::spawn({
        let engine = engine.clone();
        async move { engine.close().await }
    });
    tokio::task::yield_now().await;
    assert!(!closing.is_finished());
    assert_eq!(engine.connect().await.unwrap_err().kind(), ErrorKind::InvalidState);
    drop(connection);
    closing.await.unwrap();
    assert_eq!(engine.status().size, 0);
    Ok(())
}
