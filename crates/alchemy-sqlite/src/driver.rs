//! Opens connections to one database.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use alchemy_core::driver::{BoxFuture, DriverConnection};
use alchemy_core::{Error, ErrorKind, Result, Url};
use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::connection::Session;
use crate::fault::translated;
use crate::inline::{Inline, SLICE};
use crate::options::{Options, Target};
use crate::watch::Watch;
use crate::worker::Worker;

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 128;
/// After so many steps of SQLite's virtual machine (some ten microseconds) it asks whether to go on.
const STEPS: i32 = 1_000;

/// Opens connections to one SQLite database.
///
/// `sqlite::memory:` is a database of its own for each driver, shared by all of its connections and gone with it;
/// `sqlite:shop.db` and `sqlite:///shop.db` are files below the current directory, `sqlite:////var/shop.db` one from the
/// root. The first connection makes a file that is not there; later ones refuse, so that a file which was removed is not
/// replaced by an empty one unnoticed.
///
/// | option | values | default |
/// |---|---|---|
/// | `mode` | `inline`, `worker`: where statements run, see the [crate](crate) | `inline` |
/// | `busy_timeout` | milliseconds to wait for a lock | `5000` |
/// | `begin` | `auto`: a transaction takes the write lock at once if its first statement writes; `immediate`: always, unless it is read-only | `auto` |
/// | `foreign_keys` | `on`, `off`: whether they are enforced | `on` |
/// | `readonly` | `on`, `off`: nothing may be written, and the file must exist | `off` |
///
/// ```
/// let url: alchemy_core::Url = "sqlite::memory:?busy_timeout=500".parse()?;
/// let driver = alchemy_sqlite::Driver::from_url(&url)?;
/// # let _ = driver;
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Driver {
    place: Arc<Place>,
    options: Options,
    /// A database in memory lives as long as one connection does.
    #[expect(dead_code, reason = "held, never used")]
    keeper: Option<Mutex<Connection>>,
}

/// Where the database is.
#[derive(Debug)]
struct Place {
    path: String,
    memory: bool,
    /// A connection was opened, so the file is there.
    exists: AtomicBool,
}

impl Driver {
    /// Reads a URL; a database in memory is made at once.
    ///
    /// ```
    /// use alchemy_core::ErrorKind;
    /// use alchemy_sqlite::Driver;
    /// assert!(Driver::from_url(&"sqlite::memory:".parse()?).is_ok());
    /// assert_eq!(Driver::from_url(&"mysql://localhost/shop".parse()?).unwrap_err().kind(), ErrorKind::Configuration);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Configuration` for a URL that is not understood.
    pub fn from_url(url: &Url) -> Result<Driver> {
        static DATABASES: AtomicU64 = AtomicU64::new(0);
        let options = Options::from_url(url)?;
        let (path, memory) = match &options.target {
            // The slash makes it shared within the process.
            Target::Memory => (format!("file:/alchemy-{}?vfs=memdb", DATABASES.fetch_add(1, Ordering::Relaxed)), true),
            Target::File(path) => (file(path)?, false),
        };
        let place = Arc::new(Place { path, memory, exists: AtomicBool::new(false) });
        let keeper = if memory { Some(Mutex::new(place.open(false)?)) } else { None };
        Ok(Driver { place, options, keeper })
    }
}

fn file(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).ok_or_else(|| Error::configuration("the path of an SQLite database is UTF-8"))
}

impl Place {
    fn open(&self, readonly: bool) -> Result<Connection> {
        let may_create = self.memory || !self.exists.load(Ordering::Relaxed);
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_READ_ONLY, readonly);
        flags.set(OpenFlags::SQLITE_OPEN_READ_WRITE, !readonly);
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, may_create && !readonly);
        flags.set(OpenFlags::SQLITE_OPEN_URI, self.memory);
        let raw = Connection::open_with_flags(&self.path, flags).map_err(translated)?;
        self.exists.store(true, Ordering::Relaxed);
        Ok(raw)
    }

    /// Opens and sets up one connection.
    fn connect(&self, options: &Options) -> Result<Session> {
        let mut raw = self.open(options.readonly)?;
        let patience = if options.worker { options.busy_timeout } else { SLICE.min(options.busy_timeout) };
        let watch = Arc::new(Watch::new(patience));
        set_up(&mut raw, options, &watch).map_err(translated)?;
        check(&raw)?;
        let (busy, mut since) = (watch.clone(), None);
        raw.busy_handler(Some(move |count| busy.wait(count, &mut since))).map_err(translated)?;
        Ok(Session::new(raw, watch, options.immediate))
    }
}

fn set_up(raw: &mut Connection, options: &Options, watch: &Arc<Watch>) -> rusqlite::Result<()> {
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, options.foreign_keys)?;
    // An unknown name in double quotes is an error, not a string.
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Views and triggers of a file from elsewhere may not call functions with side effects.
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    raw.set_prepared_statement_cache_capacity(STATEMENTS);
    crate::supplied::add(raw)?;
    let progress = watch.clone();
    raw.progress_handler(STEPS, Some(move || progress.is_over()))?;
    // Nothing that opening does has to wait for a lock.
    raw.busy_timeout(Duration::ZERO)
}

/// SQLite opens anything and reads it later; a file that is no database should be told at once.
fn check(raw: &Connection) -> Result<()> {
    let answer = raw.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    match answer.map_err(translated) {
        // A lock says that it is one.
        Err(error) if error.kind() != ErrorKind::Operational => Err(error),
        _ => Ok(()),
    }
}

impl alchemy_core::driver::Driver for Driver {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        Arc::new(crate::Dialect)
    }

    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>> {
        Box::pin(async move {
            if !self.options.worker {
                let session = self.place.connect(&self.options)?;
                return Ok(Box::new(Inline::new(session, self.options.busy_timeout)) as Box<dyn DriverConnection>);
            }
            let (place, options) = (self.place.clone(), self.options.clone());
            let worker = Worker::open(move || place.connect(&options)).await?;
            Ok(Box::new(worker) as Box<dyn DriverConnection>)
        })
    }
}
