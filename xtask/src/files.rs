//! Where things are, and reading and writing with messages that name the file.

use std::path::{Path, PathBuf};

use crate::Failure;

/// The workspace's root. Cargo says at run time where the package lies; a path fixed at compile time would be wrong as soon
/// as two checkouts share a target directory.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(package) => Ok(Path::new(&package).parent().map(Path::to_path_buf).unwrap_or_default()),
        None => Ok(std::env::current_dir()?),
    }
}

/// Cargo's target directory: what is downloaded or built for the tasks is kept there and goes away with `cargo clean`.
pub(crate) fn target() -> Result<PathBuf, Failure> {
    let named = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Ok(root()?.join(named))
}

pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()).into())
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|e| format!("{} cannot be written: {e}", path.display()).into())
}

pub(crate) fn create_dir(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|e| format!("{} cannot be made: {e}", path.display()).into())
}

/// Removes a file or folder that may not be there.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match removed {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(format!("{} cannot be removed: {e}", path.display()).into()),
        _ => Ok(()),
    }
}

/// What lies in a folder, in the order of names; nothing where there is no such folder.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// All files below a folder whose names end so, in the order of their paths.
pub(crate) fn below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        if path.is_dir() && !path.is_symlink() {
            found.extend(below(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

/// The program of that name in `PATH` or in one of the folders where a system keeps its servers.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/usr/libexec", "/usr/local/sbin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(system).map(|folder| folder.join(name)).find(|file| file.is_file())
}
