//! Runs cargo.

use std::process::Command;

use crate::{Failure, files};

/// A cargo command at the workspace's root. The cargo that runs us says which one it is; another version would rebuild all.
pub(crate) fn command(arguments: &[&str]) -> Result<Command, Failure> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(files::root()?);
    Ok(command)
}

/// Runs it to its end and says whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, Failure> {
    let status = command.status().map_err(|e| format!("cargo does not start: {e}"))?;
    Ok(status.success())
}
