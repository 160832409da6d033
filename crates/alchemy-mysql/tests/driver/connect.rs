//! Connecting: addresses and passwords.

use alchemy_core::driver::Driver as _;
use alchemy_core::{ErrorKind, Value};
use alchemy_mysql::Driver;

use crate::session::{connect, ddl, kind, one, urls};

#[tokio::test]
async fn connecting_fails_with_a_reason() {
    for url in urls() {
        let url: alchemy_core::Url = url.parse().unwrap();
        let (host, port) = (url.host().unwrap(), url.port().unwrap_or(3306));
        let wrong = |text: String| async move { Driver::from_url(&text.parse().unwrap()).unwrap().connect().await };
        let user = url.user().unwrap_or("root");
        let outcome = wrong(format!("mysql://nosuchuser:wrong@{host}:{port}/")).await;
        assert_eq!(kind(outcome), ErrorKind::Configuration);
        assert_eq!(kind(wrong(format!("mysql://{user}:wrong@{host}:{port}/")).await), ErrorKind::Configuration);
        assert_eq!(kind(wrong(format!("mysql://{user}@{host}:{port}/no_such_db")).await), ErrorKind::Configuration);
        assert_eq!(kind(wrong(format!("mysql://{user}@{host}:1/")).await), ErrorKind::Disconnect);
    }
    if !urls().is_empty() {
        // A server that accepts and says nothing.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("mysql://root@{}/?connect_timeout=1", silent.local_addr().unwrap());
        let outcome = Driver::from_url(&url.parse().unwrap()).unwrap().connect().await;
        assert_eq!(kind(outcome), ErrorKind::Timeout);
    }
}

/// Needs an account that may create users; without TLS the password is encrypted with the server's public key.
#[tokio::test]
async fn a_caching_sha2_password_is_accepted_without_tls() {
    for url in urls() {
        let mut conn = connect(&url).await;
        if conn.dialect().name() != "mysql" {
            continue;
        }
        ddl(&mut conn, "DROP USER IF EXISTS alchemy_sha2").await;
        ddl(&mut conn, "CREATE USER alchemy_sha2 IDENTIFIED WITH caching_sha2_password BY 'pass\\'word'").await;
        let parsed: alchemy_core::Url = url.parse().unwrap();
        let address = format!("{}:{}", parsed.host().unwrap(), parsed.port().unwrap_or(3306));
        // The first time by the public key, the second from the server's cache.
        for _ in 0..2 {
            let mut other = connect(&format!("mysql://alchemy_sha2:pass%27word@{address}/")).await;
            assert_eq!(one(&mut other, "SELECT 1").await, Value::Int(1));
        }
        ddl(&mut conn, "DROP USER alchemy_sha2").await;
    }
}
