//! `cargo run --release -p alchemy-benches -- [FILTER]`: what alchemy costs beside the drivers it stands on.
//!
//! | module | holds |
//! |---|---|
//! | `target` | the databases, from `ALCHEMY_BENCH_ALL` |
//! | `schema`, `model` | tables, rows and the structs of both sides |
//! | `ours`, `raw` | the two sides |
//! | `measure`, `report` | paired rounds, and the table |
//! | `suite` | the benchmarks |
//! | `text` | writing statements, without a database |

mod measure;
mod model;
mod ours;
mod raw;
mod report;
mod schema;
mod suite;
mod target;
mod text;

use target::Target;

/// Why something could not be measured.
type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let filter = std::env::args().nth(1).unwrap_or_default();
    report::text_head();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(text::run(&filter))?;
    report::head();
    for target in Target::all()? {
        // One runtime for both sides: where tasks run decides what waking them costs.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        if let Err(error) = runtime.block_on(measure(&target, &filter)) {
            report::missing(&target, &error.to_string());
        }
    }
    Ok(())
}

async fn measure(target: &Target, filter: &str) -> Result<(), Failure> {
    match target.scheme() {
        "sqlite" => suite::run::<raw::Sqlite>(target, filter).await,
        "postgres" | "postgresql" => suite::run::<raw::Postgres>(target, filter).await,
        "mysql" | "mariadb" => suite::run::<raw::MySql>(target, filter).await,
        scheme => Err(format!("there is no raw side for `{scheme}`").into()),
    }
}
