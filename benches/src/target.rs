//! Which databases are measured.

use crate::Failure;

/// A database, by name and address.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) url: String,
}

impl Target {
    /// Reads `ALCHEMY_BENCH_ALL`: `name=url`, several with `;` between.
    pub(crate) fn all() -> Result<Vec<Target>, Failure> {
        let text = std::env::var("ALCHEMY_BENCH_ALL").unwrap_or_else(|_| "sqlite=sqlite::memory:".into());
        text.split(';').filter(|part| !part.trim().is_empty()).map(Target::parse).collect()
    }

    fn parse(part: &str) -> Result<Target, Failure> {
        let (name, url) = part.trim().split_once('=').ok_or_else(|| format!("`{part}` is not `name=url`"))?;
        Ok(Target { name: name.into(), url: url.into() })
    }

    /// The URL's scheme: the family of databases.
    pub(crate) fn scheme(&self) -> &str {
        self.url.split(':').next().unwrap_or_default()
    }

    /// Whether each connection pool has a database of its own.
    pub(crate) fn is_private(&self) -> bool {
        self.url.starts_with("sqlite::memory:")
    }
}
