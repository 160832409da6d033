//! What rows cost in allocations: what they hold, and the growth of the list that they are put into.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use alchemy_claims::covers;
use alchemy_core::prelude::*;

const ROWS: u64 = 10_000;

#[covers("RES-30")]
#[test]
fn a_row_takes_as_many_allocations_as_it_holds_texts() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let driver = alchemy_sqlite::Driver::from_url(&"sqlite::memory:".parse().unwrap()).unwrap();
        let engine = Engine::builder(std::sync::Arc::new(driver)).create().await.unwrap();
        let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})");
        let query = text(&format!("{numbers} SELECT i, 'a name of some length' FROM n")).columns::<(i64, String)>();
        let mut connection = engine.connect().await.unwrap();
        // What is kept from the first time on is not the rows'.
        connection.all(query.clone()).await.unwrap();
        let mut fetched = Vec::new();
        let taken = allocation_counter::measure(|| {
            // In the calling thread: this driver is ready when it is first polled.
            fetched = futures_util::FutureExt::now_or_never(connection.all(query)).unwrap().unwrap();
        });
        assert_eq!(fetched.len() as u64, ROWS);
        assert!(taken.count_total <= ROWS + 100, "{} allocations for {ROWS} rows", taken.count_total);
    });
}
