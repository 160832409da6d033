//! MySQL and MariaDB for alchemy: the [`Dialect`], and with the default feature `driver` the [`Driver`].
//!
//! Without that feature the crate only compiles SQL, with neither tokio nor a driver.
//!
//! # Which type becomes which
//!
//! | type | column | remark |
//! |---|---|---|
//! | `String` without a length | `VARCHAR(255)` | MySQL's VARCHAR needs a length; state another with `length`, or use `Text`. Longer text is refused by the server, never cut |
//! | `Text` | `TEXT` | up to 65,535 bytes |
//! | `Binary` | `BLOB` | up to 65,535 bytes |
//! | `Numeric` without precision | `NUMERIC(65, 30)` | a bare `NUMERIC` would be `NUMERIC(10, 0)`, which rounds; trailing zeros are dropped when it is read |
//! | `DateTime`, `Timestamp` | `DATETIME(6)` | an instant is kept in UTC, and the session's time zone is UTC |
//! | `Time` | `TIME(6)` | |
//! | `Uuid` | `CHAR(32)`; `UUID` on MariaDB | MariaDB refuses what is no UUID by RFC 4122, as `Data` |
//! | `Json` | `JSON` | on MariaDB that is checked text |
//!
//! # What the server does not do
//!
//! DDL is not part of a transaction here: it commits what was done before. A rollback that comes too late for that says so
//! with `InvalidState`. A deadlock rolls back the whole transaction; then only a rollback is allowed.
//!
//! Numbers with a fraction travel as text, since the driver underneath has no other form for them. Stored in a column and
//! compared with one they are exact; but in arithmetic such as `price * ?` MariaDB computes text with floating-point
//! numbers (seen with 10.11; MySQL 9 does not). `CAST` makes such an expression exact.

pub mod column_types;
mod ddl;
mod dialect;
mod documents;
pub mod ext;
mod features;
mod functions;
mod keywords;
mod limit;
mod server;
mod types;

#[cfg(feature = "driver")]
mod answer;
#[cfg(feature = "driver")]
mod cache;
#[cfg(feature = "driver")]
mod connection;
#[cfg(feature = "driver")]
mod driver;
#[cfg(feature = "driver")]
mod execute;
#[cfg(feature = "driver")]
mod fault;
#[cfg(feature = "driver")]
mod security;
#[cfg(feature = "driver")]
mod session;
#[cfg(feature = "driver")]
mod transaction;
#[cfg(feature = "driver")]
mod value;

pub use ddl::{IndexOptions, TableOptions, Using};
pub use dialect::Dialect;
#[cfg(feature = "driver")]
pub use driver::Driver;
pub use server::{Server, ServerKind};
