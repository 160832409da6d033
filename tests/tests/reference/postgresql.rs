//! The code of the chapter "PostgreSQL".

use alchemy_claims::covers;
use alchemy_orm::core::{ConstraintBuilder as _, CreateIndex, CreateTable, Index, Lock, Sequence, Unique, prelude::*};
use alchemy_postgres::column_types::Domain;
use alchemy_postgres::ext::{Hstore, HstoreOperators as _, TsOperators as _, array, array_agg, to_tsquery, to_tsvector};
use alchemy_postgres::{Exclude, IndexOptions, NullsDistinct, TableOptions};

use super::dialects::{ddl, postgresql, sqlite};

// ANCHOR: declared
table! {
    pub event ("event") {
        id: Auto<i64> [primary_key],
        kind: String,
        words: String,
        happened: i64,
        labels: Hstore,
    }
}
// ANCHOR_END: declared

fn here() -> alchemy_postgres::Dialect {
    alchemy_postgres::Dialect::default()
}

#[covers("PG-10", "PG-11", "PG-12")]
#[test]
fn selecting() {
    // ANCHOR: lists
    let some = select(event::id).filter(event::kind.in_(["a", "b"]));
    assert_eq!(postgresql(some), "SELECT event.id FROM event WHERE event.kind = ANY ($1)");
    // ANCHOR_END: lists
    // ANCHOR: distinct_on
    let last = select((event::kind, event::words)).distinct_on(event::kind).order_by((event::kind, event::happened.desc()));
    assert_eq!(
        postgresql(last),
        "SELECT DISTINCT ON (event.kind) event.kind, event.words FROM event ORDER BY event.kind, event.happened DESC",
    );
    // ANCHOR_END: distinct_on
    // ANCHOR: locks
    let next = select(event::id).limit(1).with_lock(Lock::no_key_update().skip_locked());
    assert_eq!(postgresql(next), "SELECT event.id FROM event LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED");
    // ANCHOR_END: locks
    // ANCHOR: only
    let own = select(event::id).with_hint(event, "ONLY");
    assert_eq!(postgresql(own), "SELECT event.id FROM ONLY event");
    // ANCHOR_END: only
}

#[covers("PG-37")]
#[test]
fn functions_in_from() {
    // ANCHOR: series
    let days = func::call::<i64>("generate_series", (1, 7)).table_valued(["day"]).with_ordinality("nth").derived().named("days");
    let stmt = select((days.c::<i64>("day"), days.c::<i64>("nth")));
    assert_eq!(postgresql(stmt), "SELECT days.day, days.nth FROM generate_series($1, $2) WITH ORDINALITY AS days(day, nth)",);
    // ANCHOR_END: series
}

#[covers("PG-13", "PG-16", "PG-20")]
#[test]
fn values_of_its_own() {
    // ANCHOR: search
    let found = to_tsvector(("english", event::words)).ts_match(to_tsquery(("english", "white & whale")));
    assert_eq!(
        postgresql(select(event::id).filter(found)),
        "SELECT event.id FROM event WHERE to_tsvector($1, event.words) @@ to_tsquery($2, $3)",
    );
    // ANCHOR_END: search
    // ANCHOR: arrays
    let kinds = select((event::happened, array_agg(event::kind))).group_by(event::happened);
    assert_eq!(postgresql(kinds), "SELECT event.happened, array_agg(event.kind) AS array_agg_1 FROM event GROUP BY event.happened",);
    assert_eq!(
        postgresql(select(array([event::kind, event::words]))),
        "SELECT ARRAY[event.kind, event.words] AS anon_1 FROM event"
    );
    // ANCHOR_END: arrays
    // ANCHOR: hstore
    let red = || select(event::id).filter(event::labels.value("colour").eq("red"));
    assert_eq!(postgresql(red()), "SELECT event.id FROM event WHERE event.labels[$1] = $2");
    assert!(sqlite(red()).starts_with("sqlite cannot express"));
    // ANCHOR_END: hstore
}

#[covers("PG-22", "PG-36")]
#[test]
fn types_and_sequences() {
    // ANCHOR: domain
    let zip = Domain::new("zip", Varchar(9)).not_null().check("VALUE ~ '^[0-9]+$'");
    assert_eq!(ddl(&zip.create(), &here()), "CREATE DOMAIN zip AS VARCHAR(9) NOT NULL CHECK (VALUE ~ '^[0-9]+$')");
    let address = Table::new("address").column(Column::new("zip", zip.sql_type()));
    assert_eq!(ddl(&CreateTable::new(&address), &here()), "CREATE TABLE address (zip zip)");
    // ANCHOR_END: domain
    // ANCHOR: sequence
    let numbers = Sequence::new("invoice_number");
    assert_eq!(postgresql(select(numbers.next_value())), "SELECT nextval('invoice_number') AS next_value_1");
    // ANCHOR_END: sequence
}

#[covers("PG-29", "PG-30", "PG-31", "PG-32")]
#[test]
fn tables() {
    // ANCHOR: tables
    let log = Table::new("log").column(Column::new("day", Integer)).column(Column::new("words", Varchar(99)));
    let parted = log.clone().with(TableOptions::new().partition_by("RANGE (day)"));
    assert_eq!(
        ddl(&CreateTable::new(&parted), &here()),
        "CREATE TABLE log (day INTEGER, words VARCHAR(99)) PARTITION BY RANGE (day)",
    );
    let index = Index::new(["words"]).with(IndexOptions::new().using("gin").ops("words", "gin_trgm_ops").concurrently());
    assert_eq!(
        ddl(&CreateIndex::new(&log, &index), &here()),
        "CREATE INDEX CONCURRENTLY ix_log_words ON log USING gin (words gin_trgm_ops)",
    );
    // ANCHOR_END: tables
    // ANCHOR: constraints
    let room = Table::new("room").column(Column::new("number", Integer)).column(Column::new("day", Integer));
    let room = room.clone().constraint(Exclude::new().element(room.c("number"), "=").element(room.c("day"), "="));
    let room = room.unique(Unique::new(["day"]).with(NullsDistinct(false)));
    assert_eq!(
        ddl(&CreateTable::new(&room), &here()),
        "CREATE TABLE room (number INTEGER, day INTEGER, EXCLUDE USING gist (number WITH =, day WITH =), \
         UNIQUE NULLS NOT DISTINCT (day))",
    );
    // ANCHOR_END: constraints
}
