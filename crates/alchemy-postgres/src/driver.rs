//! Opening connections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BoxFuture, DriverConnection};
use alchemy_core::{Error, ErrorKind, Result, Url};
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{AsyncMessage, Config, NoTls};

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::fault;
use crate::security::{Security, SslMode};
use crate::tap::{Seen, Tap};
use crate::transport::{Place, Server, Stream};

/// How long connecting, handshake and authentication may take together, unless the URL says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens connections to one PostgreSQL database.
///
/// | option | means |
/// |---|---|
/// | `host` | instead of a host in front: the folder of a Unix socket, or hosts with commas between, tried in turn |
/// | `port` | for each of these hosts its own, or one for all |
/// | `application_name` | what the server calls the session |
/// | `search_path` | the schemas in which names without one are looked up |
/// | `options` | settings for the session, as `-c name=value` |
/// | `connect_timeout` | seconds for connecting, handshake and authentication; 10 |
/// | `sslmode` | `disable`, which is the default, `prefer`, `require`, `verify-ca`, `verify-full` |
/// | `sslrootcert` | a file with the certificates to trust, instead of those that browsers trust |
///
/// Without a host it is `localhost`, without a port 5432; without a user it is the operating system's, without a database
/// the one named like the user. The folder of a socket can stand in front as well, with `%2F` for its slashes.
///
/// TLS takes the feature `tls`. `prefer` and `require` encrypt and trust any certificate, `prefer` even goes on in the clear
/// where the server has no TLS; `verify-ca` checks who signed the certificate (so does `require` with a file), and
/// `verify-full` that it is made out to the host. Only `verify-full` keeps out who sits in between.
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
    servers: Vec<Server>,
}

/// What a URL says of the way to the server.
#[derive(Default)]
struct Way<'u> {
    hosts: Option<&'u str>,
    ports: Option<&'u str>,
    mode: Option<SslMode>,
    roots: Option<&'u str>,
}

impl Driver {
    /// A driver for a URL with the scheme `postgres` or `postgresql`.
    ///
    /// ```
    /// use alchemy_core::{ErrorKind, Url};
    /// use alchemy_postgres::Driver;
    /// let url: Url = "postgres://scott@localhost/shop?application_name=till".parse()?;
    /// assert!(Driver::from_url(&url).is_ok());
    /// assert_eq!(Driver::from_url(&"mysql://localhost/shop".parse()?).unwrap_err().kind(), ErrorKind::Configuration);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Configuration` for another scheme, or an option that is unknown or malformed.
    pub fn from_url(url: &Url) -> Result<Driver> {
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(Error::unknown_scheme(url.scheme(), &["postgres", "postgresql"]));
        }
        let mut driver = Driver { url: url.clone(), config: Config::new(), connect_timeout: CONNECT_TIMEOUT, servers: Vec::new() };
        // Encryption is ours, below what the driver underneath sees.
        driver.config.ssl_mode(tokio_postgres::config::SslMode::Disable);
        if let Some(user) = url.user() {
            driver.config.user(without_nul(user)?);
        }
        if let Some(password) = url.password() {
            driver.config.password(without_nul(password)?);
        }
        if let Some(database) = url.database() {
            driver.config.dbname(without_nul(database)?);
        }
        let (mut way, mut settings) = (Way::default(), Vec::new());
        for (name, value) in url.options() {
            match name.as_str() {
                "application_name" => drop(driver.config.application_name(without_nul(value)?)),
                "connect_timeout" => driver.connect_timeout = seconds(value)?,
                "options" => settings.push(without_nul(value)?.to_owned()),
                "search_path" => settings.push(format!("-c search_path={}", escaped(without_nul(value)?))),
                "host" => way.hosts = Some(value),
                "port" => way.ports = Some(value),
                "sslmode" => way.mode = Some(SslMode::parse(value)?),
                "sslrootcert" => way.roots = Some(value),
                _ => return Err(Error::configuration(format!("unknown option `{name}` in a connection URL"))),
            }
        }
        if !settings.is_empty() {
            driver.config.options(settings.join(" "));
        }
        driver.servers = way.servers(url)?;
        Ok(driver)
    }

    /// Opens a connection to the first of the servers that can be reached.
    async fn open(&self) -> Result<Connection> {
        let mut unreachable = None;
        for server in &self.servers {
            match server.reach().await {
                Ok((stream, server)) => return self.start(stream, server).await,
                Err(error) if error.kind() == ErrorKind::Disconnect => drop(unreachable.get_or_insert(error)),
                Err(error) => return Err(error),
            }
        }
        Err(unreachable.unwrap_or_else(|| Error::configuration("a connection URL names no host")))
    }

    async fn start(&self, stream: Stream, server: Server) -> Result<Connection> {
        let seen = Arc::new(Seen::default());
        let tap = Tap::new(stream, seen.clone());
        let (client, wire) = self.config.connect_raw(tap, NoTls).await.map_err(fault::connecting)?;
        let dialect = wire.parameter("server_version").map_or_else(Dialect::default, Dialect::parse);
        let wire = tokio::spawn(read_on(wire));
        Ok(Connection::new(client, wire, seen, server, Arc::new(dialect)))
    }
}

impl Way<'_> {
    fn servers(&self, url: &Url) -> Result<Vec<Server>> {
        let port = url.port().unwrap_or(5432);
        let places = match (self.hosts, url.host()) {
            (None, host) if self.ports.is_none() => vec![Place::new(host.unwrap_or("localhost"), port)],
            (Some(hosts), None) => places(hosts, self.ports)?,
            _ => return Err(Error::configuration("a connection URL names its hosts and ports either in front or as options")),
        };
        let mode = self.mode.unwrap_or(SslMode::Disable);
        let has_socket = places.iter().any(|place| matches!(place, Place::Socket(_)));
        if has_socket && !matches!(mode, SslMode::Disable | SslMode::Prefer) {
            return Err(Error::configuration("there is no TLS through a Unix socket, and `sslmode` asks for it"));
        }
        if self.roots.is_some() && matches!(mode, SslMode::Disable | SslMode::Prefer) {
            return Err(Error::configuration("`sslrootcert` takes an `sslmode` that checks certificates: `verify-full`"));
        }
        let security = Security::new(mode, self.roots)?;
        Ok(places.into_iter().map(|place| Server::new(place, security.clone())).collect())
    }
}

fn places(hosts: &str, ports: Option<&str>) -> Result<Vec<Place>> {
    let wrong = || Error::configuration("`port` of a connection URL is a number, or one for each `host`");
    let ports: Result<Vec<u16>> = ports.unwrap_or("5432").split(',').map(|port| port.parse().map_err(|_| wrong())).collect();
    let (ports, hosts) = (ports?, hosts.split(',').collect::<Vec<_>>());
    match ports[..] {
        _ if hosts.contains(&"") => Err(Error::configuration("a `host` of a connection URL is empty")),
        [port] => Ok(hosts.into_iter().map(|host| Place::new(host, port)).collect()),
        _ if ports.len() == hosts.len() => Ok(hosts.into_iter().zip(ports).map(|(host, port)| Place::new(host, port)).collect()),
        _ => Err(wrong()),
    }
}

/// A value among the session's settings, which are parted by spaces.
fn escaped(value: &str) -> String {
    value.replace('\\', r"\\").replace(' ', r"\ ")
}

/// Reads and writes until the client is dropped, and logs what the server has to say besides. What it ends with, the
/// client's calls are told.
async fn read_on(mut wire: tokio_postgres::Connection<Tap<Stream>, NoTlsStream>) {
    while let Some(Ok(message)) = std::future::poll_fn(|cx| wire.poll_message(cx)).await {
        if let AsyncMessage::Notice(notice) = message {
            fault::log(&notice);
        }
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
    use super::{escaped, places};
    use crate::transport::Place;
    use alchemy_core::ErrorKind;

    #[test]
    fn options_are_known_or_refused() {
        for (url, accepted) in [
            ("postgres://u:p@localhost:5433/db", true),
            ("postgresql://localhost?sslmode=disable&connect_timeout=3&application_name=till", true),
            ("postgres:", true),
            ("postgres://localhost?sslmode=require", cfg!(feature = "tls")),
            ("postgres://localhost?sslmode=prefer", true),
            ("postgres://localhost?sslmode=allow", false),
            ("postgres://localhost?sslmode=verify-full&sslrootcert=/no/such/file", false),
            ("postgres://localhost?sslmode=prefer&sslrootcert=/etc/hostname", false),
            ("postgres://%2Frun%2Fpostgresql/db", true),
            ("postgres:///db?host=/run/postgresql&port=5433", true),
            ("postgres:///db?host=/run/postgresql&sslmode=require", false),
            ("postgres:///db?host=a,b&port=1,2", true),
            ("postgres:///db?host=a,b,c&port=1,2", false),
            ("postgres:///db?host=a,,b", false),
            ("postgres:///db?host=a&port=x", false),
            ("postgres://a/db?host=b", false),
            ("postgres://a/db?port=1", false),
            ("postgres://localhost?connect_timeout=soon", false),
            ("postgres://localhost?options=-c%20work_mem%3D8MB&search_path=a", true),
            ("postgres://localhost?target_session_attrs=any", false),
            ("postgres://u%00@localhost", false),
            ("mysql://localhost", false),
        ] {
            match super::Driver::from_url(&url.parse().unwrap()) {
                Ok(_) => assert!(accepted, "{url}"),
                Err(error) => assert_eq!((accepted, error.kind()), (false, ErrorKind::Configuration), "{url}"),
            }
        }
    }

    #[test]
    fn hosts_are_many_and_folders_are_sockets() {
        let tcp = |host: &str, port| Place::Tcp { host: host.into(), port };
        assert_eq!(places("a,b", None).unwrap(), [tcp("a", 5432), tcp("b", 5432)]);
        assert_eq!(places("a,b", Some("1,2")).unwrap(), [tcp("a", 1), tcp("b", 2)]);
        assert_eq!(places("/run", Some("7")).unwrap(), [Place::Socket("/run/.s.PGSQL.7".into())]);
        assert_eq!(escaped(r"a b\c"), r"a\ b\\c");
    }
}
