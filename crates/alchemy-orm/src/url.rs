//! From a URL's scheme to the driver crates that the cargo features bring: the one file above them that names databases.

use std::sync::Arc;

use alchemy_core::driver::Driver;
use alchemy_core::{Engine, EngineOptions, Error, Result, Url};

/// What each scheme is called, whatever is built in.
const KNOWN: &[(&str, &str)] =
    &[("sqlite", "sqlite"), ("postgres", "postgres"), ("postgresql", "postgres"), ("mysql", "mysql"), ("mariadb", "mysql")];

fn driver(url: &Url) -> Result<Arc<dyn Driver>> {
    match url.scheme() {
        #[cfg(feature = "sqlite")]
        "sqlite" => Ok(Arc::new(alchemy_sqlite::Driver::from_url(url)?)),
        #[cfg(feature = "postgres")]
        "postgres" | "postgresql" => Ok(Arc::new(alchemy_postgres::Driver::from_url(url)?)),
        #[cfg(feature = "mysql")]
        "mysql" | "mariadb" => Ok(Arc::new(alchemy_mysql::Driver::from_url(url)?)),
        scheme => Err(match KNOWN.iter().find(|(known, _)| *known == scheme) {
            Some((_, feature)) => {
                Error::configuration(format!("`{scheme}` is not built in; turn on the cargo feature `{feature}` of alchemy-orm"))
            }
            None => Error::unknown_scheme(scheme, &KNOWN.iter().map(|(known, _)| *known).collect::<Vec<_>>()),
        }),
    }
}

/// An engine for a URL: `sqlite::memory:`, `sqlite:shop.db`, `postgres://user:password@host/database`, `mysql://…`,
/// `mariadb://…`. It connects once, so that mistakes show at once and the server's kind and version are known.
///
/// ```
/// use alchemy_orm::prelude::*;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let engine = create_engine("sqlite::memory:").await?;
/// assert_eq!(engine.scalar(select(literal(1_i64))).await?, 1);
/// # Ok(()) }
/// ```
///
/// # Errors
/// `Configuration` for a malformed URL, an unknown scheme, a refused password; `Disconnect` for a server that cannot be
/// reached.
pub async fn create_engine(url: &str) -> Result<Engine> {
    engine_options(url)?.create().await
}

/// Settings of an engine for a URL: pool size, deadlines, echo, observers.
///
/// ```
/// use alchemy_orm::prelude::*;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let engine = engine_options("sqlite::memory:")?.max_connections(2).lazy(true).create().await?;
/// assert_eq!(engine.scalar(select(literal(1_i64))).await?, 1);
/// # Ok(()) }
/// ```
///
/// # Errors
/// `Configuration` for a malformed URL or an unknown scheme.
pub fn engine_options(url: &str) -> Result<EngineOptions> {
    let url: Url = url.parse()?;
    Ok(Engine::builder(driver(&url)?))
}
