//! Running programs to their end.

use std::path::Path;
use std::process::{Command, Output};

use crate::Failure;

/// Runs a program to its end and returns what it printed; fails with the end of that when the program fails.
pub(super) fn output(command: &mut Command) -> Result<String, Failure> {
    let name = name(command);
    judge(&name, command.output())
}

/// The program's name without its folder, for messages.
pub(super) fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the program printed, or its failure in words.
pub(super) fn judge(name: &str, output: std::io::Result<Output>) -> Result<String, Failure> {
    let output = output.map_err(|e| format!("{name} does not start: {e}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed.trim().to_owned());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let words = if complaint.trim().is_empty() { &*printed } else { &*complaint };
    Err(format!("{name} failed ({}): {}", output.status, last_lines(words)).into())
}

/// The last lines of a log on one line: the cause is rarely further up, and a table has no room for more.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(5)..].join(" / ")
}
