//! No database is named above the driver crates, and nothing asks a dialect for its name to decide by it.

use super::{Finding, Source};

const VENDORS: &[&str] = &["postgres", "mysql", "mariadb", "sqlite"];

const FOLDERS: &[&str] = &["crates/alchemy-core/src", "crates/alchemy-orm/src"];

/// The one file that maps URL schemes to the drivers that cargo features bring.
const EXCEPT: &[&str] = &["crates/alchemy-orm/src/url.rs"];

const WHY_NAMES: &str = "a database's name here would have to be here for every database, also those that others write; \
                         ask the dialect a question instead";

const WHY_BRANCHES: &str = "deciding by a dialect's name shuts out every dialect that others write; make the difference a \
                            feature or a hook";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let ours = sources.iter().filter(|source| FOLDERS.iter().any(|folder| source.within(folder).is_some()));
    let ours = ours.filter(|source| !source.is_test() && !EXCEPT.contains(&source.path.as_str()));
    ours.flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let names = source.code.text.lines().enumerate().filter_map(|(at, line)| {
        let vendor = vendor(line)?;
        Some(Finding::new(&source.path, at + 1, format!("`{vendor}` is named: {WHY_NAMES}")))
    });
    let branches = source.code.bare.lines().enumerate().filter(|(_, line)| branches_on_name(line));
    let branches =
        branches.map(|(at, _)| Finding::new(&source.path, at + 1, format!("a dialect's name is compared: {WHY_BRANCHES}")));
    names.chain(branches).collect()
}

/// The first database the line names, be it within a longer word.
fn vendor(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    VENDORS.iter().copied().find(|vendor| line.contains(vendor))
}

/// A dialect's name, and on the same line something that decides.
fn branches_on_name(line: &str) -> bool {
    let asks = line.split_once("dialect").is_some_and(|(_, rest)| rest.contains(".name()"));
    asks && ["match ", "matches!", "==", "!=", ".starts_with(", ".contains(", ".eq_ignore"].iter().any(|how| line.contains(how))
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn count(path: &str, text: &str) -> usize {
        check(&[Source::new(path, text)]).len()
    }

    const CORE: &str = "crates/alchemy-core/src/a.rs";

    #[test]
    fn a_name_is_found_in_words_strings_and_cfg() {
        for code in ["fn to_postgres() {}", "struct MySqlThing;", "f(\"MariaDB\")", "#[cfg(feature = \"sqlite\")]"] {
            assert_eq!(count(CORE, code), 1, "{code}");
        }
    }

    #[test]
    fn docs_and_comments_may_name_databases() {
        assert_eq!(count(CORE, "//! As in SQLite.\n/// PostgreSQL has it.\nfn f() {} // MySQL has not\n"), 0);
    }

    #[test]
    fn drivers_and_the_one_file_may_name_them() {
        assert_eq!(count("crates/alchemy-sqlite/src/a.rs", "struct Sqlite;"), 0);
        assert_eq!(count("crates/alchemy-orm/src/url.rs", "\"sqlite\" => x"), 0);
        assert_eq!(count("crates/alchemy-orm/src/other.rs", "\"sqlite\" => x"), 1);
    }

    #[test]
    fn deciding_by_a_dialects_name_is_found() {
        for code in ["match dialect.name() {", "if self.dialect().name() == \"x\" {", "matches!(r.dialect.name(), \"x\")"] {
            assert_eq!(count(CORE, code), 1, "{code}");
        }
        assert_eq!(count(CORE, "write!(f, \"{}\", dialect.name())"), 0);
        assert_eq!(count(CORE, "if column.name() == other {"), 0);
    }
}
