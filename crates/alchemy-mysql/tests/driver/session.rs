//! A connection, and what is sent through it.

use std::any::Any;

use alchemy_core::driver::{Driver as _, DriverConnection, Params, Reply, Request, Sink};
use alchemy_core::{DateTime, Error, ErrorKind, Number, Result, Row, Value};
use alchemy_mysql::Driver;

pub(crate) type Connection = Box<dyn DriverConnection>;

/// Collects rows; after `limit` rows it refuses the next.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) sets: usize,
    pub(crate) limit: Option<usize>,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.limit == Some(self.rows.len()) {
            return Err(Error::bad_value("enough"));
        }
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.sets += 1;
        Ok(())
    }
}

pub(crate) async fn connect(url: &str) -> Connection {
    Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap()
}

pub(crate) async fn send(conn: &mut Connection, sql: &str, params: Params, cached: bool) -> Result<(Reply, Rows)> {
    send_into(conn, sql, params, cached, Rows::default()).await
}

pub(crate) async fn send_into(conn: &mut Connection, sql: &str, params: Params, cached: bool, rows: Rows) -> Result<(Reply, Rows)> {
    let request = Request { sql: sql.into(), params, sink: Some(Box::new(rows)), cached, deadline: None };
    let mut reply = conn.run(request).await?;
    let sink: Box<dyn Any> = reply.sink.take().unwrap();
    Ok((reply, *sink.downcast::<Rows>().unwrap()))
}

pub(crate) async fn run(conn: &mut Connection, sql: &str, params: Vec<Value>) -> Result<(Reply, Rows)> {
    send(conn, sql, Params::One(params), true).await
}

pub(crate) fn urls() -> Vec<String> {
    let urls = std::env::var("ALCHEMY_MYSQL_URLS").unwrap_or_default();
    let urls: Vec<String> = urls.split(';').filter(|url| !url.is_empty()).map(str::to_owned).collect();
    if urls.is_empty() {
        eprintln!("not run: ALCHEMY_MYSQL_URLS names no server");
    }
    urls
}

pub(crate) async fn ddl(conn: &mut Connection, sql: &str) {
    send(conn, sql, Params::One(vec![]), false).await.unwrap();
}

pub(crate) async fn table(conn: &mut Connection, name: &str, columns: &str) {
    ddl(conn, &format!("DROP TABLE IF EXISTS {name}")).await;
    ddl(conn, &format!("CREATE TABLE {name} ({columns})")).await;
}

pub(crate) async fn one(conn: &mut Connection, sql: &str) -> Value {
    run(conn, sql, vec![]).await.unwrap().1.rows.remove(0).remove(0)
}

pub(crate) fn kind<T>(outcome: Result<T>) -> ErrorKind {
    outcome.err().map(|error| error.kind()).expect("an error was expected")
}

pub(crate) fn number(text: &str) -> Value {
    Value::Decimal(text.parse::<Number>().unwrap())
}

pub(crate) fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}
