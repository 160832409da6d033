//! `cargo run --release [FILTER]` in this directory: what Diesel costs beside rusqlite, measured as alchemy's own benchmarks are.

mod diesel_side;
#[path = "../../src/measure.rs"]
mod measure;
mod raw_side;

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Why something could not be measured.
type Failure = Box<dyn std::error::Error>;

/// How many users there are.
const USERS: usize = 10_000;

/// Runs a side's work over and over, and times all of it with the results' drop.
macro_rules! timed {
    ($work:expr) => {
        async |count: usize| {
            let start = Instant::now();
            for _ in 0..count {
                let _ = black_box($work);
            }
            Ok::<Duration, Failure>(start.elapsed())
        }
    };
}

fn main() -> Result<(), Failure> {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    println!("| benchmark | diesel ÷ rusqlite | middle half | diesel µs | rusqlite µs |\n|---|---:|---:|---:|---:|");
    for name in ["one row by key", "10,000 rows", "insert 100 rows"].into_iter().filter(|name| name.contains(&*filter)) {
        let measure::Finding { ratio, quartiles: (low, high), ours, theirs } = runtime.block_on(one(name))?;
        println!("| {name} | {ratio:.2} | {low:.2}–{high:.2} | {ours:.2} | {theirs:.2} |");
    }
    Ok(())
}

async fn one(name: &str) -> Result<measure::Finding, Failure> {
    let mut diesel = diesel_side::Side::connect()?;
    let mut raw = raw_side::Side::connect()?;
    match name {
        "one row by key" => measure::compare(timed!(diesel.one(1)?), timed!(raw.one(1)?)).await,
        "10,000 rows" => measure::compare(timed!(diesel.all()?), timed!(raw.all()?)).await,
        _ => measure::compare(timed!(diesel.insert(people())?), timed!(raw.insert(people())?)).await,
    }
}

/// A hundred people: name and hair colour.
fn people() -> Vec<(String, Option<String>)> {
    (0..100).map(|number| (format!("User {number}"), Some("black".into()))).collect()
}

/// The tables, made and filled.
fn statements() -> String {
    let row = |number| format!("({number}, 'User {number}', {})", if number % 2 == 0 { "NULL" } else { "'black'" });
    let rows: Vec<String> = (1..=USERS).map(row).collect();
    format!(
        "CREATE TABLE bench_user (id integer PRIMARY KEY, name text NOT NULL, hair_color text);
         CREATE TABLE bench_person (id integer PRIMARY KEY, name text NOT NULL, hair_color text);
         INSERT INTO bench_user (id, name, hair_color) VALUES {};",
        rows.join(", ")
    )
}
