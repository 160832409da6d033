//! What the dialect writes, read by the server: literals, types and names.

use std::sync::Arc;

use alchemy_core::driver::Params;
use alchemy_core::{ColumnDef, Raw, SqlType, Table, Value};

use crate::session::{connect, ddl, one, run, send, table, urls};

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
