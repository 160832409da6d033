//! PostgreSQL for alchemy: the [`Dialect`], and with the default feature `driver` the [`Driver`].
//!
//! Without that feature the crate only compiles SQL, with neither tokio nor a driver.
//!
//! # Which type becomes which
//!
//! | type | column | remark |
//! |---|---|---|
//! | `String` without a length | `VARCHAR` | of any length |
//! | `UnsignedBigInteger` | `NUMERIC(20, 0)` | there are no unsigned integers |
//! | `Binary` | `BYTEA` | |
//! | `DateTime` | `TIMESTAMP WITHOUT TIME ZONE` | |
//! | `Timestamp` | `TIMESTAMP WITH TIME ZONE` | an instant; the session's time zone plays no part |
//! | `Uuid` | `UUID` | |
//! | `Json` | `JSON` | a column of the type JSONB works as well |
//!
//! # Values
//!
//! Values travel in the server's binary forms, as the type that the server found for the placeholder. A value that this
//! type cannot hold exactly is refused with `Data` before anything is sent: an integer that is too large, a float that a
//! `REAL` would round, text with NUL. So is a value of another kind, such as text for an integer; a CAST in the statement
//! says what is meant.
//!
//! # What it costs
//!
//! A statement is prepared once per connection (one round trip) and then executed (one). BEGIN travels with the
//! transaction's first statement. Many sets of values, and the statements of a unit of work, are sent without waiting for
//! each answer.

pub mod column_types;
mod ddl;
mod dialect;
mod documents;
pub mod ext;
mod features;
mod functions;
mod keywords;
mod types;

#[cfg(feature = "driver")]
mod cache;
#[cfg(feature = "driver")]
mod composed;
#[cfg(feature = "driver")]
mod connection;
#[cfg(feature = "driver")]
mod driver;
#[cfg(feature = "driver")]
mod execute;
#[cfg(feature = "driver")]
mod fault;
#[cfg(feature = "driver")]
mod free;
#[cfg(feature = "driver")]
mod kind;
#[cfg(feature = "driver")]
mod numeric;
#[cfg(feature = "driver")]
mod opening;
#[cfg(feature = "driver")]
mod rows;
#[cfg(feature = "driver")]
mod security;
#[cfg(feature = "driver")]
mod session;
#[cfg(feature = "driver")]
mod tap;
#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "driver")]
mod told;
#[cfg(feature = "driver")]
mod transport;
#[cfg(feature = "driver")]
mod value;

pub use ddl::{Exclude, Include, IndexOptions, NotValid, NullsDistinct, OnCommit, SetNullColumns, TableOptions};
pub use dialect::Dialect;
#[cfg(feature = "driver")]
pub use driver::Driver;
