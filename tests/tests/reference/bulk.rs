//! The code of the chapter "Many rows at once".

use std::collections::HashMap;

use alchemy_claims::covers;
use alchemy_orm::Engine;
use alchemy_orm::core::{Batch, Compiled, Dialect, Statement, prelude::*};
use alchemy_tests::Recorder;

use super::dialects::{on_an_engine, postgresql};

// ANCHOR: declared
table! {
    pub item ("item") {
        id: Auto<i64> [primary_key],
        code: String [length = 20],
        price: i64,
    }
}
// ANCHOR_END: declared

/// The text in which a dialect inserts many rows.
fn in_bulk(insert: impl Statement, dialect: &dyn Dialect) -> String {
    match insert.batch(dialect, 1000).unwrap() {
        Some(Batch::Bulk(bulk, _)) => Compiled::of(&bulk, dialect).unwrap().text().to_owned(),
        other => format!("{other:?}"),
    }
}

#[covers("IMV-01")]
#[test]
fn forms() {
    // ANCHOR: few
    let few = item::insert().rows((item::code, item::price), [("a", 1), ("b", 2)]);
    assert_eq!(postgresql(few), "INSERT INTO item (code, price) VALUES ($1, $2), ($3, $4)");
    // ANCHOR_END: few
    // ANCHOR: forms
    let keyed = || item::insert().rows((item::code, item::price), [("a", 1), ("b", 2)]).returning(item::id);
    assert_eq!(
        in_bulk(keyed(), &alchemy_postgres::Dialect::default()),
        "INSERT INTO item (code, price) SELECT p.c0, p.c1 FROM unnest($1::VARCHAR[], $2::BIGINT[]) \
         WITH ORDINALITY AS p(c0, c1, ordinal) ORDER BY p.ordinal RETURNING id",
    );
    assert_eq!(
        in_bulk(keyed(), &alchemy_mysql::Dialect::mariadb()),
        "INSERT INTO item (code, price) VALUES (?, ?), (?, ?) RETURNING id",
    );
    assert_eq!(in_bulk(keyed(), &alchemy_sqlite::Dialect), "INSERT INTO item (code, price) VALUES (?, ?) RETURNING id");
    // ANCHOR_END: forms
}

async fn keys(engine: &Engine) -> Result<()> {
    MetaData::of::<(item,)>().create_all(engine).await?;
    // ANCHOR: keys
    let codes: Vec<String> = (0..5000).map(|n| format!("code{n}")).collect();
    let insert = item::insert().rows((item::code, item::price), codes.iter().map(|code| (code.as_str(), 7)));
    let ids: Vec<i64> = engine.all(insert.returning(item::id)).await?;
    assert_eq!(ids.len(), 5000);

    let stored: Vec<(i64, String)> = engine.all(select((item::id, item::code))).await?;
    let stored: HashMap<i64, String> = stored.into_iter().collect();
    assert!(ids.iter().zip(&codes).all(|(id, code)| stored[id] == *code));
    // ANCHOR_END: keys
    Ok(())
}

#[covers("IMV-01", "IMV-04")]
#[test]
fn keys_come_back_in_the_order_of_the_rows() {
    on_an_engine(keys);
}

async fn statements(engine: &Engine) -> Result<()> {
    MetaData::of::<(item,)>().create_all(engine).await?;
    let sent = Recorder::of(engine);
    // ANCHOR: upsert
    let rows = (0..2500).map(|n| (n, format!("c{n}"), 1));
    let insert = item::insert().rows((item::id, item::code, item::price), rows);
    let upsert = insert.on_conflict(item::id).do_update(|row| item::price.to(row.excluded(item::price)));
    assert_eq!(engine.execute(upsert).await?.rows_affected, 2500);
    // ANCHOR_END: upsert
    assert_eq!(sent.statements().len(), 3);
    Ok(())
}

#[covers("IMV-03", "IMV-11")]
#[test]
fn a_large_statement_is_several() {
    on_an_engine(statements);
}

async fn all_or_none(engine: &Engine) -> Result<()> {
    MetaData::of::<(item,)>().create_all(engine).await?;
    // ANCHOR: none
    let rows = |last: i64| (0..20_000).map(move |n| (if n == 19_999 { last } else { n }, "c", 1));
    let columns = || (item::id, item::code, item::price);
    let error = engine.execute(item::insert().rows(columns(), rows(5))).await.unwrap_err();
    assert!(error.is_integrity());
    assert_eq!(engine.scalar(select(func::count(item::id))).await?, 0);
    engine.execute(item::insert().rows(columns(), rows(19_999))).await?;
    assert_eq!(engine.scalar(select(func::count(item::id))).await?, 20_000);
    // ANCHOR_END: none
    Ok(())
}

#[covers("IMV-03", "IMV-08")]
#[test]
fn all_rows_or_none() {
    on_an_engine(all_or_none);
}
