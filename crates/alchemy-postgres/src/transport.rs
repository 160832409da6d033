//! How the bytes travel: over TCP or through a Unix socket, in the clear or with TLS.

use std::net::SocketAddr;
use std::path::PathBuf;

use alchemy_core::{Error, Result};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::security::Security;

/// A stream in both directions.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Duplex for S {}

/// A stream of whatever kind.
pub(crate) type Stream = Box<dyn Duplex>;

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Tcp { host: String, port: u16 },
    Socket(PathBuf),
}

impl Place {
    /// A host, or the folder of a Unix socket.
    pub(crate) fn new(host: &str, port: u16) -> Place {
        match host.starts_with('/') {
            true => Place::Socket(format!("{host}/.s.PGSQL.{port}").into()),
            false => Place::Tcp { host: host.to_owned(), port },
        }
    }
}

/// A server, and how it is talked to.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    place: Place,
    security: Security,
    /// Which of the host's addresses it was reached at.
    address: Option<SocketAddr>,
}

impl Server {
    pub(crate) fn new(place: Place, security: Security) -> Server {
        Server { place, security, address: None }
    }

    /// Opens a stream, and says of which server: reached again, it is the same one.
    pub(crate) async fn reach(&self) -> Result<(Stream, Server)> {
        match &self.place {
            Place::Tcp { host, port } => {
                let unreachable = |cause: std::io::Error| {
                    Error::disconnect(format!("{host}:{port} cannot be reached: {cause}")).with_source(cause)
                };
                let stream = match self.address {
                    Some(address) => TcpStream::connect(address).await,
                    None => TcpStream::connect((host.as_str(), *port)).await,
                };
                let stream = stream.map_err(unreachable)?;
                // A statement is one small message: waiting for more to send would only delay it.
                stream.set_nodelay(true).map_err(unreachable)?;
                let address = Some(stream.peer_addr().map_err(unreachable)?);
                Ok((self.security.secure(stream, host).await?, Server { address, ..self.clone() }))
            }
            Place::Socket(path) => Ok((through_socket(path).await?, self.clone())),
        }
    }
}

#[cfg(unix)]
async fn through_socket(path: &std::path::Path) -> Result<Stream> {
    let unreachable =
        |cause: std::io::Error| Error::disconnect(format!("{} cannot be reached: {cause}", path.display())).with_source(cause);
    let stream = tokio::net::UnixStream::connect(path).await.map_err(unreachable)?;
    Ok(Box::new(stream))
}

#[cfg(not(unix))]
async fn through_socket(_: &std::path::Path) -> Result<Stream> {
    Err(Error::configuration("this system has no Unix sockets"))
}
