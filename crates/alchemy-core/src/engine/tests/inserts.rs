//! Many rows, in each of the dialects' forms.

use super::*;
use crate::dialect::{Ansi, BulkInsert, Dialect, Features, GeneratedKeys, Returning};
use crate::sql::{BulkRows, Matching};
use crate::types::SqlType;

fn bulk(returning: &[&'static str], matching: Matching) -> BulkRows {
    BulkRows {
        table: "t".into(),
        columns: vec![("a".into(), SqlType::BigInteger), ("b".into(), SqlType::Text)],
        returning: returning.iter().map(|name| (*name).into()).collect(),
        matching,
        rows: 0,
    }
}

fn rows(count: i64) -> Vec<Vec<Value>> {
    (0..count).map(|n| vec![Value::Int(n), Value::from("x")]).collect()
}

fn ids(ids: &[i64]) -> Vec<Vec<Value>> {
    ids.iter().map(|id| vec![Value::Int(*id)]).collect()
}

async fn connect(change: impl FnOnce(&mut Features)) -> (Arc<Server>, Connection) {
    let server = Arc::new(Server::default());
    let mut features = *Ansi.features();
    change(&mut features);
    *server.features.lock().unwrap() = Some(features);
    let connection = server.engine().await.connect().await.unwrap().autocommit(true);
    server.log.lock().unwrap().clear();
    (server, connection)
}

#[tokio::test]
async fn arrays_are_one_statement_whose_generated_keys_are_sorted() -> Result<()> {
    let (server, mut connection) = connect(|features| features.bulk_insert = BulkInsert::Arrays).await;
    server.answer([vec![Value::Int(12)], vec![Value::Int(10)], vec![Value::Int(11)]]);
    let back = connection.live().insert_rows(&bulk(&["id"], Matching::Generated(0)), rows(3)).await?;
    assert_eq!(back, ids(&[10, 11, 12]));
    assert_eq!(server.log().len(), 1);
    let Params::One(values) = &server.requests.lock().unwrap()[0] else { unreachable!("one set") };
    let first: Vec<Value> = (0..3).map(Value::Int).collect();
    assert_eq!(values[..], [Value::Array(first.into()), Value::Array(vec![Value::from("x"); 3].into())]);
    Ok(())
}

#[tokio::test]
async fn rows_go_in_pages_that_fit_the_placeholders() -> Result<()> {
    let (server, mut connection) = connect(|features| features.max_params = 5).await;
    server.answer([vec![Value::Int(2)], vec![Value::Int(1)]]);
    server.answer([vec![Value::Int(3)]]);
    let back = connection.live().insert_rows(&bulk(&["id"], Matching::Generated(0)), rows(3)).await?;
    assert_eq!(back, ids(&[1, 2, 3]));
    let expected =
        ["1 INSERT INTO t (a, b) VALUES (?, ?), (?, ?) RETURNING id", "1 INSERT INTO t (a, b) VALUES (?, ?) RETURNING id"];
    assert_eq!(server.log(), expected);
    Ok(())
}

#[tokio::test]
async fn rows_that_cannot_be_told_apart_go_one_by_one() -> Result<()> {
    let (server, mut connection) = connect(|_| {}).await;
    server.answer([vec![Value::Int(7)]]);
    server.answer([vec![Value::Int(5)]]);
    let back = connection.live().insert_rows(&bulk(&["c"], Matching::OneByOne), rows(2)).await?;
    assert_eq!(back, ids(&[7, 5]));
    assert_eq!(server.log(), ["1 INSERT INTO t (a, b) VALUES (?, ?) RETURNING c"; 2]);
    Ok(())
}

#[tokio::test]
async fn rows_with_keys_of_their_own_are_matched_by_them() -> Result<()> {
    let (server, mut connection) = connect(|_| {}).await;
    server.answer([vec![Value::Int(1), Value::Int(11)], vec![Value::Int(0), Value::Int(10)]]);
    let back = connection.live().insert_rows(&bulk(&["a", "c"], Matching::Given(vec![(0, 0)])), rows(2)).await?;
    assert_eq!(back, [[Value::Int(0), Value::Int(10)], [Value::Int(1), Value::Int(11)]]);
    assert_eq!(server.log().len(), 1);
    Ok(())
}

#[tokio::test]
async fn stepped_rows_get_what_their_step_gave() -> Result<()> {
    let (server, mut connection) = connect(|features| features.bulk_insert = BulkInsert::Stepped).await;
    server.answer([vec![Value::Int(9)], vec![Value::Int(3)]]);
    let back = connection.live().insert_rows(&bulk(&["id"], Matching::OneByOne), rows(2)).await?;
    assert_eq!(back, ids(&[9, 3]));
    assert_eq!(server.log(), ["1 INSERT INTO t (a, b) VALUES (?, ?) RETURNING id"]);
    assert!(matches!(&server.requests.lock().unwrap()[0], Params::Many(sets) if sets.len() == 2));
    Ok(())
}

fn without_returning(features: &mut Features) {
    (features.returning, features.generated_keys) = (Returning::None, GeneratedKeys::FirstAndCount);
}

#[tokio::test]
async fn without_returning_keys_are_counted_from_the_first() -> Result<()> {
    let (server, mut connection) = connect(without_returning).await;
    let back = connection.live().insert_rows(&bulk(&["id"], Matching::Generated(0)), rows(3)).await?;
    assert_eq!(back, ids(&[40, 41, 42]));
    assert_eq!(server.log(), ["1 INSERT INTO t (a, b) VALUES (?, ?), (?, ?), (?, ?)"]);
    let more = connection.live().insert_rows(&bulk(&["id", "c"], Matching::Generated(0)), rows(3)).await;
    assert_eq!(more.unwrap_err().kind(), ErrorKind::Unsupported);
    Ok(())
}

#[tokio::test]
async fn rows_of_nothing_but_defaults_go_one_by_one() -> Result<()> {
    let (server, mut connection) = connect(|_| {}).await;
    let empty = BulkRows { columns: Vec::new(), ..bulk(&["id"], Matching::Generated(0)) };
    server.answer([vec![Value::Int(1)]]);
    server.answer([vec![Value::Int(2)]]);
    let back = connection.live().insert_rows(&empty, vec![Vec::new(); 2]).await?;
    assert_eq!(back, ids(&[1, 2]));
    assert_eq!(server.log(), ["1 INSERT INTO t DEFAULT VALUES RETURNING t.id"; 2]);
    Ok(())
}

#[tokio::test]
async fn what_returns_nothing_gives_an_empty_row_each() -> Result<()> {
    let (_, mut connection) = connect(|_| {}).await;
    let nothing = bulk(&[], Matching::default());
    assert_eq!(connection.live().insert_rows(&nothing, rows(3)).await?, vec![Vec::<Value>::new(); 3]);
    assert_eq!(connection.live().insert_rows(&nothing, Vec::new()).await?.len(), 0);
    Ok(())
}

#[covers("IMV-07")]
#[tokio::test]
async fn rows_that_were_swallowed_are_an_error() -> Result<()> {
    for form in [BulkInsert::Arrays, BulkInsert::Rows, BulkInsert::Stepped] {
        let (server, mut connection) = connect(|features| features.bulk_insert = form).await;
        server.answer([vec![Value::Int(1)]]);
        let back = connection.live().insert_rows(&bulk(&["id"], Matching::Generated(0)), rows(2)).await;
        assert_eq!(back.unwrap_err().kind(), ErrorKind::Integrity, "{form:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_row_of_another_width_is_refused_before_anything_is_sent() {
    let (server, mut connection) = connect(|_| {}).await;
    let back = connection.live().insert_rows(&bulk(&[], Matching::default()), vec![vec![Value::Int(1)]]).await;
    assert_eq!(back.unwrap_err().kind(), ErrorKind::Programming);
    assert!(server.log().is_empty());
}
