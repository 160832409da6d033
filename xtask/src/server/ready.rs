//! Waiting until a server answers in its own protocol. A port that accepts is not enough: both kinds of server listen before
//! they can serve, and only their first message tells.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use super::supervised::Supervised;
use crate::Failure;

const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_TRIES: Duration = Duration::from_millis(50);
const ONE_TRY: Duration = Duration::from_secs(2);

/// A port nobody listens on. It is ours only once the server has taken it; that race is lost rarely enough.
pub(super) fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Tries until the server greets us, it ends, or patience does.
pub(super) fn wait(server: &mut Supervised, port: u16, greets: fn(&mut TcpStream) -> std::io::Result<bool>) -> Result<(), Failure> {
    let deadline = Instant::now() + PATIENCE;
    while !connect(port).and_then(|mut stream| greets(&mut stream)).unwrap_or(false) {
        if server.has_ended() {
            return Err(format!("the server ended while starting: {}", server.last_words()).into());
        }
        if Instant::now() > deadline {
            return Err(format!("the server did not answer within {PATIENCE:?}: {}", server.last_words()).into());
        }
        std::thread::sleep(BETWEEN_TRIES);
    }
    Ok(())
}

fn connect(port: u16) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ONE_TRY)?;
    stream.set_read_timeout(Some(ONE_TRY))?;
    Ok(stream)
}

/// PostgreSQL: logs in to the database `alchemy`, which is refused with an error message until the server is up.
pub(super) fn postgres(stream: &mut TcpStream) -> std::io::Result<bool> {
    const LOGIN: &[u8] = b"\0\x03\0\0user\0postgres\0database\0alchemy\0\0";
    let length = (LOGIN.len() as u32 + 4).to_be_bytes();
    stream.write_all(&[&length[..], LOGIN].concat())?;
    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    Ok(kind == *b"R")
}

/// MySQL and MariaDB: the server speaks first, with protocol version 10 after four bytes of packet header. It greets nobody
/// before its init file has run, so the databases and users are there as well.
pub(super) fn mysql(stream: &mut TcpStream) -> std::io::Result<bool> {
    let mut greeting = [0; 5];
    stream.read_exact(&mut greeting)?;
    Ok(greeting[4] == 10)
}
