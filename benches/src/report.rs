//! The table.
#![expect(clippy::print_stdout, reason = "a command-line program speaks through its standard output")]

use crate::measure::Finding;
use crate::target::Target;

/// Explains the columns.
pub(crate) fn head() {
    println!(
        "\nours ÷ raw: the median of 15 rounds in which both sides run in turn; beside it the middle half of the rounds.\n\
         µs: the median time of one repetition, dropping its result included. raw: the driver by hand, statements prepared\n\
         once, the same structs, the same current-thread runtime. Smaller is better, 1.00 is as fast as the driver.\n\
         Allocator: the platform's. Nothing is asserted.\n"
    );
    println!("| database | benchmark | ours ÷ raw | middle half | ours µs | raw µs |\n|---|---|---:|---:|---:|---:|");
}

/// Explains the columns of what needs no database.
pub(crate) fn text_head() {
    println!("| statements as text | beside | ours ÷ theirs | middle half | ours µs | theirs µs |\n|---|---|---:|---:|---:|---:|");
}

/// One row of what needs no database.
pub(crate) fn text(what: &str, beside: &str, finding: &Finding) {
    let Finding { ratio, quartiles: (low, high), ours, theirs } = finding;
    println!("| {what} | {beside} | {ratio:.2} | {low:.2}–{high:.2} | {} | {} |", micros(*ours), micros(*theirs));
}

/// One row.
pub(crate) fn row(target: &Target, benchmark: &str, finding: &Finding) {
    let Finding { ratio, quartiles: (low, high), ours, theirs } = finding;
    println!("| {} | {benchmark} | {ratio:.2} | {low:.2}–{high:.2} | {} | {} |", target.name, micros(*ours), micros(*theirs));
}

/// What could not be measured.
pub(crate) fn missing(target: &Target, why: &str) {
    println!("| {} | *not run: {why}* | | | | |", target.name);
}

fn micros(value: f64) -> String {
    if value < 100.0 { format!("{value:.2}") } else { format!("{value:.0}") }
}
