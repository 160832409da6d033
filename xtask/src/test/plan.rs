//! Which cargo commands run all the tests.

use crate::{Failure, files};

const TESTS: &str = "alchemy-tests";
const BENCHES: &str = "alchemy-benches";
const CORE: &str = "alchemy-core";
/// The test target that runs once on each database.
const BEHAVIOUR: &str = "behaviour";

/// The crates' own tests: with all features, and the core with none, as it promises to build and render without an engine.
pub(super) fn unit() -> Vec<Vec<String>> {
    let all = words(&["--workspace", "--exclude", TESTS, "--exclude", BENCHES, "--all-features"]);
    let bare = words(&["--package", CORE, "--no-default-features"]);
    vec![all, bare]
}

/// The tests of the PostgreSQL driver alone.
pub(super) fn postgres_driver() -> Vec<String> {
    words(&["--package", "alchemy-postgres", "--all-features", "--test", "driver"])
}

/// What every database must do.
pub(super) fn behaviour() -> Vec<String> {
    words(&["--package", TESTS, "--test", BEHAVIOUR])
}

/// Every other target of the tests' package. They are named one by one, because cargo can leave out packages but not targets.
pub(super) fn rest() -> Result<Vec<String>, Failure> {
    let package = files::root()?.join("tests");
    let mut arguments = words(&["--package", TESTS, "--bins", "--examples"]);
    if package.join("src/lib.rs").is_file() {
        arguments.push("--lib".to_owned());
    }
    let manifest = files::read(&package.join("Cargo.toml"))?;
    let mut targets = declared(&manifest);
    targets.extend(discovered(&files::entries(&package.join("tests"))));
    targets.sort();
    targets.dedup();
    for target in targets.iter().filter(|target| *target != BEHAVIOUR) {
        arguments.extend(["--test".to_owned(), target.clone()]);
    }
    Ok(arguments)
}

/// The names in the manifest's `[[test]]` sections.
fn declared(manifest: &str) -> Vec<String> {
    let sections = manifest.split("\n[").filter(|section| section.starts_with("[test]]"));
    let names = sections.filter_map(|section| section.lines().find_map(|line| line.strip_prefix("name = ")));
    names.map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

/// The targets cargo finds by itself: `tests/NAME.rs` and `tests/NAME/main.rs`.
fn discovered(entries: &[std::path::PathBuf]) -> Vec<String> {
    let targets = entries.iter().filter(|path| path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file());
    targets.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn declared_targets_are_read_from_the_manifest() {
        let manifest = "[package]\nname = \"alchemy-tests\"\n\n[[test]]\nname = \"ui\"\nharness = false\n\n[dependencies]\n";
        assert_eq!(super::declared(manifest), ["ui"]);
    }
}
