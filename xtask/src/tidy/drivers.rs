//! Every driver crate has the same files, so that who knows one finds their way in all.

use super::{Finding, Source};

const DRIVERS: &[&str] = &["crates/alchemy-sqlite", "crates/alchemy-postgres", "crates/alchemy-mysql"];

const FILES: &[&str] = &["lib", "dialect", "features", "types", "value", "fault", "connection", "driver", "keywords"];

const WHY: &str = "the drivers answer the same questions in the same places, so that each can be read beside the others";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    DRIVERS.iter().flat_map(|driver| check_driver(driver, sources)).collect()
}

/// A file that has grown may be a folder of that name.
fn check_driver(driver: &str, sources: &[Source]) -> Vec<Finding> {
    let has = |inner: String| sources.iter().any(|source| source.within(driver) == Some(&inner));
    let missing = FILES.iter().filter(|file| !has(format!("src/{file}.rs")) && !has(format!("src/{file}/mod.rs")));
    missing.map(|file| Finding::new(&format!("{driver}/src/{file}.rs"), 1, format!("this file is missing: {WHY}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{FILES, Source, check_driver};

    fn sources(files: &[&str]) -> Vec<Source> {
        files.iter().map(|file| Source::new(&format!("crates/x/src/{file}.rs"), "")).collect()
    }

    #[test]
    fn a_missing_file_is_named() {
        let found = check_driver("crates/x", &sources(&FILES[1..]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/x/src/lib.rs");
    }

    #[test]
    fn a_folder_will_do() {
        let mut sources = sources(&FILES[..FILES.len() - 1]);
        sources.push(Source::new("crates/x/src/keywords/mod.rs", ""));
        assert_eq!(check_driver("crates/x", &sources), []);
    }
}
