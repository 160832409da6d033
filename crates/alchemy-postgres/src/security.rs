//! Whether a connection is encrypted, and whom it trusts.

use alchemy_core::{Error, Result};
use tokio::net::TcpStream;

#[cfg(feature = "tls")]
use crate::tls::Tls;
use crate::transport::Stream;

/// What `sslmode` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SslMode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl SslMode {
    /// # Errors
    /// `Configuration` for another word.
    pub(crate) fn parse(word: &str) -> Result<SslMode> {
        match word {
            "disable" => Ok(SslMode::Disable),
            "prefer" => Ok(SslMode::Prefer),
            "require" => Ok(SslMode::Require),
            "verify-ca" => Ok(SslMode::VerifyCa),
            "verify-full" => Ok(SslMode::VerifyFull),
            _ => Err(Error::configuration("`sslmode` is `disable`, `prefer`, `require`, `verify-ca` or `verify-full`")),
        }
    }
}

/// How a connection is secured.
#[derive(Debug, Clone)]
pub(crate) enum Security {
    /// Not at all.
    Plain,
    #[cfg(feature = "tls")]
    Tls(Tls),
}

impl Security {
    /// Reads the certificates of a file, if one is named.
    ///
    /// # Errors
    /// `Configuration` for a file that cannot be read, and for TLS where it is not built in.
    #[cfg(feature = "tls")]
    pub(crate) fn new(mode: SslMode, roots: Option<&str>) -> Result<Security> {
        match mode {
            SslMode::Disable => Ok(Security::Plain),
            mode => Tls::new(mode, roots).map(Security::Tls),
        }
    }

    /// As with the feature `tls`, which is off: there is only what may do without.
    #[cfg(not(feature = "tls"))]
    pub(crate) fn new(mode: SslMode, _: Option<&str>) -> Result<Security> {
        match mode {
            SslMode::Disable | SslMode::Prefer => Ok(Security::Plain),
            _ => Err(Error::configuration("TLS is not built in; the cargo feature `tls` brings it")),
        }
    }

    /// Secures a stream to a host.
    #[cfg_attr(not(feature = "tls"), expect(clippy::unused_async, reason = "it waits with the feature `tls`"))]
    pub(crate) async fn secure(&self, stream: TcpStream, _host: &str) -> Result<Stream> {
        match self {
            Security::Plain => Ok(Box::new(stream)),
            #[cfg(feature = "tls")]
            Security::Tls(tls) => tls.secure(stream, _host).await,
        }
    }
}
