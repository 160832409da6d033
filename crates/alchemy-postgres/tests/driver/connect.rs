//! Connecting: hosts, sockets, passwords and settings.

use alchemy_claims::covers;
use alchemy_core::driver::{Driver as _, TransactionStatus};
use alchemy_core::{ErrorKind, Value};
use alchemy_postgres::Driver;

use crate::session::{connect, kind, one, run, text, url};

#[tokio::test]
async fn connecting_fails_with_a_reason() {
    let Some(url) = url() else { return };
    let parsed: alchemy_core::Url = url.parse().unwrap();
    let (host, port) = (parsed.host().unwrap(), parsed.port().unwrap_or(5432));
    let user = parsed.user().unwrap_or("postgres");
    let open = |text: String| async move { Driver::from_url(&text.parse().unwrap()).unwrap().connect().await };
    assert_eq!(kind(open(format!("postgres://no_such_user:wrong@{host}:{port}/")).await), ErrorKind::Configuration);
    assert_eq!(kind(open(format!("postgres://{user}@{host}:{port}/no_such_db")).await), ErrorKind::Configuration);
    assert_eq!(kind(open(format!("postgres://{user}@{host}:1/")).await), ErrorKind::Disconnect);
    // A server that accepts and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let outcome = open(format!("postgres://{user}@{}/?connect_timeout=1", silent.local_addr().unwrap())).await;
    assert_eq!(kind(outcome), ErrorKind::Timeout);
}

/// What a server asks that wants a password: told by a server of our own, since the one at hand may trust everybody.
#[tokio::test]
async fn a_refused_password_is_a_setting() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = server.local_addr().unwrap();
    let refusing = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut stream, _) = server.accept().await.unwrap();
            let mut buffer = [0; 1024];
            let _ = stream.read(&mut buffer).await.unwrap();
            stream.write_all(b"R\0\0\0\x08\0\0\0\x03").await.unwrap();
            if stream.read(&mut buffer).await.unwrap() > 0 {
                let fields = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"u\"\0\0";
                stream.write_u8(b'E').await.unwrap();
                stream.write_u32(fields.len() as u32 + 4).await.unwrap();
                stream.write_all(fields).await.unwrap();
            }
        }
    });
    for (credentials, state) in [("u:wrong", Some("28P01")), ("u", None)] {
        let url = format!("postgres://{credentials}@{address}/");
        let error = Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.err().unwrap();
        assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::Configuration, state), "{error:?}");
    }
    refusing.await.unwrap();
}

#[tokio::test]
async fn the_session_is_named_and_the_version_known() {
    let Some(url) = url() else { return };
    let mut conn = connect(&format!("{url}?application_name=till&sslmode=disable")).await;
    assert_eq!(one(&mut conn, "SHOW application_name").await, Value::Text("till".into()));
    let Value::Text(version) = one(&mut conn, "SHOW server_version").await else { panic!() };
    let dialect = format!("{:?}", conn.dialect());
    assert_eq!(dialect, format!("{:?}", alchemy_postgres::Dialect::parse(&version)));
    assert_eq!(conn.status(), TransactionStatus::Idle);
}

/// The same database by options.
fn with_options(url: &str, options: &str) -> String {
    let url: alchemy_core::Url = url.parse().unwrap();
    let password = url.password().map_or_else(String::new, |password| format!(":{password}"));
    format!("postgres://{}{password}@/{}?{options}", url.user().unwrap_or("postgres"), url.database().unwrap_or(""))
}

#[covers("PG-05")]
#[tokio::test]
async fn the_first_host_that_can_be_reached_is_taken() {
    let Some(url) = url() else { return };
    let parsed: alchemy_core::Url = url.parse().unwrap();
    let (host, port) = (parsed.host().unwrap_or("localhost"), parsed.port().unwrap_or(5432));
    let mut conn = connect(&with_options(&url, &format!("host=127.0.0.1,/no/such/folder,{host}&port=1,2,{port}"))).await;
    assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
    let nowhere = with_options(&url, "host=127.0.0.1,/no/such/folder&port=1");
    let outcome = Driver::from_url(&nowhere.parse().unwrap()).unwrap().connect().await;
    assert_eq!(kind(outcome), ErrorKind::Disconnect);
    // A host that answers is not passed over for what it says.
    let refusing = with_options(&url, &format!("host={host},127.0.0.1&port={port},1")).replace("@/", "@/no_such_");
    assert_eq!(kind(Driver::from_url(&refusing.parse().unwrap()).unwrap().connect().await), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_unix_socket_is_a_folder_in_front_or_an_option() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let Value::Text(folders) = one(&mut conn, "SHOW unix_socket_directories").await else { panic!("it is a text") };
    let Value::Text(port) = one(&mut conn, "SHOW port").await else { panic!("it is a text") };
    let folder = folders.split(',').next().unwrap_or("").trim().to_owned();
    if !std::path::Path::new(&format!("{folder}/.s.PGSQL.{port}")).exists() {
        eprintln!("not run: the server has no Unix socket here");
        return;
    }
    let option = with_options(&url, &format!("host={folder}&port={port}"));
    let in_front = with_options(&url, "").replace("@/", &format!("@{}:{port}/", folder.replace('/', "%2F")));
    for url in [option, in_front] {
        let mut conn = match Driver::from_url(&url.parse().unwrap()).unwrap().connect().await {
            Ok(conn) => conn,
            // Who may come in through the socket is the server's affair; that it answered is ours.
            Err(error) => {
                assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::Configuration, Some("28000")), "{error}");
                continue;
            }
        };
        assert_eq!(one(&mut conn, "SELECT inet_server_addr() IS NULL").await, Value::Bool(true), "{url}");
        let running = tokio::time::timeout(std::time::Duration::from_millis(20), run(&mut conn, "SELECT pg_sleep(60)", vec![]));
        assert!(running.await.is_err());
        conn.abort();
    }
}

#[tokio::test]
async fn settings_in_the_url_outlive_a_reset() {
    let Some(url) = url() else { return };
    let mut conn = connect(&format!("{url}?search_path=here,%22an%20other%22&options=-c%20work_mem%3D8MB")).await;
    for _ in 0..2 {
        assert_eq!(one(&mut conn, "SHOW search_path").await, Value::Text("here,\"an other\"".into()));
        assert_eq!(one(&mut conn, "SHOW work_mem").await, Value::Text("8MB".into()));
        text(&mut conn, "SET search_path = public; SET work_mem = '9MB'").await.unwrap();
        conn.reset().await.unwrap();
    }
}
