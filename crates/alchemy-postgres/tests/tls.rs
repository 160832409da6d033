//! Encrypted connections, to the server that `ALCHEMY_POSTGRES_URL` names behind a front that speaks TLS.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use alchemy_core::driver::{BeginOptions, Driver as _, DriverConnection, Params, Request, Sink, TransactionStatus};
use alchemy_core::{ErrorKind, Result, Row, Url, Value};
use alchemy_postgres::Driver;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

type Connection = Box<dyn DriverConnection>;

fn url() -> Option<Url> {
    let url = std::env::var("ALCHEMY_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    if url.is_none() {
        eprintln!("not run: ALCHEMY_POSTGRES_URL names no server");
    }
    url.map(|url| url.parse().unwrap())
}

/// A front before a server: encrypted, with a certificate that an authority has made out to `localhost`, or without TLS.
struct Front {
    port: u16,
    server: Url,
    encrypted: Arc<AtomicUsize>,
    /// The authority's own certificate, in a file.
    authority: PathBuf,
}

impl Front {
    async fn new(server: &Url, name: &str, speaks_tls: bool) -> Front {
        let authority_key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(vec![]).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let file = std::env::temp_dir().join(format!("alchemy-tls-{name}-{}.pem", std::process::id()));
        std::fs::write(&file, authority.self_signed(&authority_key).unwrap().pem()).unwrap();
        let key = KeyPair::generate().unwrap();
        let host = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = host.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .unwrap();
        let acceptor = speaks_tls.then(|| TlsAcceptor::from(Arc::new(config)));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let encrypted = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, acceptor, server.clone(), encrypted.clone()));
        Front { port, server: server.clone(), encrypted, authority: file }
    }

    /// Connects with these options, and says whether it is encrypted.
    async fn connect(&self, host: &str, options: &str) -> Result<(Connection, bool)> {
        let before = self.encrypted.load(Ordering::SeqCst);
        let password = self.server.password().map_or_else(String::new, |password| format!(":{password}"));
        let (user, database) = (self.server.user().unwrap_or("postgres"), self.server.database().unwrap_or(""));
        let url: Url = format!("postgres://{user}{password}@{host}:{}/{database}?{options}", self.port).parse().unwrap();
        let connection = Driver::from_url(&url)?.connect().await?;
        Ok((connection, self.encrypted.load(Ordering::SeqCst) > before))
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.authority);
    }
}

async fn serve(listener: TcpListener, acceptor: Option<TlsAcceptor>, server: Url, encrypted: Arc<AtomicUsize>) {
    while let Ok((mut client, _)) = listener.accept().await {
        let (acceptor, server, encrypted) = (acceptor.clone(), server.clone(), encrypted.clone());
        tokio::spawn(async move {
            let mut there =
                TcpStream::connect((server.host().unwrap_or("localhost"), server.port().unwrap_or(5432))).await.unwrap();
            let mut head = [0; 8];
            client.read_exact(&mut head).await?;
            let asks = head[4..] == [4, 210, 22, 47];
            match acceptor.filter(|_| asks) {
                Some(acceptor) => {
                    client.write_all(b"S").await?;
                    let mut client = acceptor.accept(client).await?;
                    encrypted.fetch_add(1, Ordering::SeqCst);
                    tokio::io::copy_bidirectional(&mut client, &mut there).await
                }
                None => {
                    if asks {
                        client.write_all(b"N").await?;
                    } else {
                        there.write_all(&head).await?;
                    }
                    tokio::io::copy_bidirectional(&mut client, &mut there).await
                }
            }
        });
    }
}

/// Keeps the first value of each row.
#[derive(Default)]
struct First(Vec<Value>);

impl Sink for First {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        self.0.push(row.get(0)?.to_value()?);
        Ok(())
    }
}

fn request(sql: &str) -> Request {
    let sink: Box<dyn Sink> = Box::new(First::default());
    Request { sql: sql.into(), params: Params::One(vec![]), sink: Some(sink), cached: true, deadline: None }
}

async fn one(conn: &mut Connection, sql: &str) -> Value {
    let sink: Box<dyn Any> = conn.run(request(sql)).await.unwrap().sink.unwrap();
    sink.downcast::<First>().unwrap().0.remove(0)
}

#[tokio::test]
async fn each_mode_is_as_strict_as_it_says() {
    let Some(url) = url() else { return };
    let (front, stranger) = (Front::new(&url, "front", true).await, Front::new(&url, "stranger", true).await);
    let trusting = format!("sslrootcert={}", front.authority.display());
    let astray = format!("sslrootcert={}", stranger.authority.display());
    for (host, mode, roots, expected) in [
        ("127.0.0.1", "disable", "", Some(false)),
        ("127.0.0.1", "prefer", "", Some(true)),
        ("127.0.0.1", "require", "", Some(true)),
        // The file that is named counts.
        ("127.0.0.1", "require", &trusting, Some(true)),
        ("127.0.0.1", "require", &astray, None),
        ("127.0.0.1", "verify-ca", &trusting, Some(true)),
        ("127.0.0.1", "verify-ca", &astray, None),
        ("localhost", "verify-ca", "", None),
        ("localhost", "verify-full", &trusting, Some(true)),
        ("127.0.0.1", "verify-full", &trusting, None),
        ("localhost", "verify-full", &astray, None),
        ("localhost", "verify-full", "", None),
    ] {
        let outcome = front.connect(host, &format!("sslmode={mode}&{roots}")).await;
        match outcome {
            Ok((mut conn, encrypted)) => {
                assert_eq!(Some(encrypted), expected, "{mode} {roots} {host}");
                assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
            }
            Err(error) => {
                assert_eq!((None, error.kind()), (expected, ErrorKind::Configuration), "{mode} {roots} {host}: {error}");
                assert!(error.to_string().contains("certificate"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn without_tls_only_prefer_goes_on() {
    let Some(url) = url() else { return };
    let front = Front::new(&url, "plain", false).await;
    for (mode, goes_on) in [("prefer", true), ("require", false), ("verify-ca", false), ("verify-full", false)] {
        match front.connect("localhost", &format!("sslmode={mode}")).await {
            Ok((mut conn, encrypted)) => {
                assert!(goes_on && !encrypted, "{mode}");
                assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
            }
            Err(error) => assert_eq!((false, error.kind()), (goes_on, ErrorKind::Configuration), "{mode}: {error}"),
        }
    }
}

#[tokio::test]
async fn transactions_large_rows_and_cancelling_are_as_without() {
    let Some(url) = url() else { return };
    let front = Front::new(&url, "whole", true).await;
    let (mut conn, _) = front.connect("localhost", "sslmode=require").await.unwrap();
    conn.begin(BeginOptions::default());
    let Value::Text(text) = one(&mut conn, "SELECT repeat('ß', 3000000)").await else { panic!("it is a text") };
    assert_eq!((text.chars().count(), conn.status()), (3_000_000, TransactionStatus::Active));
    assert!(conn.run(request("SELECT 1 / 0")).await.is_err());
    assert_eq!(
        (conn.status(), conn.commit().await.map_err(|error| error.kind())),
        (TransactionStatus::Failed, Err(ErrorKind::InvalidState))
    );
    // The statement that runs when a connection is given up is cancelled over another one, encrypted too.
    let Value::Int(pid) = one(&mut conn, "SELECT pg_backend_pid()").await else { panic!("it is a number") };
    let running = tokio::time::timeout(std::time::Duration::from_millis(50), conn.run(request("SELECT pg_sleep(600)"))).await;
    assert!(running.is_err());
    let before = front.encrypted.load(Ordering::SeqCst);
    conn.abort();
    let mut other: Connection = Driver::from_url(&url).unwrap().connect().await.unwrap();
    let gone = async {
        while one(&mut other, &format!("SELECT count(*) FROM pg_stat_activity WHERE pid = {pid}")).await != Value::Int(0) {}
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.expect("the server ends the session");
    assert_eq!(front.encrypted.load(Ordering::SeqCst), before + 1);
}

#[tokio::test]
async fn a_server_says_itself_whether_it_is_encrypted() {
    let Some(url) = url() else { return };
    let password = url.password().map_or_else(String::new, |password| format!(":{password}"));
    let (user, host, port) = (url.user().unwrap_or("postgres"), url.host().unwrap_or("localhost"), url.port().unwrap_or(5432));
    let open = async |mode: &str| {
        let database = url.database().unwrap_or("");
        let url: Url = format!("postgres://{user}{password}@{host}:{port}/{database}?sslmode={mode}").parse().unwrap();
        Driver::from_url(&url).unwrap().connect().await
    };
    let says = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let mut plain = open("disable").await.unwrap();
    assert_eq!(one(&mut plain, says).await, Value::Bool(false));
    let has_tls = one(&mut plain, "SHOW ssl").await == Value::Text("on".into());
    assert_eq!(one(&mut open("prefer").await.unwrap(), says).await, Value::Bool(has_tls));
    match open("require").await {
        Ok(mut conn) => assert_eq!((has_tls, one(&mut conn, says).await), (true, Value::Bool(true))),
        Err(error) => assert_eq!((has_tls, error.kind()), (false, ErrorKind::Configuration), "{error}"),
    }
}
