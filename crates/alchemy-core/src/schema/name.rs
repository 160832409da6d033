//! Names of tables, columns and aliases: borrowed for ever from a program's text, or shared.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A name, cheap to clone. Statements put it in quotes where it needs them, unless it says itself whether it is quoted.
#[derive(Clone)]
pub enum Name {
    /// From the program's text.
    Static(&'static str),
    /// Made at run time.
    Shared(Arc<str>),
    /// One that says whether it is quoted.
    Styled(Arc<Styled>),
}

/// A name that says whether it is quoted; made by [`Name::quoted`] and [`Name::unquoted`].
#[derive(Debug)]
pub struct Styled {
    text: Box<str>,
    quoted: bool,
}

impl Name {
    /// A name that always stands in quotes.
    ///
    /// ```
    /// use alchemy_core::{Name, dialect::Ansi, prelude::*};
    /// let plain = Table::new(Name::quoted("plain")).column(Column::new("id", Integer));
    /// assert_eq!(select(plain.c("id")).compile(&Ansi)?.text(), r#"SELECT "plain".id FROM "plain""#);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn quoted(text: &str) -> Name {
        Name::Styled(Arc::new(Styled { text: text.into(), quoted: true }))
    }

    /// A name that never stands in quotes, whatever is in it. It comes from the program, never from users.
    ///
    /// ```
    /// use alchemy_core::{Name, dialect::Ansi, prelude::*};
    /// let mixed = Table::new(Name::unquoted("MixedCase")).column(Column::new("id", Integer));
    /// assert_eq!(select(mixed.c("id")).compile(&Ansi)?.text(), "SELECT MixedCase.id FROM MixedCase");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn unquoted(text: &str) -> Name {
        Name::Styled(Arc::new(Styled { text: text.into(), quoted: false }))
    }

    /// Whether it says that it is quoted, or that it is not.
    ///
    /// ```
    /// use alchemy_core::{Name, prelude::*};
    /// assert_eq!((Name::quoted("a").quoting(), Name::from("a").quoting()), (Some(true), None));
    /// ```
    pub fn quoting(&self) -> Option<bool> {
        match self {
            Name::Static(_) | Name::Shared(_) => None,
            Name::Styled(styled) => Some(styled.quoted),
        }
    }
}

/// What can be written as a name.
///
/// ```
/// use alchemy_core::{Name, Spelled};
/// fn shown(name: &impl Spelled) -> (&str, Option<bool>) {
///     (name.text(), name.quoting())
/// }
/// assert_eq!(shown(&"seat"), ("seat", None));
/// assert_eq!(shown(&Name::quoted("seat")), ("seat", Some(true)));
/// ```
pub trait Spelled {
    /// Its text.
    fn text(&self) -> &str;

    /// Whether it says that it is quoted, or that it is not.
    fn quoting(&self) -> Option<bool> {
        None
    }
}

impl Spelled for str {
    fn text(&self) -> &str {
        self
    }
}

impl Spelled for String {
    fn text(&self) -> &str {
        self
    }
}

impl Spelled for Name {
    fn text(&self) -> &str {
        self
    }

    fn quoting(&self) -> Option<bool> {
        Name::quoting(self)
    }
}

impl<T: Spelled + ?Sized> Spelled for &T {
    fn text(&self) -> &str {
        T::text(self)
    }

    fn quoting(&self) -> Option<bool> {
        T::quoting(self)
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Name::Static(name) => name,
            Name::Shared(name) => name,
            Name::Styled(styled) => &styled.text,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        **self == **other
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Name::Shared(name.into())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Name::Shared(name.into())
    }
}

impl From<&Name> for Name {
    fn from(name: &Name) -> Self {
        name.clone()
    }
}
