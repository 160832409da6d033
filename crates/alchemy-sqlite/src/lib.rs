//! SQLite for alchemy: one dialect, and one driver that runs statements in two ways.
//!
//! Without the feature `driver` the crate is the dialect alone.

mod dialect;
mod features;
mod keywords;
mod types;

#[cfg(feature = "driver")]
mod connection;
#[cfg(feature = "driver")]
mod driver;
#[cfg(feature = "driver")]
mod fault;
#[cfg(feature = "driver")]
mod inline;
#[cfg(feature = "driver")]
mod options;
#[cfg(feature = "driver")]
mod value;
#[cfg(feature = "driver")]
mod watch;
#[cfg(feature = "driver")]
mod worker;

pub use dialect::Dialect;
#[cfg(feature = "driver")]
pub use driver::Driver;
