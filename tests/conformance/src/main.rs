//! Every golden case, expressed through the public API and compared with what SQLAlchemy renders for it.
//!
//! | module | holds |
//! |---|---|
//! | `golden` | the records and what servers said to them |
//! | `schema` | the tables that the cases share |
//! | `cases` | how an area registers its cases |
//! | `areas` | the cases, one file an area |
//! | `text`, `values` | when two texts, or two values, are the same |
//! | `judge` | what became of a case |
//!
//! `cargo run -p alchemy-conformance -- [AREA|ID ...]` prints each mismatch and a summary.
#![expect(clippy::print_stdout, reason = "a command-line program speaks through its standard output")]

mod areas;
mod cases;
mod golden;
mod judge;
mod schema;
mod text;
mod values;

use std::process::ExitCode;

use cases::Cases;
use golden::{Golden, Record};
use judge::{Judge, Tally, Verdict};

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let golden = match Golden::read() {
        Ok(golden) => golden,
        Err(failure) => {
            println!("the golden records cannot be read: {failure}");
            return ExitCode::FAILURE;
        }
    };
    let mut cases = Cases::default();
    areas::register(&mut cases);
    let unknown = cases.unknown_to(&golden);
    unknown.iter().for_each(|id| println!("no golden record is called {id}"));
    let judge = Judge::new(&golden, &cases);
    let mut tally = Tally::default();
    for record in golden.records.iter().filter(|record| is_wanted(record, &wanted)) {
        let verdict = judge.judge(record);
        report(record, &verdict);
        tally.count(&verdict);
    }
    println!("{tally}");
    if unknown.is_empty() && tally.is_enough() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_wanted(record: &Record, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|name| *name == record.area || *name == record.id)
}

fn report(record: &Record, verdict: &Verdict) {
    match verdict {
        Verdict::Matched => {}
        Verdict::Refused(where_) => println!("refused    {}: {}", record.id, where_.join("; ")),
        Verdict::Deviating(why) => println!("deviating  {}: {why}", record.id),
        Verdict::Missing(why) => println!("MISSING    {}: {}", record.id, why.join("\n             ")),
    }
}
