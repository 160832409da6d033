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
//! | `kept` | the statements taken through an engine that keeps their texts |
//! | `execute` | the statements put before real servers |
//!
//! `cargo run -p alchemy-conformance -- [AREA|ID ...]` prints each mismatch and a summary. `cargo xtask conformance core`
//! starts the servers and does the same.
#![expect(clippy::print_stdout, reason = "a command-line program speaks through its standard output")]

mod areas;
mod cases;
mod execute;
mod golden;
mod judge;
mod kept;
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
    let wanted: Vec<&Record> = golden.records.iter().filter(|record| is_wanted(record, &wanted)).collect();
    for record in &wanted {
        let verdict = judge.judge(record);
        report(record, &verdict);
        tally.count(&verdict);
    }
    let kept = take_through_engines(&judge, &cases, &wanted);
    let taken = put_before_servers(&golden, &cases, &wanted);
    println!("{tally}");
    if unknown.is_empty() && kept && taken && tally.is_enough() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether texts that engines keep are the right ones.
fn take_through_engines(judge: &Judge<'_>, cases: &Cases, wanted: &[&Record]) -> bool {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return false };
    let mut right = true;
    for (database, dialect) in judge.dialects() {
        let failures = runtime.block_on(kept::failures(dialect.clone(), cases, wanted));
        for failure in failures.unwrap_or_else(|error| vec![error.to_string()]) {
            println!("NOT KEPT   {database}: {failure}");
            right = false;
        }
    }
    right
}

/// Whether every server takes what it should.
fn put_before_servers(golden: &Golden, cases: &Cases, wanted: &[&Record]) -> bool {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        println!("no runtime can be had to ask the servers with");
        return false;
    };
    let mut taken = true;
    for (name, url) in execute::databases() {
        match runtime.block_on(execute::on(&name, &url, golden, cases, wanted)) {
            Ok(tried) => {
                for (id, text, complaint) in &tried.failed {
                    println!("NOT TAKEN  {id} by {name}: {complaint}\n               {text}");
                }
                for (id, why) in &tried.known {
                    println!("not taken  {id} by {name}: {why}");
                }
                println!(
                    "{}: {} accepted, {} known not to be, {} not",
                    tried.name,
                    tried.accepted,
                    tried.known.len(),
                    tried.failed.len()
                );
                taken &= tried.failed.is_empty();
            }
            Err(error) => {
                println!("{name}: the statements cannot be tried: {error}");
                taken = false;
            }
        }
    }
    taken
}

fn is_wanted(record: &Record, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|name| *name == record.area || *name == record.id)
}

fn report(record: &Record, verdict: &Verdict) {
    match verdict {
        Verdict::Matched => {}
        Verdict::Refused(where_) => println!("refused    {}: {}", record.id, where_.join("; ")),
        Verdict::Mended(why) => println!("mended     {}: {why}", record.id),
        Verdict::Deviating(why) => println!("deviating  {}: {why}", record.id),
        Verdict::Missing(why) => println!("MISSING    {}: {}", record.id, why.join("\n             ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cases, Golden, Judge, Record, Verdict, areas, report, take_through_engines};

    #[test]
    fn every_golden_case_is_expressed_and_none_has_another_text_without_a_reason() {
        let golden = Golden::read().unwrap();
        let mut cases = Cases::default();
        areas::register(&mut cases);
        assert_eq!(cases.unknown_to(&golden), Vec::<String>::new());
        let judge = Judge::new(&golden, &cases);
        let mut missing = Vec::new();
        for record in &golden.records {
            let verdict = judge.judge(record);
            if matches!(verdict, Verdict::Missing(_)) {
                report(record, &verdict);
                missing.push(&record.id);
            }
        }
        assert_eq!(missing, Vec::<&String>::new());
        let all: Vec<&Record> = golden.records.iter().collect();
        assert!(take_through_engines(&judge, &cases, &all), "a text that an engine keeps is another one");
    }
}
