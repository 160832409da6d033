//! Running one cargo command of tests: its output shown as it comes, its tests counted on the way.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdout, Stdio};
use std::time::{Duration, Instant};

use crate::{Failure, cargo};

/// What a run of tests came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) ignored: usize,
    pub(super) time: Duration,
    /// What went wrong beyond the tests that failed: a test program that crashed counts none.
    pub(super) trouble: Option<String>,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.time += other.time;
        self.trouble = self.trouble.take().or(other.trouble);
    }

    /// Takes in a line of libtest's: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
    fn read(&mut self, line: &str) {
        let Some((_, numbers)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else { return };
        for part in numbers.split("; ") {
            match part.split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "failed")) => self.failed += count.parse().unwrap_or(0),
                Some((count, "ignored")) => self.ignored += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Runs `cargo test` with these arguments, these variables, and the filter for the test programs themselves.
pub(super) fn run(arguments: &[String], variables: &[(&str, &str)], filter: &[String]) -> Result<Counts, Failure> {
    let mut command = cargo::command(&["test", "--no-fail-fast"])?;
    command.args(arguments).arg("--").args(filter).envs(variables.iter().copied());
    command.env("ALCHEMY_CLAIMS", super::claims()?.with_extension("running")).stdout(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().map_err(|e| format!("cargo does not start: {e}"))?;
    let mut counts = Counts::default();
    if let Some(output) = child.stdout.take() {
        show_and_count(output, &mut counts)?;
    }
    let status = child.wait()?;
    counts.time = begun.elapsed();
    if !status.success() && counts.failed == 0 {
        counts.trouble = Some(format!("cargo test ended with {status}, though no test failed"));
    }
    Ok(counts)
}

/// Line by line as bytes, since a test may print what is no UTF-8.
fn show_and_count(output: ChildStdout, counts: &mut Counts) -> Result<(), Failure> {
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counts.read(&line);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn results_are_added_up_over_the_targets() {
        let mut counts = Counts::default();
        counts.read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        counts.read("test some::name ... ok");
        counts.read("test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.00s");
        assert_eq!(counts, Counts { passed: 5, failed: 4, ignored: 1, ..Counts::default() });
    }
}
