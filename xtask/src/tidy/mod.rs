//! `cargo xtask tidy`: the architecture's rules, checked. What Rust cannot forbid is forbidden here, and every message says why.
//!
//! | module | holds |
//! |---|---|
//! | `code` | Rust source without comments and tests |
//! | `paths` | the paths that source names |
//! | `crates` | which of our crates may depend on which |
//! | `layers` | which module of a crate may name which |
//! | `vendors` | no database is named above the driver crates |
//! | `session` | loaders and the unit of work know no session |
//! | `drivers` | every driver crate has the same files |
//! | `examples` | every public function has an example that asserts |
//! | `prose` | module docs, file names, nothing left to do |
//!
//! Each check is a pure function over the files below `crates/`, so that its tests need none.

mod code;
mod crates;
mod drivers;
mod examples;
mod layers;
mod paths;
mod prose;
mod session;
mod vendors;

use std::fmt;
use std::path::Path;

use crate::{Failure, Outcome, files};
use code::Code;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A file, by its path from the workspace's root with `/` between the parts.
#[derive(Debug)]
struct Source {
    path: String,
    text: String,
    /// The text as code, for Rust files; empty for others.
    code: Code,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let code = if path.ends_with(".rs") { Code::new(text) } else { Code::default() };
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// Its path within a folder, if it lies there.
    fn within(&self, folder: &str) -> Option<&str> {
        self.path.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Whether the whole file is a test module of the library beside it.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

/// A check's name and what it does with all the files.
type Check = (&'static str, fn(&[Source]) -> Vec<Finding>);

const CHECKS: &[Check] = &[
    ("crates", crates::check),
    ("layers", layers::check),
    ("vendors", vendors::check),
    ("session", session::check),
    ("drivers", drivers::check),
    ("examples", examples::check),
    ("prose", prose::check),
];

/// Runs all checks and prints what they find.
pub(crate) fn run(_: &[String]) -> Outcome {
    let sources = sources(&files::root()?)?;
    let mut count = 0;
    for (name, check) in CHECKS {
        for finding in check(&sources) {
            println!("{finding} [{name}]");
            count += 1;
        }
    }
    match count {
        0 => println!("tidy: {} files keep all rules", sources.len()),
        _ => println!("tidy: {count} findings in {} files", sources.len()),
    }
    Ok(count == 0)
}

/// All Rust files and manifests below `crates/`.
fn sources(root: &Path) -> Result<Vec<Source>, Failure> {
    let crates = root.join("crates");
    let paths = files::below(&crates, "rs").into_iter().chain(files::below(&crates, "toml"));
    paths.map(|path| Ok(Source::new(&name(&path, root), &files::read(&path)?))).collect()
}

fn name(path: &Path, root: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
