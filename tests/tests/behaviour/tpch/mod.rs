//! The 22 queries of TPC-H, written in the expression language, on generated data: each gives the rows that the same query
//! gives as SQL text. That no text is needed is what they show.

mod load;
mod queries;
mod schema;

use std::fmt::Debug;

use alchemy_claims::covers;
use alchemy_orm::core::{Plain, Query, Shape};
use alchemy_orm::prelude::*;
use alchemy_orm::{Connection, text};
use alchemy_tests::run;

/// Runs a query both ways, and compares.
async fn same<Q>(connection: &mut Connection, name: &str, query: Q, sql: &str) -> Result<()>
where
    Q: Query,
    <Q::Row as Shape>::In<Plain>: PartialEq + Debug,
{
    let ours = connection.all(query).await?;
    let theirs = connection.all(text(&spelled(connection, sql)).columns::<Q::Row>()).await?;
    assert!(!ours.is_empty() && format!("{ours:?}") != "[None]", "{name} gives nothing");
    assert_eq!(ours, theirs, "{name}");
    Ok(())
}

/// The text with what databases spell differently: `YEAR(x)`.
fn spelled(connection: &Connection, sql: &str) -> String {
    let Some((before, rest)) = sql.split_once("YEAR(") else { return sql.to_owned() };
    let Some((column, after)) = rest.split_once(')') else { return sql.to_owned() };
    let year = match connection.dialect().name() {
        "sqlite" => format!("CAST(STRFTIME('%Y', {column}) AS INTEGER)"),
        _ => format!("EXTRACT(year FROM {column})"),
    };
    spelled(connection, &format!("{before}{year}{after}"))
}

#[test]
#[covers("SEL-01", "SEL-10", "FUN-01", "CTE-01")]
fn the_queries_of_tpc_h_give_what_their_texts_give() {
    run(async |db| {
        let mut connection = db.engine.connect().await?;
        load::load(&db.engine, &mut connection).await?;
        queries::all(&mut connection).await
    });
}
