//! What the driver's tests share: a connection that is easy to talk to.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use std::future::Future;
use std::time::Duration;

use alchemy_core::driver::{Driver as _, DriverConnection, Params, Reply, Request, Sink};
use alchemy_core::{Error, Result, Row, Value};
use alchemy_sqlite::Driver;

pub type Connection = Box<dyn DriverConnection>;

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

pub fn driver(url: &str) -> Driver {
    Driver::from_url(&url.parse().unwrap()).unwrap()
}

pub async fn connect(driver: &Driver) -> Connection {
    driver.connect().await.unwrap()
}

/// The two ways of running a database in memory.
pub const BOTH: [&str; 2] = ["sqlite::memory:?mode=inline", "sqlite::memory:?mode=worker"];

/// Keeps rows, and where sets end.
#[derive(Default)]
pub struct Rows {
    pub rows: Vec<Vec<Value>>,
    pub names: Vec<String>,
    pub ends: Vec<usize>,
    pub fail: bool,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.fail {
            return Err(Error::decode("the test", "anything"));
        }
        let mut values = vec![alchemy_core::ValueRef::Absent; row.width()];
        row.fill(0, &mut values)?;
        self.names = (0..row.width()).map(|index| row.name(index).to_owned()).collect();
        for (index, value) in values.iter().enumerate() {
            assert_eq!(*value, row.get(index)?);
        }
        self.rows.push(values.iter().map(|value| value.to_value()).collect::<Result<_>>()?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.ends.push(self.rows.len());
        Ok(())
    }
}

pub fn request(sql: &str, params: Params) -> Request {
    Request { sql: sql.into(), params, sink: Some(Box::new(Rows::default())), cached: true, deadline: None }
}

pub fn one(sql: &str, values: Vec<Value>) -> Request {
    request(sql, Params::One(values))
}

pub fn within(sql: &str, deadline: Duration) -> Request {
    Request { deadline: Some(deadline), ..one(sql, Vec::new()) }
}

pub fn rows(reply: &mut Reply) -> Rows {
    let sink: Box<dyn std::any::Any> = reply.sink.take().unwrap();
    *sink.downcast().unwrap()
}

pub async fn run(connection: &mut Connection, sql: &str) -> Result<Reply> {
    connection.run(one(sql, Vec::new())).await
}

/// The only value of the only row.
pub async fn value(connection: &mut Connection, sql: &str) -> Value {
    let mut reply = run(connection, sql).await.unwrap();
    rows(&mut reply).rows.remove(0).remove(0)
}

/// A statement that never ends by itself.
pub const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

/// A directory that is gone afterwards.
pub struct Directory(pub std::path::PathBuf);

impl Directory {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("alchemy-sqlite-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Directory(path)
    }

    pub fn url(&self, options: &str) -> String {
        format!("sqlite:///{}/t.db{options}", self.0.display())
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
