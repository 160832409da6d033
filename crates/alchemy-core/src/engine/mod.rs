//! Where statements meet a database: the engine, its connections and their transactions.
//!
//! An [`Engine`] is made once and shared. A [`Connection`] begins a transaction by itself with its first statement. What
//! runs statements on either of them, on a [`Transaction`] or on a session of the ORM is an [`Executor`].
//!
//! It does not know how any database is spelled or spoken to; see `dialect` and `driver`.
//!
//! Invariant: a future that is dropped, at whatever await point, leaves neither an open transaction nor a connection whose
//! state is not known in the pool.
//! Invariant: a statement never runs outside the transaction that it was meant for. Where the database ended that
//! transaction by itself, it is refused.
//! Invariant: dropping a future does not undo what it had sent. In a transaction nothing of it is kept; a single statement
//! in autocommit may have happened.

mod bounds;
mod cache;
mod channel;
mod connection;
mod create_all;
#[expect(clippy::module_inception, reason = "the file is named after the type that it holds")]
mod engine;
mod executor;
mod fetch;
mod held;
mod insert_many;
mod lend;
mod live;
mod observe;
mod options;
mod repeats;
mod state;
mod stream;
#[cfg(test)]
mod tests;
mod transaction;
mod writes;

pub use connection::Connection;
pub use engine::Engine;
pub use executor::{Executor, Outcome, RowOf};
pub use lend::{Lending, Lent};
pub use live::Live;
pub use observe::{StatementEvent, StatementKind};
pub use options::EngineOptions;
pub use stream::{Partitions, RowStream};
pub use transaction::Transaction;
