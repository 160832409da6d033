//! What every Rust file says about itself, and what none leaves undone.

use super::{Finding, Source};

const WHY_DOCS: &str = "every file begins with `//!` docs: a reader should know what a file holds before reading it";

const WHY_NAMES: &str = "a file is named after the one thing it holds; this name takes in anything";

const WHY_NO_RUN: &str = "an example that is not run is not known to work; let it run, or begin it with a line \
                          `# // not run: why`";

/// File names that say nothing.
const EMPTY_NAMES: &[&str] = &["util.rs", "utils.rs", "helper.rs", "helpers.rs", "common.rs", "misc.rs", "manager.rs"];

/// Words that stand for work not done, each with what to do instead.
const UNDONE: &[(&str, &str)] = &[
    ("todo!", "what is not written yet must not look as if it were; return an error or leave it out"),
    ("unimplemented!", "what is not written yet must not look as if it were; return an error or leave it out"),
    ("TODO", "work that is left has an issue; in the code nobody finds it"),
    ("FIXME", "work that is left has an issue; in the code nobody finds it"),
    ("rust,ignore", "an example that is not even compiled goes wrong unseen"),
    ("```ignore", "an example that is not even compiled goes wrong unseen"),
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().filter(|source| source.path.ends_with(".rs")).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !source.text.starts_with("//!") {
        findings.push(Finding::new(&source.path, 1, WHY_DOCS));
    }
    let name = source.path.rsplit('/').next().unwrap_or_default();
    if EMPTY_NAMES.contains(&name) {
        findings.push(Finding::new(&source.path, 1, WHY_NAMES));
    }
    findings.extend(undone(source));
    findings.extend(not_run(source));
    findings
}

/// At most one finding to a line: `todo!` need not be told twice.
fn undone(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().enumerate();
    let found = lines.filter_map(|(at, line)| Some((at, UNDONE.iter().find(|(word, _)| line.contains(word))?)));
    found.map(|(at, (word, why))| Finding::new(&source.path, at + 1, format!("`{word}`: {why}"))).collect()
}

/// Examples marked `no_run` whose first line does not say why.
fn not_run(source: &Source) -> Vec<Finding> {
    let lines: Vec<&str> = source.text.lines().collect();
    let marks = (0..lines.len()).filter(|&at| lines[at].contains("```") && lines[at].contains("no_run"));
    let silent = marks.filter(|&at| !lines.get(at + 1).is_some_and(|line| line.contains("// not run: ")));
    silent.map(|at| Finding::new(&source.path, at + 1, WHY_NO_RUN)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&[Source::new(path, text)]).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_file_begins_with_docs() {
        assert_eq!(lines("crates/x/src/a.rs", "use std::fmt;\n"), [1]);
        assert!(lines("crates/x/src/a.rs", "//! Docs.\n").is_empty());
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(lines("crates/x/src/a/helpers.rs", "//! Docs.\n"), [1]);
    }

    #[test]
    fn work_left_undone_is_found_once_to_a_line() {
        let text = "//! Docs.\nfn f() { todo!() } // TODO\n// FIXME: this\n/// ```rust,ignore\n";
        assert_eq!(lines("crates/x/src/a.rs", text), [2, 3, 4]);
    }

    #[test]
    fn an_example_that_is_not_run_says_why() {
        let silent = "//! Docs.\n/// ```no_run\n/// f();\n/// ```\n";
        assert_eq!(lines("crates/x/src/a.rs", silent), [2]);
        let told = "//! Docs.\n/// ```no_run\n/// # // not run: it needs a server\n/// f();\n/// ```\n";
        assert!(lines("crates/x/src/a.rs", told).is_empty());
    }
}
