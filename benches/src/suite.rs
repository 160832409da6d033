//! The benchmarks, each with both of its sides.

use std::hint::black_box;
use std::time::{Duration, Instant};

use alchemy_orm::Session;

use crate::measure::{Finding, compare};
use crate::model::{Author, Book, authors, people};
use crate::ours::{Ours, check};
use crate::raw::Raw;
use crate::schema::{AUTHORS, USERS};
use crate::target::Target;
use crate::{Failure, report};

/// The name of each benchmark, in order.
const NAMES: [&str; 11] = [
    "one row by key",
    "one row by key, statement built each time",
    "10,000 rows",
    "10,000 rows, streamed",
    "insert 100 rows",
    "100 parents with 10 children each",
    "100 parents with 10 children each, tracked",
    "10,000 rows, tracked",
    "10,000 rows, tracked, against ours plain",
    "flush 100 parents with 3 children each",
    "one row by key, tracked",
];

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

/// Runs what the filter leaves on one database.
pub(crate) async fn run<R: Raw>(target: &Target, filter: &str) -> Result<(), Failure> {
    let mut raw = R::connect(target).await?;
    raw.prepare().await?;
    let mut ours = Ours::connect::<R>(target).await?;
    check(&mut ours, &mut raw).await?;
    for name in NAMES.into_iter().filter(|name| is_wanted(name, filter)) {
        let finding = one(name, &mut ours, &mut raw).await?;
        report::row(target, name, &finding);
    }
    Ok(())
}

/// A whole name wants that one; anything else, whatever contains it.
fn is_wanted(name: &str, filter: &str) -> bool {
    if NAMES.contains(&filter) { name == filter } else { name.contains(filter) }
}

async fn one<R: Raw>(name: &str, ours: &mut Ours, raw: &mut R) -> Result<Finding, Failure> {
    let mut key = 0;
    let mut next = move || {
        key = key % USERS as i64 + 1;
        key
    };
    let mut same = next;
    match name {
        "one row by key" => compare(timed!(ours.one().await?), timed!(raw.one(1).await?)).await,
        "one row by key, statement built each time" => {
            compare(timed!(ours.one_of(next()).await?), timed!(raw.one(same()).await?)).await
        }
        "one row by key, tracked" => compare(timed!(ours.tracked_one(next()).await?), timed!(raw.one(same()).await?)).await,
        "10,000 rows" => compare(timed!(ours.all().await?), timed!(raw.all().await?)).await,
        "10,000 rows, streamed" => compare(timed!(ours.streamed().await?), timed!(raw.all().await?)).await,
        "insert 100 rows" => compare(timed!(ours.insert(people(100)).await?), timed!(raw.insert(people(100)).await?)).await,
        "100 parents with 10 children each" => compare(timed!(ours.authors().await?), timed!(raw.authors().await?)).await,
        "100 parents with 10 children each, tracked" => {
            compare(timed!(ours.tracked_authors().await?), timed!(raw.authors().await?)).await
        }
        "10,000 rows, tracked" => compare(timed!(ours.tracked().await?), timed!(raw.all().await?)).await,
        "10,000 rows, tracked, against ours plain" => against_plain(ours).await,
        _ => flush(ours, raw).await,
    }
}

async fn against_plain(ours: &mut Ours) -> Result<Finding, Failure> {
    let (mut plain, tracked) = (ours.twin().await?, ours);
    compare(timed!(tracked.tracked().await?), timed!(plain.all().await?)).await
}

/// Opening the transaction counts, since the first statement of a flush does it; ending it does not.
async fn flush<R: Raw>(ours: &mut Ours, raw: &mut R) -> Result<Finding, Failure> {
    let by_session = async |count: usize| {
        let mut total = Duration::ZERO;
        for _ in 0..count {
            let start = Instant::now();
            let mut session = Session::new(&ours.engine);
            let entities = session.add_all(authors(AUTHORS, 3));
            session.flush().await?;
            total += start.elapsed();
            session.rollback().await?;
            drop(entities);
        }
        Ok(total)
    };
    let by_hand = async |count: usize| {
        let mut total = Duration::ZERO;
        for _ in 0..count {
            let start = Instant::now();
            raw.run("BEGIN").await?;
            let stored = raw.flush(loose(AUTHORS, 3)).await?;
            total += start.elapsed();
            raw.run("ROLLBACK").await?;
            drop(stored);
        }
        Ok(total)
    };
    compare(by_session, by_hand).await
}

/// The authors of a flush with their books beside them, as one without an ORM would have them.
fn loose(count: usize, books: usize) -> Vec<(Author, Vec<Book>)> {
    let book = |number| Book { title: format!("Book {number}"), ..Book::default() };
    authors(count, 0).into_iter().map(|author| (author, (0..books).map(book).collect())).collect()
}
