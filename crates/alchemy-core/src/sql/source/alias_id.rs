//! The names under which sources stand in FROM.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::compile::{Key, Keyed};
use crate::schema::Name;
use crate::sql::{Source, TablePlace, TableRef};

/// The identity of an alias: two aliases of one name are still two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasId {
    /// Its name; for an anonymous alias what its name is made from.
    pub name: Name,
    /// Its number.
    pub id: u32,
    /// Whether the statement that uses it chooses the name: `address_1`.
    pub anonymous: bool,
}

impl AliasId {
    /// A new alias: of that name, or one whose name is chosen by the statement that uses it, after `base`.
    ///
    /// ```
    /// use alchemy_core::{AliasId, Name};
    /// let (named, chosen) = (AliasId::new("b", &Name::from("book")), AliasId::new(None, &Name::from("book")));
    /// assert_eq!((&*named.name, named.anonymous), ("b", false));
    /// assert_eq!((&*chosen.name, chosen.anonymous), ("book", true));
    /// ```
    pub fn new(name: impl IntoAlias, base: &Name) -> Self {
        match name.into_alias() {
            Some(name) => AliasId { name, id: next_id(), anonymous: false },
            None => AliasId { name: base.clone(), id: next_id(), anonymous: true },
        }
    }
}

impl Keyed for AliasId {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.name.key(key);
        key.plain(&self.anonymous);
    }
}

/// What names an alias: a name, or `None` for one that the statement chooses.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let (named, chosen) = (book::alias("b"), book::alias(None));
/// assert_eq!(
///     select((named.c(book::id), chosen.c(book::title))).compile(&Ansi)?.text(),
///     "SELECT b.id, book_1.title FROM book AS b, book AS book_1",
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait IntoAlias {
    /// The name.
    fn into_alias(self) -> Option<Name>;
}

impl IntoAlias for &str {
    fn into_alias(self) -> Option<Name> {
        Some(self.into())
    }
}

impl IntoAlias for &String {
    fn into_alias(self) -> Option<Name> {
        Some(self.as_str().into())
    }
}

impl IntoAlias for String {
    fn into_alias(self) -> Option<Name> {
        Some(self.into())
    }
}

impl IntoAlias for Name {
    fn into_alias(self) -> Option<Name> {
        Some(self)
    }
}

impl IntoAlias for Option<&str> {
    fn into_alias(self) -> Option<Name> {
        self.map(Name::from)
    }
}

/// A model's alias, small enough to be copied into each of its attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromRef {
    name: &'static str,
    id: u32,
    anonymous: bool,
}

/// A number that nothing else in the program has.
pub(crate) fn next_id() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl FromRef {
    /// A new alias of that name. The name lives as long as the program, once however often it is used.
    pub fn named(name: &str) -> Self {
        FromRef { name: crate::intern::intern(name), id: next_id(), anonymous: false }
    }

    /// A new alias whose name is chosen by the statement that uses it, after `base`.
    pub fn anonymous(base: &'static str) -> Self {
        FromRef { name: base, id: next_id(), anonymous: true }
    }

    /// The alias over a table.
    pub fn of_table(self, table: TablePlace) -> Source {
        let alias = AliasId { name: Name::Static(self.name), id: self.id, anonymous: self.anonymous };
        Source::Table { table: TableRef::placed(table), alias: Some(alias) }
    }
}
