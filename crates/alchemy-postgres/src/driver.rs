//! Opening connections.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BoxFuture, DriverConnection};
use alchemy_core::{Error, Result, Url};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::fault;
use crate::tap::{Seen, Tap};

/// How long connecting, handshake and setup may take together, unless the URL says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens connections to one PostgreSQL database.
///
/// | option | means |
/// |---|---|
/// | `application_name` | the name under which the server lists the connection; `alchemy` |
/// | `connect_timeout` | seconds for connecting, handshake and setup; 10 |
/// | `host` | the folder of a Unix socket, instead of a host |
/// | `sslmode` | only `disable` or `prefer`, since TLS is not built in |
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
    socket: Option<String>,
    connect_timeout: Duration,
}

impl Driver {
    /// A driver for a URL with the scheme `postgres` or `postgresql`.
    ///
    /// # Errors
    /// `Configuration` for another scheme, or an option that is unknown or malformed.
    pub fn from_url(url: &Url) -> Result<Driver> {
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(Error::unknown_scheme(url.scheme(), &["postgres", "postgresql"]));
        }
        let mut config = Config::new();
        config.user(url.user().unwrap_or("postgres")).ssl_mode(SslMode::Disable).application_name("alchemy");
        if let Some(password) = url.password() {
            config.password(password);
        }
        if let Some(database) = url.database() {
            config.dbname(database);
        }
        let mut driver = Driver { url: url.clone(), config, socket: None, connect_timeout: CONNECT_TIMEOUT };
        for (name, value) in url.options() {
            driver.option(name, value)?;
        }
        Ok(driver)
    }

    fn option(&mut self, name: &str, value: &str) -> Result<()> {
        match (name, value) {
            ("application_name", name) => drop(self.config.application_name(name)),
            ("connect_timeout", seconds) => {
                let seconds = seconds.parse::<u64>();
                let seconds = seconds.map_err(|_| Error::configuration("the option `connect_timeout` is a whole number"))?;
                self.connect_timeout = Duration::from_secs(seconds.max(1));
            }
            ("host", folder) if folder.starts_with('/') => self.socket = Some(folder.to_owned()),
            ("sslmode", "disable" | "prefer") => {}
            ("sslmode", _) => return Err(Error::configuration("TLS is not built in; connections are not encrypted")),
            _ => return Err(Error::configuration(format!("unknown option `{name}` in a connection URL"))),
        }
        Ok(())
    }

    async fn open(&self) -> Result<Connection> {
        let port = self.url.port().unwrap_or(5432);
        let seen = Arc::new(Seen::default());
        let unreachable =
            |error: std::io::Error| Error::disconnect(format!("the server cannot be reached: {error}")).with_source(error);
        let client = match &self.socket {
            #[cfg(unix)]
            Some(folder) => {
                let path = Path::new(folder).join(format!(".s.PGSQL.{port}"));
                self.start(tokio::net::UnixStream::connect(path).await.map_err(unreachable)?, &seen).await?
            }
            #[cfg(not(unix))]
            Some(_) => return Err(Error::configuration("Unix sockets are not to be had here")),
            None => {
                let stream = TcpStream::connect((self.url.host().unwrap_or("localhost"), port)).await.map_err(unreachable)?;
                stream.set_nodelay(true).map_err(unreachable)?;
                self.start(stream, &seen).await?
            }
        };
        let version = version(&client).await?;
        seen.settled().await;
        Ok(Connection::new(client, seen, Dialect::of_version(version)))
    }

    /// Handshake, and the task that moves messages.
    async fn start<S>(&self, stream: S, seen: &Arc<Seen>) -> Result<Client>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let tap = Tap::new(stream, seen.clone());
        let (client, connection) = self.config.connect_raw(tap, NoTls).await.map_err(fault::connecting)?;
        let seen = seen.clone();
        tokio::spawn(async move {
            // What ends the connection is told to whoever uses it.
            let _ = connection.await;
            seen.close();
        });
        Ok(client)
    }
}

async fn version(client: &Client) -> Result<u32> {
    let messages = client.simple_query("SHOW server_version_num").await.map_err(fault::connecting)?;
    let text = messages.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    text.and_then(|text| text.parse().ok()).ok_or_else(|| Error::disconnect("the server does not say which version it is"))
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
