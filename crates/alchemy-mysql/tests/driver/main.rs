//! What the driver promises, on the servers that `ALCHEMY_MYSQL_URLS` names, separated by `;`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod connect;
mod faults;
mod interruption;
mod session;
mod spelling;
mod statements;
#[cfg(feature = "tls")]
mod tls;
mod transactions;
mod values;
