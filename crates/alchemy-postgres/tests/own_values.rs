//! Arrays, ranges, hstore and search vectors travel both ways, on the server that `ALCHEMY_POSTGRES_URL` names.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use alchemy_claims::covers;
use alchemy_core::driver::{Driver as _, DriverConnection, Params, Request, Sink};
use alchemy_core::prelude::*;
use alchemy_core::{Row, SqlValue, Value};
use alchemy_postgres::ext::{ArrayOperators as _, Bounds, Hstore, Jsonb, Multirange, Range, Tsquery, Tsvector};
use alchemy_postgres::{Dialect, Driver};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde_json::json;

#[derive(Default)]
struct First(Option<Value>);

impl Sink for First {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        self.0 = Some(row.get(0)?.to_value()?);
        Ok(())
    }

    fn end_of_set(&mut self) -> Result<()> {
        Ok(())
    }
}

type Connection = Box<dyn DriverConnection>;

async fn connect() -> Option<Connection> {
    let Some(url) = std::env::var("ALCHEMY_POSTGRES_URL").ok().filter(|url| !url.is_empty()) else {
        eprintln!("not run: ALCHEMY_POSTGRES_URL names no server");
        return None;
    };
    Some(Driver::from_url(&url.parse().unwrap()).unwrap().connect().await.unwrap())
}

async fn first(conn: &mut Connection, sql: &str, params: Vec<Value>) -> Result<Value> {
    let sink: Option<Box<dyn Sink>> = Some(Box::new(First::default()));
    let mut reply = conn.run(Request { sql: sql.into(), params: Params::One(params), sink, cached: true, deadline: None }).await?;
    let sink: Box<dyn Any> = reply.sink.take().unwrap();
    Ok(sink.downcast::<First>().unwrap().0.unwrap())
}

/// There and back, and what the server makes of it as text.
async fn travels<T: SqlValue + PartialEq + Debug>(conn: &mut Connection, sql_type: &str, value: T, text: &str) {
    let back = first(conn, &format!("SELECT $1::{sql_type}"), vec![value.to_value()]).await.unwrap();
    assert_eq!(T::from_value(back.as_ref()).unwrap(), value, "{sql_type}");
    let said = first(conn, &format!("SELECT ($1::{sql_type})::text"), vec![value.to_value()]).await.unwrap();
    assert_eq!(said, Value::from(text), "{sql_type}");
}

#[covers("DML-12")]
#[tokio::test]
async fn elements_of_arrays_and_keys_of_documents_are_assigned() {
    table! { shelf ("pg_temp"."shelf_of_parts") { id: i64, tags: Vec<String>, doc: Jsonb<serde_json::Value> } }
    let Some(mut conn) = connect().await else { return };
    let create = "CREATE TEMPORARY TABLE shelf_of_parts (id bigint, tags text[], doc jsonb)";
    let request = |sql: Arc<str>, values| Request { sql, params: Params::One(values), sink: None, cached: true, deadline: None };
    conn.run(request(create.into(), Vec::new())).await.unwrap();
    let row =
        (shelf::id.to(1), shelf::tags.to(vec!["a".to_owned(), "b".to_owned()]), shelf::doc.to(Jsonb(json!({"kind": "x", "n": 1}))));
    let change = (shelf::tags.element(2).to("map"), shelf::doc.get("kind").expr().to(Jsonb(json!("map"))));
    let insert = shelf::insert().values(row).compile(&Dialect::default()).unwrap();
    let update = shelf::update().set(change).compile(&Dialect::default()).unwrap();
    for statement in [insert, update] {
        let (sql, values) = statement.into_parts();
        assert_eq!(conn.run(request(sql, values)).await.unwrap().rows_affected, 1);
    }
    let now = first(&mut conn, "SELECT tags::text || doc::text FROM shelf_of_parts", Vec::new()).await.unwrap();
    assert_eq!(now, Value::from(r#"{a,map}{"n": 1, "kind": "map"}"#));
}

#[tokio::test]
async fn arrays_travel_with_all_their_dimensions() {
    let Some(mut conn) = connect().await else { return };
    let c = &mut conn;
    travels(c, "int[]", vec![1, 2, 3], "{1,2,3}").await;
    travels(c, "bigint[]", Vec::<i64>::new(), "{}").await;
    travels(c, "text[]", vec![Some("a,b".to_owned()), None], "{\"a,b\",NULL}").await;
    travels(c, "int[]", vec![vec![1, 2], vec![3, 4]], "{{1,2},{3,4}}").await;
    travels(c, "int[]", vec![vec![vec![1], vec![2]], vec![vec![3], vec![4]]], "{{{1},{2}},{{3},{4}}}").await;
    travels(c, "jsonb[]", vec![Jsonb(json!({"a": 1})), Jsonb(json!(null))], "{\"{\\\"a\\\": 1}\",\"null\"}").await;
    travels(c, "int4range[]", vec![Range::new(1, 3)], "{\"[1,3)\"}").await;
    let ragged = vec![vec![1, 2], vec![3]].to_value();
    assert!(first(c, "SELECT $1::int[]", vec![ragged]).await.is_err());
}

#[tokio::test]
async fn ranges_travel_with_their_bounds() {
    let Some(mut conn) = connect().await else { return };
    let c = &mut conn;
    let day = |day| NaiveDate::from_ymd_opt(2024, 5, day).unwrap();
    travels(c, "int4range", Range::new(1, 9), "[1,9)").await;
    travels(c, "int8range", Range::<i64>::empty(), "empty").await;
    travels(c, "int8range", Range::<i64>::with_bounds(None, Some(5), Bounds::Neither), "(,5)").await;
    travels(c, "numrange", Range::from(Decimal::new(15, 1)..=Decimal::new(25, 1)), "[1.5,2.5]").await;
    travels(c, "daterange", Range::new(day(1), day(2)), "[2024-05-01,2024-05-02)").await;
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let stay = Range::new(at("2024-05-01T10:00:00Z"), at("2024-05-02T10:00:00Z"));
    let back = first(c, "SELECT $1::tstzrange", vec![stay.to_value()]).await.unwrap();
    assert_eq!(Range::from_value(back.as_ref()).unwrap(), stay);
    travels(c, "int4multirange", Multirange(vec![Range::new(1, 3), Range::new(5, 7)]), "{[1,3),[5,7)}").await;
    travels(c, "int4multirange", Multirange::<i32>::default(), "{}").await;
    // Ranges of whole numbers come back in the server's own form.
    let both = first(c, "SELECT $1::int4range", vec![Range::from(1..=3).to_value()]).await.unwrap();
    assert_eq!(Range::from_value(both.as_ref()).unwrap(), Range::new(1, 4));
}

#[tokio::test]
async fn vectors_and_queries_travel_as_text() {
    let Some(mut conn) = connect().await else { return };
    let c = &mut conn;
    travels(c, "tsvector", Tsvector("'fat':2A 'it''s':3,4B 'rat'".into()), "'fat':2A 'it''s':3,4B 'rat'").await;
    let query = "'fat' & ( 'rat':*AB | !'cat' ) & 'a' <2> 'b'";
    travels(c, "tsquery", Tsquery(query.into()), query).await;
    let found =
        first(c, "SELECT to_tsvector($1, 'fat rats') @@ to_tsquery($2, $3)", ["english", "english", "rat"].map(Value::from).into());
    assert_eq!(found.await.unwrap(), Value::Bool(true));
}

#[tokio::test]
async fn hstore_travels_if_its_extension_is_there() {
    let Some(mut conn) = connect().await else { return };
    let c = &mut conn;
    let sql = "SELECT count(*) FROM pg_extension WHERE extname = 'hstore'";
    if first(c, sql, vec![]).await.unwrap() != Value::Int(1) {
        eprintln!("not run: the server's database has no extension hstore");
        return;
    }
    let pairs = BTreeMap::from([("a".to_owned(), Some("1".to_owned())), ("b".to_owned(), None)]);
    travels(c, "hstore", Hstore(pairs), "\"a\"=>\"1\", \"b\"=>NULL").await;
}

#[tokio::test]
async fn what_gives_nothing_reads_as_null() {
    let Some(mut conn) = connect().await else { return };
    assert_eq!(first(&mut conn, "SELECT pg_sleep(0)", vec![]).await.unwrap(), Value::Null);
}
