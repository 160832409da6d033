//! What a URL says about how to open a database.

use std::path::PathBuf;
use std::time::Duration;

use alchemy_core::{Error, Result, Url};

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A private one in memory.
    Memory,
    /// A file.
    File(PathBuf),
}

/// How to open it, and how to run statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) target: Target,
    pub(crate) worker: bool,
    pub(crate) busy_timeout: Duration,
    pub(crate) immediate: bool,
    pub(crate) foreign_keys: bool,
    pub(crate) readonly: bool,
}

impl Options {
    /// Reads a URL.
    ///
    /// # Errors
    /// `Configuration` for anything that is not understood; nothing is ignored.
    pub(crate) fn from_url(url: &Url) -> Result<Options> {
        if url.scheme() != "sqlite" {
            return Err(Error::unknown_scheme(url.scheme(), &["sqlite"]));
        }
        if url.host().is_some() || url.user().is_some() || url.port().is_some() {
            return Err(Error::configuration("an SQLite URL has no host: write `sqlite:shop.db` or `sqlite:////var/shop.db`"));
        }
        let mut options = Options {
            target: target(url.database())?,
            worker: false,
            busy_timeout: Duration::from_secs(5),
            immediate: false,
            foreign_keys: true,
            readonly: false,
        };
        for (name, value) in url.options() {
            options.set(name, value)?;
        }
        if options.readonly && options.target == Target::Memory {
            return Err(Error::configuration("a database in memory would stay empty with `readonly`"));
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match name {
            "mode" => self.worker = choice(name, value, "inline", "worker")?,
            "begin" => self.immediate = choice(name, value, "auto", "immediate")?,
            "foreign_keys" => self.foreign_keys = switch(name, value)?,
            "readonly" => self.readonly = switch(name, value)?,
            "busy_timeout" => {
                let milliseconds = value.parse().map_err(|_| wrong(name, "a number of milliseconds"))?;
                self.busy_timeout = Duration::from_millis(milliseconds);
            }
            _ => {
                let known = "mode, begin, foreign_keys, readonly, busy_timeout";
                return Err(Error::configuration(format!("unknown option `{name}` of an SQLite URL; known are {known}")));
            }
        }
        Ok(())
    }
}

fn target(database: Option<&str>) -> Result<Target> {
    match database {
        None | Some(":memory:") => Ok(Target::Memory),
        // SQLite's own URIs could choose other file systems and locking; only what is listed here can be set.
        Some(path) if path.starts_with("file:") => Err(Error::configuration("a `file:` URI is not taken as an SQLite path")),
        Some(path) if path.contains('\0') => Err(Error::configuration("a path may not contain NUL")),
        Some(path) => Ok(Target::File(path.into())),
    }
}

/// Whether the second word was given.
fn choice(name: &str, value: &str, first: &str, second: &str) -> Result<bool> {
    match value {
        value if value == first => Ok(false),
        value if value == second => Ok(true),
        _ => Err(wrong(name, &format!("`{first}` or `{second}`"))),
    }
}

fn switch(name: &str, value: &str) -> Result<bool> {
    match value {
        "" | "on" | "true" | "1" => Ok(true),
        "off" | "false" | "0" => Ok(false),
        _ => Err(wrong(name, "`on` or `off`")),
    }
}

fn wrong(name: &str, wanted: &str) -> Error {
    Error::configuration(format!("the option `{name}` of an SQLite URL is {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::{Options, Target};
    use alchemy_core::ErrorKind;

    fn options(url: &str) -> alchemy_core::Result<Options> {
        Options::from_url(&url.parse().unwrap())
    }

    #[test]
    fn paths_are_files_and_memory_is_memory() {
        for url in ["sqlite::memory:", "sqlite://", "sqlite:///:memory:"] {
            assert_eq!(options(url).unwrap().target, Target::Memory, "{url}");
        }
        for (url, path) in [("sqlite:a.db", "a.db"), ("sqlite:///b/a.db", "b/a.db"), ("sqlite:////a.db", "/a.db")] {
            assert_eq!(options(url).unwrap().target, Target::File(path.into()), "{url}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for url in [
            "sqlite://shop.db",
            "sqlite:file:x?vfs=unix",
            "sqlite:a.db?cache=shared",
            "sqlite:a.db?mode=memory",
            "sqlite:a.db?busy_timeout=soon",
            "sqlite::memory:?readonly",
            "postgres:a",
        ] {
            assert_eq!(options(url).unwrap_err().kind(), ErrorKind::Configuration, "{url}");
        }
        let all = options("sqlite:a.db?mode=worker&begin=immediate&foreign_keys=off&readonly&busy_timeout=7").unwrap();
        assert!(all.worker && all.immediate && !all.foreign_keys && all.readonly && all.busy_timeout.as_millis() == 7);
    }
}
