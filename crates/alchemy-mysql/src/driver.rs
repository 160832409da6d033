//! Opening connections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use alchemy_core::driver::{BoxFuture, DriverConnection};
use alchemy_core::{Error, Result, Url};
use mysql_async::{Opts, OptsBuilder};

use crate::connection::Connection;
use crate::dialect::Dialect;
use crate::security::{self, SslMode};

/// How long connecting, handshake and session setup may take together, unless the URL says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How many prepared statements a connection keeps, unless the URL says otherwise.
const STATEMENT_CACHE: usize = 128;

/// The largest packet that the protocol knows. The server's own limit is asked for when a connection opens.
const LARGEST_PACKET: usize = 1 << 30;

/// Opens connections to one MySQL or MariaDB database.
///
/// | option | means |
/// |---|---|
/// | `socket` | the path of a Unix socket, instead of host and port |
/// | `connect_timeout` | seconds for connecting, handshake and session setup; 10 |
/// | `statement_cache` | how many prepared statements a connection keeps; 128 |
/// | `charset` | only `utf8mb4`, which is what it is anyway |
/// | `ssl-mode` | `disabled`, which is the default, `preferred`, `required`, `verify_identity` |
/// | `ssl-ca` | for `verify_identity`: a file with the certificates to trust, instead of those that browsers trust |
///
/// TLS takes the feature `tls`. `preferred` and `required` encrypt and trust any certificate, `preferred` even goes on in the
/// clear where the server has no TLS; `verify_identity` checks who signed the certificate, and that it is made out to the
/// host. Only that keeps out who sits in between.
///
/// ```
/// let url = "mysql://scott:tiger@db.example/shop?connect_timeout=5".parse()?;
/// let driver = alchemy_mysql::Driver::from_url(&url)?;
/// assert!(!format!("{driver:?}").contains("tiger"));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Driver {
    url: Url,
    opts: Opts,
    /// The same in the clear, for a server without TLS; unless that is not wanted.
    unencrypted: Option<Opts>,
    dialect: Arc<Dialect>,
    connect_timeout: Duration,
    statement_cache: usize,
}

impl Driver {
    /// A driver for a URL with the scheme `mysql` or `mariadb`. The scheme says in which dialect statements are written before
    /// the first connection; `mysql` works with both servers, `mariadb` insists on MariaDB.
    ///
    /// ```
    /// use alchemy_core::{ErrorKind, Url};
    /// use alchemy_mysql::Driver;
    /// let url: Url = "mariadb://scott@localhost/shop".parse()?;
    /// assert!(Driver::from_url(&url).is_ok());
    /// assert_eq!(Driver::from_url(&"sqlite::memory:".parse()?).unwrap_err().kind(), ErrorKind::Configuration);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Configuration` for another scheme, or an option that is unknown or malformed.
    pub fn from_url(url: &Url) -> Result<Driver> {
        let dialect = match url.scheme() {
            "mysql" => Dialect::mysql(),
            "mariadb" => Dialect::mariadb(),
            other => return Err(Error::unknown_scheme(other, &["mysql", "mariadb"])),
        };
        let mut driver = Driver {
            url: url.clone(),
            opts: Opts::default(),
            unencrypted: None,
            dialect: Arc::new(dialect),
            connect_timeout: CONNECT_TIMEOUT,
            statement_cache: STATEMENT_CACHE,
        };
        let (mut socket, mut mode, mut roots) = (None, SslMode::Disabled, None);
        for (name, value) in url.options() {
            match (name.as_str(), value.as_str()) {
                ("socket", path) if !path.is_empty() => socket = Some(path),
                ("connect_timeout", seconds) => driver.connect_timeout = Duration::from_secs(number(name, seconds)?.max(1)),
                ("statement_cache", count) => driver.statement_cache = number(name, count)?.try_into().unwrap_or(usize::MAX),
                ("ssl-mode", word) => mode = SslMode::parse(word)?,
                ("ssl-ca", path) => roots = Some(path),
                ("charset", "utf8mb4") => {}
                ("charset", _) => return Err(Error::configuration("the only charset is `utf8mb4`")),
                _ => return Err(Error::configuration(format!("unknown option `{name}` in a connection URL"))),
            }
        }
        if roots.is_some() && mode != SslMode::VerifyIdentity {
            return Err(Error::configuration("`ssl-ca` takes an `ssl-mode` that checks certificates: `verify_identity`"));
        }
        let plain = options(url, socket);
        match (mode, socket) {
            (SslMode::Disabled, _) | (SslMode::Preferred, Some(_)) => driver.opts = plain.into(),
            (_, Some(_)) => return Err(Error::configuration("there is no TLS through a Unix socket, and `ssl-mode` asks for it")),
            (SslMode::Preferred, None) => {
                let plain: Opts = plain.into();
                driver.opts = security::encrypted(&plain, mode, roots)?.unwrap_or_else(|| plain.clone());
                driver.unencrypted = Some(plain);
            }
            (mode, None) => {
                let missing = || Error::configuration("TLS is not built in; the cargo feature `tls` brings it");
                driver.opts = security::encrypted(&plain.into(), mode, roots)?.ok_or_else(missing)?;
            }
        }
        Ok(driver)
    }

    /// The connection, if its server is of the kind that the URL insists on.
    fn insist(&self, connection: Connection) -> Result<Box<dyn DriverConnection>> {
        if self.dialect.server().is_mariadb() && !connection.server().is_mariadb() {
            return Err(Error::configuration("the URL asks for MariaDB, the server is MySQL; the scheme `mysql` takes either"));
        }
        Ok(Box::new(connection))
    }
}

fn number(name: &str, text: &str) -> Result<u64> {
    text.parse().map_err(|_| Error::configuration(format!("the option `{name}` of a connection URL is a whole number")))
}

/// The driver's options. Naming packet size and idle time spares it a round trip of asking for them; we ask for the packet
/// size ourselves. Prepared statements are kept by us, which is how we know when one has to be prepared.
fn options(url: &Url, socket: Option<&str>) -> OptsBuilder {
    OptsBuilder::default()
        .ip_or_hostname(url.host().unwrap_or("127.0.0.1"))
        .tcp_port(url.port().unwrap_or(3306))
        .user(url.user())
        .pass(url.password())
        .db_name(url.database())
        .socket(socket)
        .prefer_socket(false)
        .client_found_rows(true)
        .max_allowed_packet(Some(LARGEST_PACKET))
        .wait_timeout(Some(28_800))
        .stmt_cache_size(0)
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Driver").field(&self.url).finish()
    }
}

impl alchemy_core::driver::Driver for Driver {
    fn dialect(&self) -> Arc<dyn alchemy_core::Dialect> {
        self.dialect.clone()
    }

    fn connect(&self) -> BoxFuture<'_, Result<Box<dyn DriverConnection>>> {
        Box::pin(async move {
            let opening = Connection::open(&self.opts, self.unencrypted.as_ref(), *self.dialect.server(), self.statement_cache);
            match tokio::time::timeout(self.connect_timeout, opening).await {
                Ok(connection) => self.insist(connection?),
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
            ("mysql://root@localhost/db", true),
            ("mariadb://localhost?charset=utf8mb4&connect_timeout=3&statement_cache=0", true),
            ("mysql://localhost?socket=/run/mysqld.sock", true),
            ("mysql://localhost?charset=latin1", false),
            ("mysql://localhost?ssl-mode=DISABLED", true),
            ("mysql://localhost?ssl-mode=preferred", true),
            ("mysql://localhost?ssl-mode=required", cfg!(feature = "tls")),
            ("mysql://localhost?ssl-mode=VERIFY_IDENTITY", cfg!(feature = "tls")),
            ("mysql://localhost?ssl-mode=verify_identity&ssl-ca=/no/such/file", false),
            ("mysql://localhost?ssl-mode=verify_ca", false),
            ("mysql://localhost?ssl-mode=required&ssl-ca=/etc/hostname", false),
            ("mysql://localhost?ssl-mode=require", false),
            ("mysql://localhost?socket=/run/mysqld.sock&ssl-mode=required", false),
            ("mysql://localhost?socket=/run/mysqld.sock&ssl-mode=preferred", true),
            ("mysql://localhost?connect_timeout=soon", false),
            ("mysql://localhost?local_infile=1", false),
            ("postgres://localhost", false),
        ] {
            match super::Driver::from_url(&url.parse().unwrap()) {
                Ok(_) => assert!(accepted, "{url}"),
                Err(error) => assert_eq!((accepted, error.kind()), (false, ErrorKind::Configuration), "{url}"),
            }
        }
    }
}
