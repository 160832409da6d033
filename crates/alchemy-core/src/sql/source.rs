//! What stands in FROM: tables, their aliases, and SELECTs.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Column, SelectNode};
use crate::types::SqlValue;

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

/// A model's alias, small enough to be copied into each of its attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FromRef {
    name: &'static str,
    id: u32,
    anonymous: bool,
}

fn next_id() -> u32 {
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
    pub fn of_table(self, table: &'static str) -> Source {
        let alias = AliasId { name: Name::Static(self.name), id: self.id, anonymous: self.anonymous };
        Source::Table { name: Name::Static(table), alias: Some(alias) }
    }
}

/// One thing to select from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A table or view, maybe under another name.
    Table {
        /// The table's name.
        name: Name,
        /// The alias.
        alias: Option<AliasId>,
    },
    /// `(SELECT …) AS name`.
    Derived(Arc<Derived>),
}

impl Source {
    /// A table that a program's text names.
    pub const fn named(table: &'static str) -> Self {
        Source::Table { name: Name::Static(table), alias: None }
    }

    /// A table.
    pub const fn table(name: Name) -> Self {
        Source::Table { name, alias: None }
    }

    /// Writes it with its definition, as FROM does.
    pub(crate) fn render_definition(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self {
            Source::Table { name, alias: None } => r.name(name),
            Source::Table { name, alias: Some(_) } => {
                r.name(name)?;
                r.word("AS");
                r.source_name(self)
            }
            Source::Derived(derived) => {
                r.apart(|r| r.parens(|r| derived.select.render(r)))?;
                r.word("AS");
                r.source_name(self)
            }
        }
    }
}

impl Keyed for Source {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            Source::Table { name, alias: None } => {
                key.tag(0);
                name.key(key);
            }
            Source::Table { name, alias: Some(alias) } => {
                key.tag(1);
                key.once(alias.id as usize, |key| {
                    name.key(key);
                    alias.name.key(key);
                    key.plain(&alias.anonymous);
                });
            }
            Source::Derived(derived) => {
                key.tag(2);
                key.once(Arc::as_ptr(derived).addr(), |key| derived.key(key));
            }
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        match (self, other) {
            (Source::Table { alias: Some(a), .. }, Source::Table { alias: Some(b), .. }) => a.id == b.id,
            (Source::Table { name: a, alias: None }, Source::Table { name: b, alias: None }) => a == b,
            (Source::Derived(a), Source::Derived(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Eq for Source {}

/// `(SELECT …) AS name`.
#[derive(Debug)]
pub struct Derived {
    /// The SELECT.
    pub select: Arc<SelectNode>,
    /// Its name.
    pub name: Name,
}

/// A SELECT to select from; made by [`Select::subquery`](crate::Select::subquery).
pub struct Subquery<R> {
    pub(crate) derived: Arc<Derived>,
    row: PhantomData<fn() -> R>,
}

impl Keyed for Derived {
    crate::key!(select, name);
}

impl<R> Subquery<R> {
    pub(crate) fn new(select: Arc<SelectNode>, name: &str) -> Self {
        Subquery { derived: Arc::new(Derived { select, name: name.into() }), row: PhantomData }
    }

    /// One of its columns, by name.
    pub fn c<T: SqlValue>(&self, name: &str) -> Column<T> {
        Column::in_source(Source::Derived(self.derived.clone()), name.into())
    }
}

impl<R> Clone for Subquery<R> {
    fn clone(&self) -> Self {
        Subquery { derived: self.derived.clone(), row: PhantomData }
    }
}

impl<R> std::fmt::Debug for Subquery<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.derived.fmt(f)
    }
}
