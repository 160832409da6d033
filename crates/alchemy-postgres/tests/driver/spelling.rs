//! What the dialect writes, read by the server: literals, types and names.

use alchemy_core::{SqlType, Value};

use crate::session::{connect, ddl, moment, number, one, run, table, url};

#[tokio::test]
async fn literals_mean_what_they_say() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    ddl(&mut conn, "SET TimeZone = 'Asia/Tokyo'").await;
    let dialect = conn.dialect();
    for (value, cast) in [
        (Value::Text("a'b\\c\"d\n`--/*é🦀".into()), "text"),
        (Value::Text("\\".into()), "text"),
        (Value::Bytes(vec![0, 39, 92, 255].into()), "bytea"),
        (Value::Uuid([0xab; 16]), "uuid"),
        (Value::Int(i64::MIN), "bigint"),
        (Value::Bool(true), "boolean"),
        (Value::Null, "text"),
        (Value::Float(-0.1), "float8"),
        (Value::Float(1e300), "float8"),
        (Value::Float(f64::INFINITY), "float8"),
        (number("-0.00100"), "numeric"),
        (Value::Date("2024-02-29".parse().unwrap()), "date"),
        (Value::Time("01:02:03.000004".parse().unwrap()), "time"),
        (Value::DateTime(moment("2024-03-31 02:30:00.5")), "timestamp"),
        (Value::Timestamp(moment("2024-03-31 02:30:00.5")), "timestamptz"),
        (Value::Json("[1]".into()), "json"),
    ] {
        let mut renderer = alchemy_core::Renderer::literal(&*dialect);
        renderer.bind(&value).unwrap();
        let sql = format!("SELECT ({})::{cast}", renderer.finish().0);
        assert_eq!(one(&mut conn, &sql).await, value, "{sql}");
    }
}

/// Every type of column, and every target of CAST.
#[tokio::test]
async fn the_server_knows_every_type_that_the_dialect_names() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let dialect = conn.dialect();
    for sql_type in [
        SqlType::Boolean,
        SqlType::SmallInteger,
        SqlType::Integer,
        SqlType::BigInteger,
        SqlType::UnsignedBigInteger,
        SqlType::Real,
        SqlType::Double,
        SqlType::Numeric { precision: None, scale: None },
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
    ] {
        table(&mut conn, "typ", &format!("c {}", dialect.column_type(&sql_type).unwrap())).await;
        let cast = dialect.cast_type(&sql_type).unwrap();
        assert_eq!(one(&mut conn, &format!("SELECT CAST(NULL AS {cast})")).await, Value::Null, "{cast}");
    }
    let (_, rows) = run(&mut conn, dialect.table_names(), vec![]).await.unwrap();
    assert!(rows.rows.contains(&vec![Value::Text("typ".into())]));
    ddl(&mut conn, "DROP TABLE typ").await;
}

#[tokio::test]
async fn every_reserved_word_can_be_a_name() {
    let Some(url) = url() else { return };
    let mut conn = connect(&url).await;
    let dialect = conn.dialect();
    let (_, words) = run(&mut conn, "SELECT word FROM pg_get_keywords()", vec![]).await.unwrap();
    for word in words.rows {
        let Value::Text(word) = &word[0] else { panic!("{word:?}") };
        let mut renderer = alchemy_core::Renderer::new(&*dialect);
        renderer.name(&**word).unwrap();
        let name = renderer.finish().0;
        let sql = format!("WITH {name} AS (SELECT 1 AS {name}) SELECT {name}.{name}, {name} FROM {name} ORDER BY {name}");
        assert!(run(&mut conn, &sql, vec![]).await.is_ok(), "{sql}");
    }
}
