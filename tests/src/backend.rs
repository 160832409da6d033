//! A fresh database for each test, on the one that the environment names.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use alchemy_orm::core::Tables;
use alchemy_orm::{Engine, EngineOptions, MetaData, Result, Session, engine_options, text};
use futures_util::FutureExt;

use crate::Recorder;

/// Which database it is, for what differs between them by their nature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// SQLite, run on the caller's thread: futures never wait.
    SqliteInline,
    /// SQLite on a thread of its own.
    SqliteWorker,
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    Mysql,
    /// MariaDB.
    MariaDb,
}

/// The database of one test.
#[derive(Debug)]
pub struct Backend {
    /// An engine on it.
    pub engine: Engine,
    /// What the engine sent.
    pub sent: Recorder,
    /// Where it is.
    pub url: String,
    /// What to do away with afterwards.
    rest: Rest,
}

#[derive(Debug)]
enum Rest {
    Nothing,
    File(PathBuf),
    Database { admin: Engine, name: String },
}

/// The URL of the environment.
fn given() -> String {
    std::env::var("ALCHEMY_TEST_URL").unwrap_or_else(|_| "sqlite::memory:".to_owned())
}

/// A name that nothing else has, on a server that tests share.
pub fn unique() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("alchemy_t_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The same server, another database.
fn with_database(url: &str, database: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("{}/{database}{options}", &address[..end])
}

impl Backend {
    /// A fresh database.
    ///
    /// # Errors
    /// If there is none to be had.
    pub async fn open() -> Result<Backend> {
        let url = given();
        let (url, rest) = if url.starts_with("sqlite::memory:") {
            (url, Rest::Nothing)
        } else if url.starts_with("sqlite:") {
            let file = std::env::temp_dir().join(format!("{}.db", unique()));
            let options = url.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
            (format!("sqlite:{}{options}", file.display()), Rest::File(file))
        } else {
            let (admin, name) = (engine_options(&url)?.max_connections(1).create().await?, unique());
            admin.execute(text(&format!("CREATE DATABASE {name}"))).await?;
            (with_database(&url, &name), Rest::Database { admin, name })
        };
        let engine = engine_options(&url)?.create().await?;
        Ok(Backend { sent: Recorder::of(&engine), engine, url, rest })
    }

    /// Settings of another engine on the same database. In memory that would be another database: see
    /// [`Backend::is_shared`].
    pub fn options(&self) -> EngineOptions {
        engine_options(&self.url).unwrap()
    }

    /// Whether another engine would see the same data.
    pub fn is_shared(&self) -> bool {
        !matches!(self.rest, Rest::Nothing)
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        match self.engine.dialect().name() {
            "sqlite" if self.url.contains("mode=worker") => Kind::SqliteWorker,
            "sqlite" => Kind::SqliteInline,
            "mariadb" => Kind::MariaDb,
            "mysql" => Kind::Mysql,
            _ => Kind::Postgres,
        }
    }

    /// Whether it is a server, MySQL's or MariaDB's.
    pub fn is_mysql_like(&self) -> bool {
        matches!(self.kind(), Kind::Mysql | Kind::MariaDb)
    }

    /// Whether it is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.kind(), Kind::SqliteInline | Kind::SqliteWorker)
    }

    /// Creates the tables of these models; what that sent is not recorded.
    pub async fn create<T: Tables>(&self) -> Result<()> {
        MetaData::of::<T>().create_all(&self.engine).await?;
        self.sent.clear();
        Ok(())
    }

    /// A session.
    pub fn session(&self) -> Session {
        Session::new(&self.engine)
    }

    async fn close(self) {
        self.engine.close().await;
        match self.rest {
            Rest::Nothing => {}
            Rest::File(file) => {
                for end in ["", "-wal", "-shm", "-journal"] {
                    // Not each of them exists.
                    let _ = std::fs::remove_file(format!("{}{end}", file.display()));
                }
            }
            Rest::Database { admin, name } => {
                let force = if self.url.starts_with("postgres") { " WITH (FORCE)" } else { "" };
                let dropped = admin.execute(text(&format!("DROP DATABASE {name}{force}"))).await;
                admin.close().await;
                dropped.unwrap();
            }
        }
    }
}

/// Runs a test on a fresh database, which is dropped afterwards, also if the test panicked.
pub fn run<F: AsyncFnOnce(&Backend) -> Result<()>>(test: F) {
    run_in(&mut tokio::runtime::Builder::new_current_thread(), test);
}

/// As [`run`], if the database is one that the test is about; else it says that nothing was run.
pub fn run_where<F: AsyncFnOnce(&Backend) -> Result<()>>(is_meant: fn(&Backend) -> bool, test: F) {
    run(async |db| {
        if is_meant(db) {
            return test(db).await;
        }
        println!("not run: it is not about {:?}", db.kind());
        Ok(())
    });
}

/// As [`run`], where tasks run on several threads at once.
pub fn run_on_threads<F: AsyncFnOnce(&Backend) -> Result<()>>(test: F) {
    run_in(tokio::runtime::Builder::new_multi_thread().worker_threads(4), test);
}

fn run_in<F: AsyncFnOnce(&Backend) -> Result<()>>(runtime: &mut tokio::runtime::Builder, test: F) {
    runtime.enable_all().build().unwrap().block_on(async {
        let backend = Backend::open().await.unwrap();
        let outcome = AssertUnwindSafe(test(&backend)).catch_unwind().await;
        backend.close().await;
        match outcome {
            Ok(result) => result.unwrap(),
            Err(panic) => resume_unwind(panic),
        }
    });
}
