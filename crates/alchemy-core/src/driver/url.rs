//! Connection URLs: `scheme://user:password@host:port/database?option=value`.

use std::fmt;

use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};

/// A parsed connection URL. Its `Debug` and `Display` hide the password.
///
/// ```
/// use alchemy_core::Url;
/// let url: Url = "postgres://scott:ti%40ger@db.example:5433/shop?application_name=till".parse()?;
/// assert_eq!((url.scheme(), url.host(), url.port(), url.database()), ("postgres", Some("db.example"), Some(5433), Some("shop")));
/// assert_eq!(url.password(), Some("ti@ger"));
/// assert_eq!(url.option("application_name"), Some("till"));
/// assert!(!url.to_string().contains("ger"));
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    scheme: String,
    user: Option<String>,
    password: Option<String>,
    host: Option<String>,
    port: Option<u16>,
    database: Option<String>,
    options: Vec<(String, String)>,
}

impl Url {
    /// The part before the first colon: `postgres`, `mysql`, `sqlite`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The user's name.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The password.
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// The host's name or address, without brackets.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The port, if given.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The database: what follows the host, without the slash; for a URL without `//` all that follows the scheme.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// The options behind the question mark, in order.
    pub fn options(&self) -> &[(String, String)] {
        &self.options
    }

    /// One option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn decoded(text: &str) -> Result<String> {
    let text = percent_decode_str(text).decode_utf8();
    text.map(Into::into).map_err(|_| Error::configuration("a connection URL holds an escape that is not UTF-8"))
}

fn filled(text: &str) -> Result<Option<String>> {
    if text.is_empty() { Ok(None) } else { decoded(text).map(Some) }
}

impl std::str::FromStr for Url {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (scheme, rest) = text
            .split_once(':')
            .filter(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'))
            .ok_or_else(|| Error::configuration("a connection URL starts with a scheme, such as `scheme://host/database`"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut options = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            options.push((decoded(key)?, decoded(value)?));
        }
        let mut url = Url {
            scheme: scheme.to_ascii_lowercase(),
            user: None,
            password: None,
            host: None,
            port: None,
            database: None,
            options,
        };
        let Some(rest) = rest.strip_prefix("//") else {
            url.database = filled(rest)?;
            return Ok(url);
        };
        let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
        url.database = filled(database)?;
        let (credentials, address) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
        (url.user, url.password) = (filled(user)?, filled(password)?);
        let (host, port) = match address.strip_prefix('[') {
            Some(address) => {
                let (host, rest) = address.split_once(']').ok_or_else(|| Error::configuration("an IPv6 address lacks its `]`"))?;
                (host, rest.strip_prefix(':').unwrap_or(""))
            }
            None => address.split_once(':').unwrap_or((address, "")),
        };
        url.host = filled(host)?;
        if !port.is_empty() {
            let number = port.parse().map_err(|_| Error::configuration("the port of a connection URL is a number up to 65535"))?;
            url.port = Some(number);
        }
        Ok(url)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.scheme)?;
        let Some(host) = self.host.as_deref().or(self.user.as_ref().map(|_| "")) else {
            return f.write_str(self.database.as_deref().unwrap_or(""));
        };
        f.write_str("//")?;
        if let Some(user) = &self.user {
            write!(f, "{user}{}@", if self.password.is_some() { ":***" } else { "" })?;
        }
        f.write_str(host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        write!(f, "/{}", self.database.as_deref().unwrap_or(""))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn sqlite_paths_are_databases() {
        for (text, database) in [
            ("sqlite::memory:", Some(":memory:")),
            ("sqlite:shop.db", Some("shop.db")),
            ("sqlite:///tmp/shop.db", Some("tmp/shop.db")),
            ("sqlite:////tmp/shop.db", Some("/tmp/shop.db")),
            ("sqlite:", None),
        ] {
            let url: Url = text.parse().unwrap();
            assert_eq!((url.scheme(), url.database()), ("sqlite", database), "{text}");
        }
    }

    #[test]
    fn addresses_and_credentials_are_taken_apart() {
        let url: Url = "mysql://u:a%3Ab%40c@[::1]:3307/db".parse().unwrap();
        assert_eq!((url.host(), url.port(), url.password()), (Some("::1"), Some(3307), Some("a:b@c")));
        for bad in ["", "no-scheme", "://x", "pg://h:99999/x", "pg://[::1/x", "pg://h/%ff"] {
            assert!(bad.parse::<Url>().is_err(), "{bad}");
        }
    }
}
