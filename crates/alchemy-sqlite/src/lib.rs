//! SQLite for alchemy: one dialect, and one driver that runs statements in two ways.
//!
//! Without the feature `driver` the crate is the dialect alone.
//!
//! # Where statements run
//!
//! SQLite works in the process, and blocks while it works. There are two ways to live with that, chosen by `mode` in the
//! URL (see [`Driver`]):
//!
//! - `inline`, the default: a statement runs in the future that is polled, which is ready at the first poll. Other tasks of
//!   that thread wait meanwhile.
//! - `worker`: each connection has a thread, and a statement costs the way there and back. Other tasks never wait.
//!
//! Measured against rusqlite alone (`prepare_cached`, a file in memory, release build, two processors):
//!
//! | | inline | worker |
//! |---|---|---|
//! | one row by its key | 1.4 times | 12 to 50 times, by how fast the other thread wakes |
//! | 100 rows | 1.0 times | 1.4 to 4 times |
//! | 10,000 rows | 1.0 times | 1.0 to 1.1 times |
//!
//! A query by key is over in less than a microsecond, which is shorter than any way to another thread; so inline is the
//! default. Choose `worker` where statements take milliseconds (reports, scans, commits to a slow disk) beside tasks that
//! must answer.
//!
//! Either way a deadline interrupts a running statement (it costs nothing measurable), and waiting for another
//! connection's lock lets other tasks run: inline it is done in slices of a third of a millisecond, between which the
//! future yields, since the task that holds the lock may be waiting for this very thread.
//!
//! # Transactions
//!
//! - The first statement opens the transaction: `BEGIN IMMEDIATE` if it writes, `BEGIN` if it reads. A transaction that
//!   reads first and writes later can fail with the retryable kind `Serialization`; `begin=immediate` avoids that.
//! - The isolation levels are `Serializable`, which SQLite always gives, and `ReadUncommitted`, which it may strengthen;
//!   the others are `Unsupported`. A read-only transaction runs under `PRAGMA query_only`.
//! - SQLite ends a transaction by itself when a write is interrupted, the disk is full, or a constraint says
//!   `ON CONFLICT ROLLBACK`. Nothing more runs then until it is rolled back, and a commit is an error.
//! - A statement with several parameter sets is all or nothing outside a transaction. Inside one, the sets before the one
//!   that failed stay, until it is rolled back.
//! - A database in memory has one lock, not a log: who writes keeps readers out, and who reads keeps writers out, as long as
//!   the transaction lasts. It holds at most 1 GiB, SQLite's default.
//!
//! # Replies
//!
//! The key in a reply is what SQLite keeps as the last inserted rowid, given when an INSERT changed one row. It is an
//! earlier statement's for a table `WITHOUT ROWID`, and where an upsert updated; `RETURNING` is right always.

mod ddl;
mod dialect;
mod documents;
pub mod ext;
mod features;
mod functions;
mod keywords;
mod types;

#[cfg(feature = "driver")]
mod connection;
#[cfg(feature = "driver")]
mod decimal;
#[cfg(feature = "driver")]
mod driver;
#[cfg(feature = "driver")]
mod fault;
#[cfg(feature = "driver")]
mod inline;
#[cfg(feature = "driver")]
mod options;
#[cfg(feature = "driver")]
mod supplied;
#[cfg(feature = "driver")]
mod value;
#[cfg(feature = "driver")]
mod watch;
#[cfg(feature = "driver")]
mod worker;

pub use ddl::{ColumnOptions, Conflict, OnConflict, TableOptions};
pub use dialect::Dialect;
#[cfg(feature = "driver")]
pub use driver::Driver;
