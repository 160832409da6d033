//! Opening connections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BoxFuture, DriverConnection};
use alchemy_core::{Error, Result, Url};
use tokio::net::TcpStream;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::fault;
use crate::tap::{Seen, Tap};

/// How long connecting, handshake and authentication may take together, unless the URL says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens connections to one PostgreSQL database.
///
/// | option | means |
/// |---|---|
/// | `application_name` | what the server calls the session |
/// | `connect_timeout` | seconds for connecting, handshake and authentication; 10 |
/// | `sslmode` | only `disable`: TLS is not built in |
///
/// Without a host it is `localhost`, without a port 5432; without a user it is the operating system's, without a database
/// the one named like the user.
///
/// ```
/// let url = "postgres://scott:tiger@db.example/shop?connect_timeout=5".parse()?;
/// let driver = alchemy_postgres::Driver::from_url(&url)?;
/// assert!(!format!("{driver:?}").contains("tiger"));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Driver {
    url: Url,
    config: Config,
    connect_timeout: Duration,
}

impl Driver {
    /// A driver for a URL with the scheme `postgres` or `postgresql`. # Errors: `Configuration` for another scheme, or an
    /// option that is unknown or malformed.
    pub fn from_url(url: &Url) -> Result<Driver> {
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(Error::unknown_scheme(url.scheme(), &["postgres", "postgresql"]));
        }
        let mut driver = Driver { url: url.clone(), config: Config::new(), connect_timeout: CONNECT_TIMEOUT };
        driver.config.ssl_mode(SslMode::Disable);
        if let Some(user) = url.user() {
            driver.config.user(without_nul(user)?);
        }
        if let Some(password) = url.password() {
            driver.config.password(without_nul(password)?);
        }
        if let Some(database) = url.database() {
            driver.config.dbname(without_nul(database)?);
        }
        for (name, value) in url.options() {
            match (name.as_str(), value.as_str()) {
                ("application_name", name) => {
                    driver.config.application_name(without_nul(name)?);
                }
                ("connect_timeout", text) => driver.connect_timeout = seconds(text)?,
                ("sslmode", "disable") => {}
                ("sslmode", _) => return Err(Error::configuration("TLS is not built in; the only sslmode is `disable`")),
                _ => return Err(Error::configuration(format!("unknown option `{name}` in a connection URL"))),
            }
        }
        Ok(driver)
    }

    async fn open(&self) -> Result<Connection> {
        let (host, port) = (self.url.host().unwrap_or("localhost"), self.url.port().unwrap_or(5432));
        let unreachable =
            |cause: std::io::Error| Error::disconnect(format!("{host}:{port} cannot be reached: {cause}")).with_source(cause);
        let stream = TcpStream::connect((host, port)).await.map_err(unreachable)?;
        // A statement is one small message: waiting for more to send would only delay it.
        stream.set_nodelay(true).map_err(unreachable)?;
        let peer = stream.peer_addr().map_err(unreachable)?;
        let seen = Arc::new(Seen::default());
        let tap = Tap::new(stream, seen.clone());
        let (client, wire) = self.config.connect_raw(tap, NoTls).await.map_err(fault::connecting)?;
        let dialect = wire.parameter("server_version").map_or_else(Dialect::default, Dialect::parse);
        // It ends when the client is dropped; what it ends with, the client's calls are told.
        let wire = tokio::spawn(async move { wire.await.unwrap_or_default() });
        Ok(Connection::new(client, wire, seen, peer, Arc::new(dialect)))
    }
}

fn seconds(text: &str) -> Result<Duration> {
    let number: u64 =
        text.parse().map_err(|_| Error::configuration("`connect_timeout` of a connection URL is in whole seconds"))?;
    Ok(Duration::from_secs(number.max(1)))
}

/// The protocol ends names with NUL.
fn without_nul(text: &str) -> Result<&str> {
    if text.contains('\0') { Err(Error::configuration("a connection URL may not contain NUL")) } else { Ok(text) }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Driver").field(&self.url).finish()
    }
}

impl alchemy_core::driver::Driver for Driver {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        Arc::new(Dialect::default())
    }

    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>> {
        Box::pin(async move {
            match tokio::time::timeout(self.connect_timeout, self.open()).await {
                Ok(connection) => Ok(Box::new(connection?) as Box<dyn DriverConnection>),
                Err(_) => Err(Error::timeout("connecting", self.connect_timeout)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use alchemy_core::ErrorKind;

    #[test]
    fn options_are_known_or_refused() {
        for (url, accepted) in [
            ("postgres://u:p@localhost:5433/db", true),
            ("postgresql://localhost?sslmode=disable&connect_timeout=3&application_name=till", true),
            ("postgres:", true),
            ("postgres://localhost?sslmode=require", false),
            ("postgres://localhost?connect_timeout=soon", false),
            ("postgres://localhost?options=-c", false),
            ("postgres://u%00@localhost", false),
            ("mysql://localhost", false),
        ] {
            match super::Driver::from_url(&url.parse().unwrap()) {
                Ok(_) => assert!(accepted, "{url}"),
                Err(error) => assert_eq!((accepted, error.kind()), (false, ErrorKind::Configuration), "{url}"),
            }
        }
    }
}
