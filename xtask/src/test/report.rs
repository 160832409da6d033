//! The table that ends a run of the tests, and the line that sums it up.

use std::fmt;

use super::suite::Counts;
use crate::server::Missing;
use crate::table;

/// What became of one database.
#[derive(Debug)]
pub(super) enum Status {
    Ran,
    /// It ran, and something is wrong beyond the tests that failed.
    Trouble(String),
    /// It did not run, which is as it may be.
    Absent(String),
    /// It did not run, and had to.
    Lacking(String),
}

impl Status {
    pub(super) fn missing(missing: &Missing) -> Self {
        match missing.is_required {
            true => Self::Lacking(missing.reason.clone()),
            false => Self::Absent(missing.reason.clone()),
        }
    }

    fn is_good(&self) -> bool {
        matches!(self, Self::Ran | Self::Absent(_))
    }
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) counts: Counts,
    pub(super) status: Status,
}

impl Row {
    pub(super) fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), version: String::new(), counts: Counts::default(), status: Status::Ran }
    }

    /// What ran without a filter and ran no test is trouble: a suite that lost its tests must not look well.
    pub(super) fn ran(name: &str, version: &str, counts: Counts, filter: &[String]) -> Self {
        let none = (counts.passed + counts.failed == 0 && filter.is_empty()).then(|| "no test ran".to_owned());
        let status = counts.trouble.clone().or(none).map_or(Status::Ran, Status::Trouble);
        Self { version: version.to_owned(), counts, status, ..Self::empty(name) }
    }

    fn status(&self) -> String {
        match &self.status {
            Status::Ran if self.counts.ignored > 0 => format!("ran, {} ignored", self.counts.ignored),
            Status::Ran => "ran".to_owned(),
            Status::Trouble(what) => format!("trouble: {what}"),
            Status::Absent(reason) => format!("not run: {reason}"),
            Status::Lacking(reason) => format!("not run, but required: {reason}"),
        }
    }

    fn cells(&self) -> [String; 6] {
        let Counts { passed, failed, time, .. } = &self.counts;
        let seconds = format!("{:.1}", time.as_secs_f64());
        match self.status {
            Status::Absent(_) | Status::Lacking(_) => {
                [self.name.clone(), "".into(), "".into(), "".into(), "".into(), self.status()]
            }
            _ => [self.name.clone(), self.version.clone(), passed.to_string(), failed.to_string(), seconds, self.status()],
        }
    }
}

/// All rows, in the order they ran. Displays as the table and, last, `N passed, M failed`.
#[derive(Debug, Default)]
pub(super) struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub(super) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn is_good(&self) -> bool {
        self.failed() == 0
    }

    fn passed(&self) -> usize {
        self.rows.iter().map(|row| row.counts.passed).sum()
    }

    /// A row that is not good without a failed test counts as one, so that the last line never contradicts the exit code.
    fn failed(&self) -> usize {
        self.rows.iter().map(|row| row.counts.failed + usize::from(!row.status.is_good())).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["database", "version", "passed", "failed", "seconds", "status"].map(String::from);
        let rows: Vec<_> = std::iter::once(head).chain(self.rows.iter().map(Row::cells)).collect();
        writeln!(f, "{}\n", table::render(&rows))?;
        write!(f, "{} passed, {} failed", self.passed(), self.failed())
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Report, Row, Status};

    fn report(status: Status) -> Report {
        Report { rows: vec![Row { status, ..Row::empty("x") }] }
    }

    #[test]
    fn what_may_be_absent_is_no_failure_and_what_must_run_is() {
        assert!(report(Status::Absent("no npm".to_owned())).is_good());
        assert!(!report(Status::Lacking("no apt-get".to_owned())).is_good());
        assert!(!report(Status::Trouble("crashed".to_owned())).is_good());
    }

    #[test]
    fn a_run_without_tests_is_trouble_unless_a_filter_asked_for_it() {
        assert!(matches!(Row::ran("x", "", Counts::default(), &[]).status, Status::Trouble(_)));
        assert!(matches!(Row::ran("x", "", Counts::default(), &["name".to_owned()]).status, Status::Ran));
    }

    #[test]
    fn the_last_line_sums_up() {
        let counts = Counts { passed: 2, failed: 1, ..Counts::default() };
        let report = Report { rows: vec![Row::ran("x", "1", counts, &[])] };
        assert_eq!(report.to_string().lines().last(), Some("2 passed, 1 failed"));
    }
}
