//! Connecting encrypted.

use alchemy_claims::covers;
use alchemy_core::driver::{Driver as _, Params};
use alchemy_core::{ErrorKind, Result, Value};
use alchemy_mysql::Driver;

use crate::session::{Connection, connect, run, send, urls};

/// MySQL makes certificates of its own when it is set up; MariaDB 10 has none.
#[covers("MY-29")]
#[tokio::test]
async fn each_mode_of_tls_is_as_strict_as_it_says() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let (_, rows) = run(&mut conn, "SHOW VARIABLES WHERE variable_name IN ('have_ssl', 'tls_version')", vec![]).await.unwrap();
        let off = |row: &Vec<Value>| row[0] == Value::Text("have_ssl".into()) && row[1] != Value::Text("YES".into());
        let has_tls = !rows.rows.iter().any(off);
        for (mode, connects, encrypted) in [
            ("disabled", true, false),
            ("preferred", true, has_tls),
            ("required", has_tls, true),
            // Nobody of note has signed what a server makes for itself.
            ("VERIFY_IDENTITY", false, true),
        ] {
            let outcome = Driver::from_url(&format!("{url}?ssl-mode={mode}").parse().unwrap()).unwrap().connect().await;
            match outcome {
                Ok(mut conn) => {
                    let (_, rows) = run(&mut conn, "SHOW STATUS LIKE 'Ssl_version'", vec![]).await.unwrap();
                    let empty = rows.rows[0][1] == Value::Text("".into());
                    assert_eq!((connects, encrypted), (true, !empty), "{mode}, {url}");
                    // A call that is cut makes the driver kill its statement over another connection, encrypted like this one.
                    let limit = std::time::Duration::from_millis(20);
                    assert!(tokio::time::timeout(limit, run(&mut conn, "SELECT SLEEP(60)", vec![])).await.is_err());
                    conn.abort();
                }
                Err(error) => assert_eq!((connects, error.kind()), (false, ErrorKind::Configuration), "{mode}, {url}: {error}"),
            }
        }
        authority(&mut conn, &url).await;
    }
}

/// Gives a server a certificate that an authority has made out to its host. Where a server cannot change certificates while it
/// runs, nothing is tried.
async fn authority(conn: &mut Connection, url: &str) {
    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
    let (_, rows) = run(conn, "SELECT @@ssl_ca, @@ssl_cert, @@ssl_key", vec![]).await.unwrap();
    let own = rows.rows[0].clone();
    let host = url.parse::<alchemy_core::Url>().unwrap().host().unwrap().to_owned();
    let folder = std::env::temp_dir().join(format!("alchemy-mysql-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.join(name), text).unwrap();
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // The server would else take the certificate for one that signed itself.
    authority.distinguished_name.push(DnType::CommonName, "an authority");
    write("ca.pem", authority.self_signed(&authority_key).unwrap().pem());
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![host]).unwrap().signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
    write("cert.pem", certificate.pem());
    write("key.pem", key.serialize_pem());
    let file = |name: &str| Value::Text(folder.join(name).display().to_string().into());
    if let Err(error) = change(conn, &[file("ca.pem"), file("cert.pem"), file("key.pem")]).await {
        let _ = change(conn, &own).await;
        eprintln!("not run: {url} does not change its certificates: {error}");
    } else {
        let trusting = format!("{url}?ssl-mode=verify_identity&ssl-ca={}", folder.join("ca.pem").display());
        let trusted = Driver::from_url(&trusting.parse().unwrap()).unwrap().connect().await;
        change(conn, &own).await.unwrap();
        let distrusted = Driver::from_url(&trusting.parse().unwrap()).unwrap().connect().await;
        let mut trusted = trusted.unwrap();
        assert_ne!(run(&mut trusted, "SHOW STATUS LIKE 'Ssl_version'", vec![]).await.unwrap().1.rows[0][1], Value::Text("".into()));
        let error = distrusted.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().contains("certificate"), "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Sets a server's certificates.
async fn change(conn: &mut Connection, files: &[Value]) -> Result<()> {
    for (name, file) in ["ssl_ca", "ssl_cert", "ssl_key"].iter().zip(files) {
        run(conn, &format!("SET GLOBAL {name} = ?"), vec![file.clone()]).await?;
    }
    send(conn, "ALTER INSTANCE RELOAD TLS", Params::One(vec![]), false).await.map(|_| ())
}
