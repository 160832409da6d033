//! JSON, arrays, ranges and full-text search.

use alchemy_claims::covers;
use alchemy_mysql::ext::match_against;
use alchemy_orm::core::prelude::*;
use alchemy_postgres::ext::{ArrayOperators as _, Containment as _, Jsonb, JsonbOperators as _, Range, RangeOperators as _, array};
use serde_json::{Value as Json, json};

use super::dialects::{mariadb, mysql, postgresql, sqlite, standard};

// ANCHOR: declared
table! {
    pub book ("book") {
        id: i64 [primary_key],
        title: String,
        blurb: String,
        meta: Json,
    }
}

table! {
    pub archive ("archive") {
        id: i64 [primary_key],
        tags: Vec<String>,
        doc: Jsonb<Json>,
        years: Range<i32>,
    }
}
// ANCHOR_END: declared

#[covers("TXT-07", "MY-20", "SL-19")]
#[test]
fn places_in_documents() {
    // ANCHOR: places
    let tag = || select(book::meta.get("tags").get(0));
    assert_eq!(postgresql(tag()), "SELECT (book.meta -> $1) -> $2::INTEGER AS anon_1 FROM book");
    assert_eq!(mysql(tag()), "SELECT JSON_EXTRACT(JSON_EXTRACT(book.meta, ?), ?) AS anon_1 FROM book");
    assert_eq!(sqlite(tag()), "SELECT JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(book.meta, ?)), ?)) AS anon_1 FROM book");
    let path = || select(book::meta.get(("dims", "h")));
    assert_eq!(postgresql(path()), "SELECT book.meta #> $1 AS anon_1 FROM book");
    assert_eq!(standard(path()), "SELECT JSON_QUERY(book.meta, ?) AS anon_1 FROM book");
    // ANCHOR_END: places
    assert_eq!(mariadb(path()), "SELECT JSON_EXTRACT(book.meta, ?) AS anon_1 FROM book");
}

#[covers("TXT-08", "MY-20", "SL-19")]
#[test]
fn values_in_documents() {
    // ANCHOR: values
    let english = || select(book::id).filter(book::meta.get("lang").as_string().eq("en"));
    assert_eq!(postgresql(english()), "SELECT book.id FROM book WHERE CAST((book.meta ->> $1) AS VARCHAR) = $2");
    assert_eq!(sqlite(english()), "SELECT book.id FROM book WHERE CAST(JSON_EXTRACT(book.meta, ?) AS VARCHAR) = ?");
    let tall = || select(book::id).filter(book::meta.get("height").as_integer().gt(30));
    assert_eq!(postgresql(tall()), "SELECT book.id FROM book WHERE CAST((book.meta ->> $1) AS INTEGER) > $2");
    // ANCHOR_END: values
    // ANCHOR: null
    let null = select(book::id).filter(book::meta.get("lang").eq(Json::Null));
    assert_eq!(mysql(null), "SELECT book.id FROM book WHERE JSON_EXTRACT(book.meta, ?) = ?");
    let absent = select(book::id).filter(book::meta.get("lang").is_null());
    assert_eq!(mysql(absent), "SELECT book.id FROM book WHERE JSON_EXTRACT(book.meta, ?) IS NULL");
    // ANCHOR_END: null
}

#[test]
fn jsonb() {
    // ANCHOR: jsonb
    let stmt = select(archive::doc.get("a").get("b"))
        .filter(archive::doc.includes(Jsonb(json!({"kind": "map"}))))
        .filter(archive::doc.has_any(array(["x", "y"])));
    assert_eq!(
        postgresql(stmt),
        "SELECT archive.doc[$1][$2] AS anon_1 FROM archive WHERE archive.doc @> $3 AND archive.doc ?| ARRAY[$4, $5]",
    );
    // ANCHOR_END: jsonb
}

#[covers("DML-12")]
#[test]
fn parts_are_assigned() {
    // ANCHOR: assigned
    let stmt = archive::update().set((archive::tags.element(2).to("map"), archive::doc.get("kind").expr().to(Jsonb(json!("map")))));
    assert_eq!(postgresql(stmt), "UPDATE archive SET tags[$1]=$2, doc[$3]=$4");
    // ANCHOR_END: assigned
    let stmt = || archive::update().set(archive::tags.element(2).to("map"));
    assert!(mysql(stmt()).contains("cannot express") && sqlite(stmt()).contains("cannot express"));
    let whole = archive::update().set((archive::tags.overlaps(vec!["x".to_owned()]).to(true),));
    assert_eq!(postgresql(whole), "only columns, elements of arrays and keys of documents can be assigned");
}

#[test]
fn arrays_and_ranges() {
    // ANCHOR: arrays
    let stmt = select(archive::tags.element(1)).filter(archive::tags.overlaps(vec!["map".to_owned()]));
    assert_eq!(postgresql(stmt), "SELECT archive.tags[$1] AS anon_1 FROM archive WHERE archive.tags && $2");
    // ANCHOR_END: arrays
    // ANCHOR: ranges
    let stmt = select(archive::years.intersection_with(Range::new(1990, 2000))).filter(archive::years.includes(1995));
    assert_eq!(postgresql(stmt), "SELECT archive.years * $1 AS anon_1 FROM archive WHERE archive.years @> $2::INTEGER",);
    let nineties = Range::new(1990, 2000);
    assert!(nineties.contains(&1999) && !nineties.overlaps(&Range::from(2000..)));
    // ANCHOR_END: ranges
}

#[covers("MY-12", "SL-21")]
#[test]
fn full_text_search() {
    // ANCHOR: search
    let found = || select(book::id).filter(book::title.matches("whale"));
    assert_eq!(postgresql(found()), "SELECT book.id FROM book WHERE book.title @@ plainto_tsquery($1)");
    assert_eq!(mysql(found()), "SELECT book.id FROM book WHERE MATCH (book.title) AGAINST (? IN BOOLEAN MODE)");
    assert_eq!(sqlite(found()), "SELECT book.id FROM book WHERE book.title MATCH ?");
    let both = select(book::id).filter(match_against((book::title, book::blurb), "whale").in_natural_language_mode());
    assert_eq!(mysql(both), "SELECT book.id FROM book WHERE MATCH (book.title, book.blurb) AGAINST (? IN NATURAL LANGUAGE MODE)",);
    // ANCHOR_END: search
}
