//! What a statement costs in allocations: the promise that building one and writing its text takes few.
#![allow(clippy::unwrap_used, reason = "tests")]

use alchemy_core::dialect::Ansi;
use alchemy_core::prelude::*;

table! { users ("users") { id: i64 [primary_key], name: String, email: String, age: i32, city: String } }

fn build_and_write() {
    let columns = (users::id, users::name, users::email);
    let select = select(columns).filter(users::age.gt(30)).filter(users::city.eq("Oslo")).order_by(users::name.desc()).limit(10);
    select.compile(&Ansi).unwrap();
}

#[test]
fn building_and_writing_a_select_takes_at_most_fifteen_allocations() {
    // The first time the table itself is made.
    build_and_write();
    let taken = allocation_counter::measure(build_and_write);
    assert!(taken.count_total <= 15, "{} allocations", taken.count_total);
}
