//! What the driver promises, on the servers that `ALCHEMY_MYSQL_URLS` names, separated by `;`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::any::Any;
use std::sync::Arc;

use alchemy_claims::covers;
use alchemy_core::dialect::Returning;
use alchemy_core::driver::{
    BeginOptions, Driver as _, DriverConnection, Isolation, Params, Reply, Request, Sink, TransactionStatus,
};
use alchemy_core::{
    BulkRows, ColumnDef, Compiled, Date, DateTime, Error, ErrorKind, Number, Raw, Result, Row, SqlType, Table, Time, Value,
};
use alchemy_mysql::Driver;

type Connection = Box<dyn DriverConnection>;

/// Collects rows; after `limit` rows it refuses the next.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<Value>>,
    sets: usize,
    limit: Option<usize>,
}

impl Sink for Rows {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        if self.limit == Some(self.rows.len()) {
            return Err(Error::bad_value("enough"));
        }
        let values: Result<Vec<Value>> = (0..row.width()).map(|index| row.get(index)?.to_value()).collect();
        self.rows.push(values?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        self.sets += 1;
        Ok(())
    }
}

fn urls() -> Vec<String> {
    let urls = std::env::var("ALCHEMY_MYSQL_URLS").unwrap_or_default();
    let urls: Vec<String> = urls.split(';').filter(|url| !url.is_empty()).map(str::to_owned).collect();
    if urls.is_empty() {
        eprintln!("not run: ALCHEMY_MYSQL_URLS names no server");
    }
    urls
}

async fn connect(url: &str) -> Connection {
    Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap()
}

async fn send(conn: &mut Connection, sql: &str, params: Params, cached: bool) -> Result<(Reply, Rows)> {
    send_into(conn, sql, params, cached, Rows::default()).await
}

async fn send_into(conn: &mut Connection, sql: &str, params: Params, cached: bool, rows: Rows) -> Result<(Reply, Rows)> {
    let request = Request { sql: sql.into(), params, sink: Some(Box::new(rows)), cached, deadline: None };
    let mut reply = conn.run(request).await?;
    let sink: Box<dyn Any> = reply.sink.take().unwrap();
    Ok((reply, *sink.downcast::<Rows>().unwrap()))
}

async fn run(conn: &mut Connection, sql: &str, params: Vec<Value>) -> Result<(Reply, Rows)> {
    send(conn, sql, Params::One(params), true).await
}

async fn ddl(conn: &mut Connection, sql: &str) {
    send(conn, sql, Params::One(vec![]), false).await.unwrap();
}

async fn table(conn: &mut Connection, name: &str, columns: &str) {
    ddl(conn, &format!("DROP TABLE IF EXISTS {name}")).await;
    ddl(conn, &format!("CREATE TABLE {name} ({columns})")).await;
}

async fn one(conn: &mut Connection, sql: &str) -> Value {
    run(conn, sql, vec![]).await.unwrap().1.rows.remove(0).remove(0)
}

fn kind<T>(outcome: Result<T>) -> ErrorKind {
    outcome.err().map(|error| error.kind()).expect("an error was expected")
}

fn number(text: &str) -> Value {
    Value::Decimal(text.parse::<Number>().unwrap())
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// A value, the column that holds it, and what is read back where that is another kind of value.
fn round_trips() -> Vec<(&'static str, Value, Option<Value>)> {
    let text = |text: &str| Value::Text(text.into());
    let mut cases = vec![
        ("BOOL", Value::Bool(true), Some(Value::Int(1))),
        ("BOOL", Value::Bool(false), Some(Value::Int(0))),
        ("SMALLINT", Value::Int(-32_768), None),
        ("INTEGER", Value::Int(-2_147_483_648), None),
        ("BIGINT", Value::Int(i64::MIN), None),
        ("BIGINT", Value::Int(i64::MAX), None),
        ("BIGINT UNSIGNED", Value::UInt(u64::MAX), None),
        ("BIGINT UNSIGNED", Value::Int(7), None),
        ("DOUBLE", Value::Float(f64::MIN_POSITIVE), None),
        ("DOUBLE", Value::Float(f64::MAX), None),
        ("DOUBLE", Value::Float(0.1), None),
        ("FLOAT", Value::Float(0.1f32.into()), None),
        ("NUMERIC(12, 2)", number("-1234567890.50"), None),
        ("NUMERIC(38, 0)", number("99999999999999999999999999999999999999"), None),
        ("NUMERIC(20, 0)", number("18446744073709551615"), None),
        ("NUMERIC(20, 0)", number("-5"), None),
        ("NUMERIC(65, 30)", number("-0.0000000000000000000000000001"), None),
        ("NUMERIC(65, 30)", number("79228162514264337593543950335"), None),
        ("NUMERIC(65, 30)", number("1234567890.5"), None),
        ("NUMERIC(65, 30)", number("1.50"), Some(number("1.5"))),
        ("VARCHAR(255)", text(""), None),
        ("VARCHAR(255)", text("trailing  "), None),
        ("VARCHAR(255)", text("a\0b'\\\"\n\u{1a}%_`"), None),
        ("VARCHAR(255)", text("𝄞 grüße 🦀"), None),
        ("TEXT", text(&"ß".repeat(30_000)), None),
        ("BLOB", Value::Bytes((0..=255).collect::<Vec<u8>>().into()), None),
        ("LONGBLOB", Value::Bytes(vec![0xfe; 2_000_000].into()), None),
        ("DATE", Value::Date("9999-12-31".parse().unwrap()), None),
        ("DATE", Value::Date("1000-01-01".parse().unwrap()), None),
        ("DATE", Value::Date("0001-01-01".parse().unwrap()), None),
        ("DATE", Value::Date("2024-02-29".parse().unwrap()), None),
        ("TIME(6)", Value::Time(Time(0)), None),
        ("TIME(6)", Value::Time("23:59:59.999999".parse().unwrap()), None),
        ("DATETIME(6)", Value::DateTime(moment("9999-12-31 23:59:59.999999")), None),
        ("DATETIME(6)", Value::DateTime(moment("1969-12-31 23:59:59.000001")), None),
        ("DATETIME(6)", Value::DateTime(moment("2024-03-10 00:00:00")), None),
        ("DATETIME(6)", Value::Timestamp(moment("2024-03-31 02:30:00.5")), Some(Value::DateTime(moment("2024-03-31 02:30:00.5")))),
        ("TIMESTAMP(6)", Value::Timestamp(moment("2024-03-31 02:30:00.5")), None),
        ("CHAR(32)", Value::Uuid([0xab; 16]), Some(text("abababababababababababababababab"))),
        ("BIT(9)", Value::Int(257), Some(Value::UInt(257))),
        ("YEAR", Value::Int(2024), None),
        ("ENUM('a', 'b')", text("b"), None),
    ];
    cases.extend(
        ["BOOL", "BIGINT", "DOUBLE", "NUMERIC(5, 2)", "TEXT", "BLOB", "DATE", "TIME(6)", "JSON"].map(|t| (t, Value::Null, None)),
    );
    cases
}

#[tokio::test]
async fn every_kind_of_value_survives_the_round_trip() {
    for url in urls() {
        let mut conn = connect(&url).await;
        for (index, (column, value, expected)) in round_trips().into_iter().enumerate() {
            let name = format!("rt_{index}");
            table(&mut conn, &name, &format!("v {column}")).await;
            let sent = run(&mut conn, &format!("INSERT INTO {name} VALUES (?)"), vec![value.clone()]).await;
            assert_eq!(sent.unwrap().0.rows_affected, 1, "{column}");
            let expected = expected.unwrap_or(value);
            for cached in [true, false] {
                let (_, rows) = send(&mut conn, &format!("SELECT v FROM {name}"), Params::One(vec![]), cached).await.unwrap();
                assert_eq!(rows.rows, [[expected.clone()]], "{column}, prepared: {cached}, {url}");
            }
            ddl(&mut conn, &format!("DROP TABLE {name}")).await;
        }
    }
}

/// Columns of a grouping carry a flag that looks like that of numbers.
#[tokio::test]
async fn text_that_is_grouped_by_is_text() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "grouped", "phone VARCHAR(15), day DATE, raw VARBINARY(8)").await;
        run(&mut conn, "INSERT INTO grouped VALUES ('13-555', '2024-02-29', 'ab')", vec![]).await.unwrap();
        let sql = "SELECT code, day, raw, count(*) FROM (SELECT substring(phone, ?, 2) AS code, day, raw FROM grouped) AS g \
                   GROUP BY code, day, raw ORDER BY code";
        let (_, rows) = run(&mut conn, sql, vec![Value::Int(1)]).await.unwrap();
        let day = Value::Date("2024-02-29".parse().unwrap());
        assert_eq!(rows.rows, [[Value::from("13"), day, Value::from(&b"ab"[..]), Value::Int(1)]], "{url}");
        ddl(&mut conn, "DROP TABLE grouped").await;
    }
}

#[tokio::test]
async fn json_is_kept_as_the_server_writes_it() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "js", "v JSON").await;
        run(&mut conn, "INSERT INTO js VALUES (?)", vec![Value::Json(r#"{"a": "ü\"\\"}"#.into())]).await.unwrap();
        let found = one(&mut conn, "SELECT v FROM js").await;
        let (Value::Json(found) | Value::Text(found)) = found else { panic!("{found:?}") };
        assert_eq!(&*found, r#"{"a": "ü\"\\"}"#);
        let malformed = run(&mut conn, "INSERT INTO js VALUES (?)", vec![Value::Json("{".into())]).await;
        assert!(matches!(kind(malformed), ErrorKind::Data | ErrorKind::Check));
        ddl(&mut conn, "DROP TABLE js").await;
    }
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_before_they_are_sent() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "bad", "u BIGINT UNSIGNED, d NUMERIC(10, 2), t TEXT").await;
        let huge: Value = Value::Text("x".repeat(65 << 20).into());
        for value in [
            Value::Float(f64::NAN),
            Value::Float(f64::INFINITY),
            Value::Date(Date(-800_000)),
            Value::Date(Date(3_000_000)),
            Value::Time(Time(86_400_000_000)),
            Value::Time(Time(-1)),
            number("0.0000000000000000000000000000001"),
            huge,
        ] {
            for column in ["u", "d", "t"] {
                let sent = run(&mut conn, &format!("INSERT INTO bad ({column}) VALUES (?)"), vec![value.clone()]).await;
                assert_eq!(kind(sent), ErrorKind::Data, "{} in {column}", value.kind());
            }
        }
        let sets = vec![vec![Value::Int(1)], vec![Value::Float(f64::NAN)]];
        let sent = send(&mut conn, "INSERT INTO bad (u) VALUES (?)", Params::Many(sets), true).await;
        assert_eq!(kind(sent), ErrorKind::Data);
        assert_eq!(kind(run(&mut conn, "SELECT ?", vec![Value::Array([].into())]).await), ErrorKind::Unsupported);
        assert_eq!(kind(run(&mut conn, "SELECT ?, ?", vec![Value::Int(1)]).await), ErrorKind::Programming);
        let list = |count: usize| format!("SELECT count(*) FROM bad WHERE u IN ({}?)", "?, ".repeat(count - 1));
        let values = |count: usize| vec![Value::Int(1); count];
        let most = conn.dialect().features().max_params;
        assert_eq!(run(&mut conn, &list(most), values(most)).await.unwrap().1.rows, [[Value::Int(0)]]);
        assert_eq!(kind(run(&mut conn, &list(most + 1), values(most + 1)).await), ErrorKind::Programming);
        assert_eq!(one(&mut conn, "SELECT count(*) FROM bad").await, Value::Int(0));
        ddl(&mut conn, "DROP TABLE bad").await;
    }
}

#[tokio::test]
async fn the_server_refuses_what_it_would_otherwise_cut() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "strict", "s SMALLINT, c VARCHAR(3), d DATE, n NUMERIC(4, 2)").await;
        for (column, value) in [
            ("s", Value::Int(40_000)),
            ("s", Value::Text("x".into())),
            ("c", Value::Text("four".into())),
            ("d", Value::Text("0000-00-00".into())),
            ("n", Value::Int(100)),
        ] {
            let error = run(&mut conn, &format!("INSERT INTO strict ({column}) VALUES (?)"), vec![value]).await.err().unwrap();
            assert_eq!((error.kind(), error.column()), (ErrorKind::Data, Some(column)), "{error:?}");
        }
        assert_eq!(kind(run(&mut conn, "SELECT CAST('-01:00:00' AS TIME)", vec![]).await), ErrorKind::Data);
        assert_eq!(kind(send(&mut conn, "SELECT CAST('30:00:00' AS TIME)", Params::One(vec![]), false).await), ErrorKind::Data);
        assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
        ddl(&mut conn, "DROP TABLE strict").await;
    }
}

#[tokio::test]
async fn broken_rules_are_told_with_their_names() {
    for url in urls() {
        let mut conn = connect(&url).await;
        ddl(&mut conn, "DROP TABLE IF EXISTS fault_child").await;
        table(&mut conn, "fault_parent", "id INT PRIMARY KEY, code VARCHAR(9), CONSTRAINT uq_code UNIQUE (code)").await;
        let child = "id INT PRIMARY KEY, parent INT NOT NULL, n INT, CONSTRAINT ck_n CHECK (n > 0), \
                     CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES fault_parent (id)";
        table(&mut conn, "fault_child", child).await;
        run(&mut conn, "INSERT INTO fault_parent VALUES (1, 'topsecret')", vec![]).await.unwrap();
        let unique = run(&mut conn, "INSERT INTO fault_parent VALUES (2, 'topsecret')", vec![]).await.err().unwrap();
        assert_eq!((unique.kind(), unique.constraint(), unique.code()), (ErrorKind::Unique, Some("uq_code"), Some(1062)));
        assert_eq!(unique.sqlstate(), Some("23000"));
        assert!(!format!("{unique:?}").contains("topsecret"));
        let key = run(&mut conn, "INSERT INTO fault_child VALUES (1, 9, 1)", vec![]).await.err().unwrap();
        let expected = (ErrorKind::ForeignKey, Some("fk_parent"), Some("fault_child"));
        assert_eq!((key.kind(), key.constraint(), key.table()), expected);
        run(&mut conn, "INSERT INTO fault_child VALUES (1, 1, 1)", vec![]).await.unwrap();
        let key = run(&mut conn, "DELETE FROM fault_parent", vec![]).await.err().unwrap();
        assert_eq!((key.kind(), key.constraint(), key.table()), expected);
        let null = run(&mut conn, "INSERT INTO fault_child VALUES (2, ?, 1)", vec![Value::Null]).await.err().unwrap();
        assert_eq!((null.kind(), null.column()), (ErrorKind::NotNull, Some("parent")));
        let missing = run(&mut conn, "INSERT INTO fault_child (id) VALUES (2)", vec![]).await.err().unwrap();
        assert_eq!((missing.kind(), missing.column()), (ErrorKind::NotNull, Some("parent")));
        let check = run(&mut conn, "INSERT INTO fault_child VALUES (2, 1, 0)", vec![]).await.err().unwrap();
        assert_eq!((check.kind(), check.constraint()), (ErrorKind::Check, Some("ck_n")));
        for sql in ["SELEC 1", "SELECT * FROM nosuchtable", "SELECT nosuchcolumn", "INSERT INTO fault_parent VALUES (1)"] {
            assert_eq!(kind(run(&mut conn, sql, vec![]).await), ErrorKind::Programming, "{sql}");
        }
        ddl(&mut conn, "DROP TABLE fault_child").await;
        ddl(&mut conn, "DROP TABLE fault_parent").await;
    }
}

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

/// MySQL makes certificates of its own when it is set up; MariaDB 10 has none.
#[cfg(feature = "tls")]
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
#[cfg(feature = "tls")]
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
#[cfg(feature = "tls")]
async fn change(conn: &mut Connection, files: &[Value]) -> Result<()> {
    for (name, file) in ["ssl_ca", "ssl_cert", "ssl_key"].iter().zip(files) {
        run(conn, &format!("SET GLOBAL {name} = ?"), vec![file.clone()]).await?;
    }
    send(conn, "ALTER INSTANCE RELOAD TLS", Params::One(vec![]), false).await.map(|_| ())
}

#[covers("MY-05")]
#[tokio::test]
async fn pages_of_rows_are_inserted_and_their_keys_come_back() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "bulk", "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, n BIGINT, s VARCHAR(20)").await;
        let dialect = conn.dialect();
        let returns = dialect.features().returning != Returning::None;
        let mut first_keys = Vec::new();
        for page in [1000usize, 1000, 7] {
            let bulk = BulkRows {
                table: "bulk".into(),
                columns: vec![("n".into(), SqlType::BigInteger), ("s".into(), SqlType::Text)],
                returning: if returns { vec!["id".into(), "n".into()] } else { vec![] },
                matching: alchemy_core::Matching::OneByOne,
                rows: page,
            };
            let compiled = Compiled::of(&bulk, &*dialect).unwrap();
            let values = (0..page).flat_map(|n| [Value::Int(n as i64), Value::Text(format!("row {n}").into())]).collect();
            let (reply, rows) = run(&mut conn, compiled.text(), values).await.unwrap();
            assert_eq!(reply.rows_affected, page as u64);
            if returns {
                let numbers: Vec<Value> = rows.rows.iter().map(|row| row[1].clone()).collect();
                assert_eq!(numbers, (0..page as i64).map(Value::Int).collect::<Vec<_>>());
                first_keys.push(rows.rows[0][0].clone());
            } else {
                assert_eq!(rows.rows.len(), 0);
                first_keys.push(Value::Int(reply.last_insert_id.unwrap() as i64));
            }
        }
        for key in first_keys {
            assert_eq!(run(&mut conn, "SELECT n FROM bulk WHERE id = ?", vec![key]).await.unwrap().1.rows, [[Value::Int(0)]]);
        }
        assert_eq!(one(&mut conn, "SELECT count(*) FROM bulk").await, Value::Int(2007));
        ddl(&mut conn, "DROP TABLE bulk").await;
    }
}

#[covers("MY-08")]
#[tokio::test]
async fn many_sets_run_through_one_prepared_statement() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "many", "id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, n BIGINT").await;
        let sets = (0..5).map(|n| vec![Value::Int(n)]).collect();
        let (reply, rows) = send(&mut conn, "INSERT INTO many (n) VALUES (?)", Params::Many(sets), true).await.unwrap();
        assert_eq!((reply.rows_affected, reply.last_insert_id, reply.round_trips, rows.sets), (5, Some(1), 6, 5));
        // An UPDATE that changes nothing still matched its rows.
        let sets = (0..3).map(|n| vec![Value::Int(n), Value::Int(n)]).collect();
        let (reply, _) = send(&mut conn, "UPDATE many SET n = ? WHERE n = ?", Params::Many(sets), true).await.unwrap();
        assert_eq!(reply.rows_affected, 3);
        let sets = (0..3).map(|n| vec![Value::Int(n)]).collect();
        let (reply, rows) = send(&mut conn, "SELECT n FROM many WHERE n >= ? LIMIT 2", Params::Many(sets), true).await.unwrap();
        assert_eq!((rows.rows.len(), rows.sets, reply.rows_affected), (6, 3, 0));
        ddl(&mut conn, "DROP TABLE many").await;
    }
}

/// How many statements the server keeps for this session.
async fn left_prepared(conn: &mut Connection) -> i64 {
    let mut counts = Vec::new();
    for counter in ["Com_stmt_prepare", "Com_stmt_close", "Com_stmt_reprepare"] {
        let sql = format!("SHOW SESSION STATUS LIKE '{counter}'");
        let (_, rows) = send(conn, &sql, Params::One(vec![]), false).await.unwrap();
        let Value::Text(count) = &rows.rows[0][1] else { panic!("{:?}", rows.rows) };
        counts.push(count.parse::<i64>().unwrap());
    }
    // Preparing again what the server itself dropped counts as preparing.
    counts[0] - counts[1] - counts[2]
}

#[tokio::test]
async fn a_prepared_statement_follows_a_changed_table() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "alt", "a INT, b INT").await;
        run(&mut conn, "INSERT INTO alt VALUES (1, 2)", vec![]).await.unwrap();
        let expected: [&[Value]; 3] =
            [&[Value::Int(1), Value::Int(2)], &[Value::Text("1".into()), Value::Int(2)], &[Value::Text("1".into())]];
        for (row, change) in expected.iter().zip(["MODIFY a VARCHAR(9)", "DROP COLUMN b", "COMMENT 'x'"]) {
            for _ in 0..2 {
                assert_eq!(run(&mut conn, "SELECT * FROM alt", vec![]).await.unwrap().1.rows, [*row], "{url}");
            }
            ddl(&mut conn, &format!("ALTER TABLE alt {change}")).await;
        }
        ddl(&mut conn, "DROP TABLE alt").await;
    }
}

#[tokio::test]
async fn round_trips_are_counted_and_statements_prepared_once() {
    for url in urls() {
        let mut conn = connect(&format!("{url}?statement_cache=2")).await;
        let mut trips = Vec::new();
        for sql in ["SELECT ?", "SELECT ?", "SELECT ? + 1", "SELECT ?", "SELECT ? + 2", "SELECT ?", "SELECT ? + 1"] {
            trips.push(run(&mut conn, sql, vec![Value::Int(1)]).await.unwrap().0.round_trips);
        }
        assert_eq!(trips, [2, 1, 2, 1, 2, 1, 2]);
        let text = send(&mut conn, "SELECT 1", Params::One(vec![]), false).await.unwrap();
        assert_eq!(text.0.round_trips, 1);
        let passing = send(&mut conn, "SELECT ? + 9", Params::One(vec![Value::Int(1)]), false).await.unwrap();
        assert_eq!(passing.0.round_trips, 2);
        assert_eq!(left_prepared(&mut conn).await, 2);
        let mut conn = connect(&format!("{url}?statement_cache=0")).await;
        for _ in 0..3 {
            assert_eq!(run(&mut conn, "SELECT ?", vec![Value::Int(1)]).await.unwrap().0.round_trips, 2);
        }
        assert_eq!(left_prepared(&mut conn).await, 0);
    }
}

#[tokio::test]
async fn a_transaction_costs_nothing_to_begin_once_the_session_has_had_one() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut conn, "tx", "n INT").await;
        let insert = "INSERT INTO tx VALUES (?)";
        let mut trips = Vec::new();
        for n in 0..3 {
            conn.begin(BeginOptions::default());
            assert_eq!(conn.status(), TransactionStatus::Idle);
            trips.push(run(&mut conn, insert, vec![Value::Int(n)]).await.unwrap().0.round_trips);
            assert_eq!(conn.status(), TransactionStatus::Active);
            assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(n));
            conn.commit().await.unwrap();
            assert_eq!(conn.status(), TransactionStatus::Idle);
            assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(n + 1));
        }
        assert_eq!(trips, [3, 1, 1]);
        conn.begin(BeginOptions::default());
        run(&mut conn, insert, vec![Value::Int(9)]).await.unwrap();
        conn.rollback().await.unwrap();
        assert_eq!(conn.status(), TransactionStatus::Idle);
        // Outside a transaction a statement commits by itself.
        assert_eq!(run(&mut conn, insert, vec![Value::Int(3)]).await.unwrap().0.round_trips, 2);
        assert_eq!(run(&mut conn, insert, vec![Value::Int(4)]).await.unwrap().0.round_trips, 1);
        assert_eq!(one(&mut other, "SELECT count(*) FROM tx").await, Value::Int(5));
        // A transaction that nobody used needs no end.
        conn.begin(BeginOptions::default());
        conn.commit().await.unwrap();
        conn.begin(BeginOptions::default());
        conn.rollback().await.unwrap();
        assert!(!conn.needs_reset());
        ddl(&mut conn, "DROP TABLE tx").await;
    }
}

#[tokio::test]
async fn isolation_and_access_hold_for_one_transaction() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut conn, "iso", "n INT").await;
        run(&mut conn, "INSERT INTO iso VALUES (1)", vec![]).await.unwrap();
        for (isolation, seen) in [(Isolation::RepeatableRead, 1), (Isolation::ReadCommitted, 2), (Isolation::ReadUncommitted, 3)] {
            conn.begin(BeginOptions { isolation: Some(isolation), ..Default::default() });
            one(&mut conn, "SELECT n FROM iso").await;
            other.begin(BeginOptions::default());
            run(&mut other, "UPDATE iso SET n = 2", vec![]).await.unwrap();
            other.commit().await.unwrap();
            other.begin(BeginOptions::default());
            run(&mut other, "UPDATE iso SET n = 3", vec![]).await.unwrap();
            assert_eq!(one(&mut conn, "SELECT n FROM iso").await, Value::Int(seen), "{isolation:?}");
            other.rollback().await.unwrap();
            conn.commit().await.unwrap();
            run(&mut conn, "UPDATE iso SET n = 1", vec![]).await.unwrap();
        }
        conn.begin(BeginOptions { deferrable: true, ..Default::default() });
        assert_eq!(kind(run(&mut conn, "UPDATE iso SET n = 5", vec![]).await), ErrorKind::Unsupported);
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions { read_only: true, ..Default::default() });
        assert!(run(&mut conn, "UPDATE iso SET n = 5", vec![]).await.is_err());
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions::default());
        run(&mut conn, "UPDATE iso SET n = 6", vec![]).await.unwrap();
        conn.rollback().await.unwrap();
        ddl(&mut conn, "DROP TABLE iso").await;
    }
}

#[tokio::test]
async fn a_transaction_that_is_refused_leaves_statements_committing_by_themselves() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "refused", "n INT").await;
        // The level of the next transaction cannot be said within a transaction, which the program opened by itself here.
        ddl(&mut conn, "START TRANSACTION").await;
        conn.begin(BeginOptions { isolation: Some(Isolation::Serializable), ..Default::default() });
        assert_eq!(kind(run(&mut conn, "INSERT INTO refused VALUES (1)", vec![]).await), ErrorKind::Operational);
        // What was announced is forgotten, and then what the program opened rolled back.
        conn.rollback().await.unwrap();
        conn.rollback().await.unwrap();
        run(&mut conn, "INSERT INTO refused VALUES (?)", vec![Value::Int(2)]).await.unwrap();
        let mut other = connect(&url).await;
        let (_, rows) = run(&mut other, "SELECT n FROM refused", vec![]).await.unwrap();
        assert_eq!(rows.rows, [[Value::Int(2)]], "{url}");
        ddl(&mut conn, "DROP TABLE refused").await;
    }
}

#[tokio::test]
async fn what_is_said_of_a_transaction_does_not_outlive_it() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "outlive", "n INT").await;
        for first in ["SELEC", "SELECT 1", "SELECT n FROM outlive"] {
            conn.begin(BeginOptions { read_only: true, isolation: Some(Isolation::Serializable), ..Default::default() });
            let _ = run(&mut conn, first, vec![]).await;
            conn.rollback().await.unwrap();
            conn.begin(BeginOptions::default());
            let written = run(&mut conn, "INSERT INTO outlive VALUES (1)", vec![]).await;
            assert!(written.is_ok(), "{first}, {url}: {:?}", written.err());
            conn.commit().await.unwrap();
            run(&mut conn, "INSERT INTO outlive VALUES (1)", vec![]).await.unwrap();
        }
        ddl(&mut conn, "DROP TABLE outlive").await;
    }
}

#[tokio::test]
async fn savepoints_nest_and_errors_leave_the_transaction_open() {
    for url in urls() {
        let mut conn = connect(&url).await;
        table(&mut conn, "sp", "n INT PRIMARY KEY").await;
        conn.begin(BeginOptions::default());
        for sql in ["INSERT INTO sp VALUES (1)", "SAVEPOINT a", "INSERT INTO sp VALUES (2)", "ROLLBACK TO SAVEPOINT a"] {
            ddl(&mut conn, sql).await;
            assert_eq!(conn.status(), TransactionStatus::Active, "{sql}");
        }
        assert_eq!(kind(run(&mut conn, "INSERT INTO sp VALUES (1)", vec![]).await), ErrorKind::Unique);
        assert_eq!(conn.status(), TransactionStatus::Active);
        ddl(&mut conn, "RELEASE SAVEPOINT a").await;
        conn.commit().await.unwrap();
        assert_eq!(one(&mut conn, "SELECT count(*) FROM sp").await, Value::Int(1));
        ddl(&mut conn, "DROP TABLE sp").await;
    }
}

#[tokio::test]
async fn ddl_commits_and_a_rollback_behind_it_says_so() {
    for url in urls() {
        let mut conn = connect(&url).await;
        for failing in [false, true] {
            table(&mut conn, "imp", "n INT").await;
            ddl(&mut conn, "DROP TABLE IF EXISTS imp2").await;
            conn.begin(BeginOptions::default());
            run(&mut conn, "INSERT INTO imp VALUES (1)", vec![]).await.unwrap();
            let create = if failing { "CREATE TABLE imp (n INT)" } else { "CREATE TABLE imp2 (n INT)" };
            assert_eq!(send(&mut conn, create, Params::One(vec![]), false).await.is_err(), failing);
            assert_eq!(kind(conn.rollback().await), ErrorKind::InvalidState);
            assert_eq!(conn.status(), TransactionStatus::Idle);
            assert_eq!(one(&mut conn, "SELECT count(*) FROM imp").await, Value::Int(1));
        }
        // DDL alone takes nothing with it, and a commit is what happened anyway.
        conn.begin(BeginOptions::default());
        ddl(&mut conn, "CREATE TABLE imp2 (n INT)").await;
        conn.rollback().await.unwrap();
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO imp VALUES (2)", vec![]).await.unwrap();
        ddl(&mut conn, "DROP TABLE imp2").await;
        conn.commit().await.unwrap();
        ddl(&mut conn, "DROP TABLE imp").await;
    }
}

#[tokio::test]
async fn a_deadlock_ends_the_transaction_and_a_lock_timeout_does_not() {
    for url in urls() {
        let (mut a, mut b) = (connect(&url).await, connect(&url).await);
        table(&mut a, "dead", "id INT PRIMARY KEY, n INT").await;
        run(&mut a, "INSERT INTO dead VALUES (1, 0), (2, 0), (3, 0)", vec![]).await.unwrap();
        let update = "UPDATE dead SET n = n + 1 WHERE id = ?";
        a.begin(BeginOptions::default());
        b.begin(BeginOptions::default());
        run(&mut a, update, vec![Value::Int(1)]).await.unwrap();
        run(&mut b, update, vec![Value::Int(2)]).await.unwrap();
        let (first, second) = tokio::join!(run(&mut a, update, vec![Value::Int(2)]), run(&mut b, update, vec![Value::Int(1)]));
        let (mut victim, mut winner, error) = match (first, second) {
            (Err(error), Ok(_)) => (a, b, error),
            (Ok(_), Err(error)) => (b, a, error),
            _ => panic!("one of the two should have failed"),
        };
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Serialization, true));
        assert_eq!(victim.status(), TransactionStatus::Failed);
        assert_eq!(kind(run(&mut victim, update, vec![Value::Int(3)]).await), ErrorKind::PendingRollback);
        assert_eq!(kind(victim.commit().await), ErrorKind::PendingRollback);
        victim.rollback().await.unwrap();
        assert_eq!(victim.status(), TransactionStatus::Idle);
        victim.begin(BeginOptions::default());
        run(&mut victim, update, vec![Value::Int(3)]).await.unwrap();
        ddl(&mut victim, "SET innodb_lock_wait_timeout = 1").await;
        assert_eq!(kind(run(&mut victim, update, vec![Value::Int(1)]).await), ErrorKind::Timeout);
        assert_eq!(victim.status(), TransactionStatus::Active);
        victim.commit().await.unwrap();
        winner.commit().await.unwrap();
        assert_eq!(one(&mut winner, "SELECT sum(n) FROM dead WHERE id = 3").await, number("1"));
        assert!(victim.needs_reset() && !winner.needs_reset());
        ddl(&mut winner, "DROP TABLE dead").await;
    }
}

#[tokio::test]
async fn a_reset_makes_the_session_as_good_as_new() {
    for url in urls() {
        let mut conn = connect(&url).await;
        one(&mut conn, "SELECT 1").await;
        assert!(!conn.needs_reset());
        for sql in ["SET @mine = 1", "SET NAMES latin1", "SET sql_mode = ''", "SET time_zone = '+05:00'"] {
            ddl(&mut conn, sql).await;
        }
        ddl(&mut conn, "CREATE TEMPORARY TABLE mine (n INT)").await;
        ddl(&mut conn, "START TRANSACTION").await;
        assert_eq!(conn.status(), TransactionStatus::Active);
        assert!(conn.needs_reset());
        conn.reset().await.unwrap();
        assert_eq!((conn.needs_reset(), conn.status()), (false, TransactionStatus::Idle));
        assert_eq!(one(&mut conn, "SELECT @mine").await, Value::Null);
        assert_eq!(kind(run(&mut conn, "SELECT * FROM mine", vec![]).await), ErrorKind::Programming);
        assert_eq!(one(&mut conn, "SELECT @@time_zone").await, Value::Text("+00:00".into()));
        assert_eq!(one(&mut conn, "SELECT @@sql_mode LIKE '%STRICT%NO_ZERO_DATE%'").await, Value::Int(1));
        let crab = Value::Text("🦀".into());
        assert_eq!(run(&mut conn, "SELECT ?", vec![crab.clone()]).await.unwrap().1.rows, [[crab]]);
        assert_eq!(one(&mut conn, "SELECT 1").await, Value::Int(1));
    }
}

#[tokio::test]
async fn a_sink_that_refuses_a_row_leaves_the_connection_usable() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let sql = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
        let refusing = Rows { limit: Some(1), ..Rows::default() };
        assert_eq!(kind(send_into(&mut conn, sql, Params::One(vec![]), true, refusing).await), ErrorKind::Data);
        assert_eq!(one(&mut conn, "SELECT 42").await, Value::Int(42));
    }
}

#[tokio::test]
async fn a_dropped_call_poisons_the_connection_and_abort_stops_the_statement() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut other, "cut", "n INT").await;
        let id = one(&mut conn, "SELECT connection_id()").await;
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO cut VALUES (1)", vec![]).await.unwrap();
        {
            let cut = run(&mut conn, "SELECT sleep(30)", vec![]);
            let _ = tokio::time::timeout(std::time::Duration::from_millis(100), cut).await.err().unwrap();
        }
        assert_eq!(conn.status(), TransactionStatus::Unknown);
        assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
        assert_eq!(kind(conn.commit().await), ErrorKind::Poisoned);
        conn.abort();
        assert!(conn.is_closed());
        // The server ends it long before the statement would have.
        let gone = async {
            let sql = "SELECT count(*) FROM information_schema.processlist WHERE id = ?";
            while run(&mut other, sql, vec![id.clone()]).await.unwrap().1.rows != [[Value::Int(0)]] {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
        assert_eq!(one(&mut other, "SELECT count(*) FROM cut").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE cut").await;
    }
}

#[covers("MY-30")]
#[tokio::test]
async fn a_killed_connection_is_a_disconnect() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let mut other = connect(&url).await;
        table(&mut other, "kil", "n INT").await;
        let Value::Int(id) = one(&mut conn, "SELECT connection_id()").await else { panic!() };
        conn.begin(BeginOptions::default());
        run(&mut conn, "INSERT INTO kil VALUES (1)", vec![]).await.unwrap();
        ddl(&mut other, &format!("KILL {id}")).await;
        let outcome = conn.commit().await.err().unwrap();
        assert!(matches!(outcome.kind(), ErrorKind::CommitUnknown | ErrorKind::Disconnect), "{outcome:?}");
        assert!(conn.is_closed());
        assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Disconnect);
        assert_eq!(one(&mut other, "SELECT count(*) FROM kil").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE kil").await;
    }
}

#[tokio::test]
async fn literals_mean_what_they_say() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let dialect = conn.dialect();
        let literal = |value: &Value| {
            let mut renderer = alchemy_core::Renderer::literal(&*dialect);
            renderer.bind(value).unwrap();
            renderer.finish().0
        };
        for value in [
            Value::Text("a'b\\c\"d\n`--/*é🦀".into()),
            Value::Text("\\".into()),
            Value::Bytes(vec![0, 39, 92, 255].into()),
            Value::Int(i64::MIN),
            Value::Bool(true),
            Value::Null,
        ] {
            let sql: Arc<str> = format!("SELECT {}", literal(&value)).into();
            let expected = if value == Value::Bool(true) { Value::Int(1) } else { value };
            assert_eq!(one(&mut conn, &sql).await, expected, "{sql}");
        }
    }
}

/// Every type of column, with the default that needs most care, and every target of CAST.
#[tokio::test]
async fn the_server_knows_every_type_that_the_dialect_names() {
    let types = [
        SqlType::Boolean,
        SqlType::SmallInteger,
        SqlType::Integer,
        SqlType::BigInteger,
        SqlType::UnsignedBigInteger,
        SqlType::Real,
        SqlType::Double,
        SqlType::Decimal,
        SqlType::Numeric { precision: Some(9), scale: None },
        SqlType::Numeric { precision: Some(9), scale: Some(3) },
        SqlType::String { length: None },
        SqlType::String { length: Some(40) },
        SqlType::Text,
        SqlType::Binary,
        SqlType::Date,
        SqlType::Time,
        SqlType::DateTime,
        SqlType::Timestamp,
        SqlType::Uuid,
        SqlType::Json,
    ];
    for url in urls() {
        let mut conn = connect(&url).await;
        let dialect = conn.dialect();
        for sql_type in &types {
            table(&mut conn, "typ", &format!("c {}", dialect.column_type(sql_type).unwrap())).await;
            let cast = dialect.cast_type(sql_type).unwrap();
            assert_eq!(one(&mut conn, &format!("SELECT CAST(NULL AS {cast})")).await, Value::Null, "{cast}");
        }
        let mut renderer = alchemy_core::Renderer::literal(&*dialect);
        let mut column = ColumnDef::new("at", SqlType::Timestamp.precise(6));
        column.server_default = Some(Raw("CURRENT_TIMESTAMP".into()).into());
        dialect.column(&mut renderer, &Table::new("typ"), &column).unwrap();
        table(&mut conn, "typ", &format!("n INT, {}", renderer.finish().0)).await;
        run(&mut conn, "INSERT INTO typ (n) VALUES (1)", vec![]).await.unwrap();
        let recent = "SELECT count(*) FROM typ WHERE abs(timestampdiff(SECOND, at, utc_timestamp())) < 60";
        assert_eq!(one(&mut conn, recent).await, Value::Int(1));
        let (_, rows) = run(&mut conn, dialect.table_names(), vec![]).await.unwrap();
        assert!(rows.rows.contains(&vec![Value::Text("typ".into())]));
        ddl(&mut conn, "DROP TABLE typ").await;
    }
}

#[tokio::test]
async fn every_reserved_word_can_be_a_name() {
    for url in urls() {
        let mut conn = connect(&url).await;
        let dialect = conn.dialect();
        let listed = "SELECT lower(word) FROM information_schema.keywords";
        let (_, words) = run(&mut conn, listed, vec![]).await.unwrap();
        for word in words.rows {
            let Value::Text(word) = &word[0] else { panic!("{word:?}") };
            if !word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                continue;
            }
            let mut renderer = alchemy_core::Renderer::new(&*dialect);
            renderer.name(&**word).unwrap();
            let name = renderer.finish().0;
            let sql = format!("SELECT t.{name} FROM (SELECT 1 AS {name}) AS t ORDER BY {name}");
            assert!(send(&mut conn, &sql, Params::One(vec![]), false).await.is_ok(), "{sql}");
        }
    }
}

/// Cuts a call after each number of polls: whatever was cut, nothing is answered afterwards and nothing is left behind.
#[tokio::test]
async fn a_call_can_be_dropped_at_any_point() {
    for url in urls() {
        let mut other = connect(&url).await;
        table(&mut other, "poll", "n INT").await;
        let mut cut = 0;
        for polls in 1.. {
            let mut conn = connect(&url).await;
            conn.begin(BeginOptions::default());
            let insert = vec![vec![Value::Int(1)], vec![Value::Int(2)]];
            let outcome = {
                let mut call = std::pin::pin!(send(&mut conn, "INSERT INTO poll VALUES (?)", Params::Many(insert), true));
                let mut left = polls;
                std::future::poll_fn(|context| {
                    left -= 1;
                    match call.as_mut().poll(context) {
                        std::task::Poll::Pending if left == 0 => std::task::Poll::Ready(None),
                        poll => poll.map(Some),
                    }
                })
                .await
            };
            if outcome.is_some() {
                break;
            }
            cut += 1;
            assert_eq!(conn.status(), TransactionStatus::Unknown);
            assert_eq!(kind(run(&mut conn, "SELECT 1", vec![]).await), ErrorKind::Poisoned);
            conn.abort();
        }
        assert!(cut >= 3, "{cut}");
        // Waits for the locks of what is still being rolled back.
        ddl(&mut other, "ALTER TABLE poll COMMENT 'x'").await;
        assert_eq!(one(&mut other, "SELECT count(*) FROM poll").await, Value::Int(0));
        ddl(&mut other, "DROP TABLE poll").await;
    }
}
