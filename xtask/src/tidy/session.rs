//! Loaders and the unit of work know no session.

use super::code::is_word;
use super::{Finding, Source};

const FOLDERS: &[&str] = &["crates/alchemy-orm/src/load", "crates/alchemy-orm/src/unit_of_work"];

const WHY: &str = "they return plans, which can be tested as values; the session performs them";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let ours = sources.iter().filter(|source| FOLDERS.iter().any(|folder| source.within(folder).is_some()));
    ours.filter(|source| !source.is_test()).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let lines = source.code.bare.lines().enumerate().filter(|(_, line)| has_word(line, "Session"));
    lines.map(|(at, _)| Finding::new(&source.path, at + 1, format!("`Session` is named: {WHY}"))).collect()
}

fn has_word(line: &str, wanted: &str) -> bool {
    line.split(|c| !is_word(c)).any(|word| word == wanted)
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn count(path: &str, text: &str) -> usize {
        check(&[Source::new(path, text)]).len()
    }

    #[test]
    fn a_session_is_found_in_code_alone() {
        assert_eq!(count("crates/alchemy-orm/src/load/joined.rs", "/// For a Session.\nfn f(s: &Session) {}"), 1);
        assert_eq!(count("crates/alchemy-orm/src/unit_of_work/plan.rs", "use crate::session::Session;"), 1);
    }

    #[test]
    fn longer_words_and_other_folders_are_free() {
        assert_eq!(count("crates/alchemy-orm/src/load/joined.rs", "struct SessionlessThing;"), 0);
        assert_eq!(count("crates/alchemy-orm/src/session/mod.rs", "struct Session;"), 0);
    }
}
