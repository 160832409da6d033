//! Which of our crates may depend on which.

use super::{Finding, Source};

const PREFIX: &str = "alchemy-";

const WHY: &str = "a crate is of use alone, and quick to build, only as long as it knows none of those above it";

/// Each crate with those of ours it may depend on. Development dependencies are free, as nobody's build has them.
const ALLOWED: &[(&str, &[&str])] = &[
    ("alchemy-core", &["alchemy-derive"]),
    ("alchemy-derive", &[]),
    ("alchemy-sqlite", &["alchemy-core"]),
    ("alchemy-postgres", &["alchemy-core"]),
    ("alchemy-mysql", &["alchemy-core"]),
    ("alchemy-orm", &["alchemy-core", "alchemy-derive", "alchemy-sqlite", "alchemy-postgres", "alchemy-mysql"]),
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(check_manifest).collect()
}

fn check_manifest(source: &Source) -> Vec<Finding> {
    let Some(name) = source.within("crates").and_then(|path| path.strip_suffix("/Cargo.toml")) else { return Vec::new() };
    let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
        return vec![Finding::new(&source.path, 1, format!("{name} is not in the table of crates; add what it may depend on"))];
    };
    let ours = dependencies(&source.text).into_iter().filter(|(_, dependency)| dependency.starts_with(PREFIX));
    let wrong = ours.filter(|(_, dependency)| !allowed.contains(&dependency.as_str()));
    wrong.map(|(line, dependency)| Finding::new(&source.path, line, format!("{name} depends on {dependency}: {WHY}"))).collect()
}

/// Names and lines of what a manifest depends on: `[dependencies]` and `[dependencies.NAME]`, also for building and by target.
fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut is_list = false;
    for (at, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.split(']').next()) {
            is_list = is_dependencies(section);
            let (table, name) = section.rsplit_once('.').unwrap_or_default();
            if is_dependencies(table) {
                found.push((at + 1, name.to_owned()));
            }
        } else if is_list && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            found.push((at + 1, name.to_owned()));
        }
    }
    found
}

fn is_dependencies(section: &str) -> bool {
    let last = section.rsplit('.').next().unwrap_or_default();
    matches!(last, "dependencies" | "build-dependencies")
}

#[cfg(test)]
mod tests {
    use super::{Source, check};

    fn lines(name: &str, manifest: &str) -> Vec<usize> {
        let source = Source::new(&format!("crates/{name}/Cargo.toml"), manifest);
        check(&[source]).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_driver_may_not_depend_on_another() {
        let manifest = "[dependencies]\nalchemy-core.workspace = true\nalchemy-mysql = { path = \"x\" }\n";
        assert_eq!(lines("alchemy-sqlite", manifest), [3]);
    }

    #[test]
    fn every_way_to_write_a_dependency_is_seen() {
        let manifest = "[dependencies.alchemy-orm]\nx = 1\n[target.'cfg(unix)'.dependencies]\nalchemy-sqlite = \"1\"\n";
        assert_eq!(lines("alchemy-core", manifest), [1, 4]);
    }

    #[test]
    fn development_dependencies_are_free() {
        let manifest = "[dependencies]\nserde = \"1\"\n[dev-dependencies]\nalchemy-sqlite = \"1\"\n";
        assert!(lines("alchemy-core", manifest).is_empty());
    }

    #[test]
    fn an_unknown_crate_has_to_be_entered() {
        assert_eq!(lines("alchemy-oracle", ""), [1]);
    }
}
