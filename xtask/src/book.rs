//! `cargo xtask book`: builds the book.

use std::path::PathBuf;
use std::process::Command;

use crate::{Failure, Outcome, cargo, files};

/// The version that is installed where there is none; the book's configuration is written for it.
const MDBOOK: &str = "0.5.4";

/// Builds the book with the mdbook in `PATH`, or with one of its own.
pub(crate) fn run(_: &[String]) -> Outcome {
    let book = files::root()?.join("book");
    let status = Command::new(mdbook()?).arg("build").arg(&book).status();
    Ok(status.map_err(|e| format!("mdbook does not start: {e}"))?.success())
}

fn mdbook() -> Result<PathBuf, Failure> {
    if let Some(program) = files::program("mdbook") {
        return Ok(program);
    }
    let tools = files::target()?.join("tools");
    let program = tools.join("bin/mdbook");
    if !program.is_file() {
        install(&tools)?;
    }
    Ok(program)
}

/// Without its server and file watcher, which only `mdbook serve` needs and which are most of its dependencies.
fn install(tools: &std::path::Path) -> Result<(), Failure> {
    let version = ["--version", MDBOOK, "--locked", "--no-default-features", "--features", "search"];
    let mut command = cargo::command(&["install", "mdbook"])?;
    match cargo::succeeds(command.args(version).arg("--root").arg(tools))? {
        true => Ok(()),
        false => Err(format!("mdbook {MDBOOK} could not be installed; put one into PATH").into()),
    }
}
