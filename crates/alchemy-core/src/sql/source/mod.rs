//! What stands in FROM: tables, their aliases, SELECTs, joins of these, and whatever else gives rows.
//!
//! Reading order: [`Source`], `table_ref`, `alias_id`, `alias`, `derived`, `item`.

mod alias;
mod alias_id;
mod derived;
mod function;
mod item;
mod sample;
mod table_place;
mod table_ref;

use std::sync::Arc;

use crate::compile::{Key, Keyed, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::Tree;
use crate::types::SqlType;

pub use alias::Alias;
pub(crate) use alias_id::next_id;
pub use alias_id::{AliasId, FromRef, IntoAlias};
pub use derived::{Derived, Subquery, WholeSubquery};
pub use function::TableFunction;
pub use item::{FromItem, RawFrom, RowSource};
pub use sample::{TableSample, table_sample};
pub use table_place::TablePlace;
pub use table_ref::TableRef;

/// One thing to select from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A table or view, maybe under another name.
    Table {
        /// The table.
        table: TableRef,
        /// The alias.
        alias: Option<AliasId>,
    },
    /// `(SELECT …) AS name`.
    Derived(Arc<Derived>),
    /// `a JOIN b ON …`.
    Tree(Arc<Tree>),
    /// Anything else.
    Item(Arc<dyn FromItem>),
}

impl Source {
    /// A table that a program's text names.
    pub const fn named(table: &'static str) -> Self {
        Source::placed(TablePlace::named(table))
    }

    /// The table of a model.
    pub const fn placed(table: TablePlace) -> Self {
        Source::Table { table: TableRef::placed(table), alias: None }
    }

    /// A table that a program's text declares.
    pub const fn declared(table: fn() -> &'static crate::schema::Table) -> Self {
        Source::Table { table: TableRef::Declared(table), alias: None }
    }

    /// A table.
    pub const fn table(name: Name) -> Self {
        Source::Table { table: TableRef::Named { schema: None, name }, alias: None }
    }

    /// Something that is neither a table nor a SELECT.
    pub fn item(item: impl crate::sql::FromItem + 'static) -> Self {
        Source::Item(Arc::new(item))
    }

    /// The alias under which columns refer to it.
    pub fn alias(&self) -> Option<&AliasId> {
        match self {
            Source::Table { alias, .. } => alias.as_ref(),
            Source::Derived(derived) => Some(&derived.alias),
            Source::Tree(_) => None,
            Source::Item(item) => item.alias(),
        }
    }

    /// Its name as part of other names: `billing_invoice`.
    pub(crate) fn text(&self) -> Name {
        match (self.alias(), self) {
            (Some(alias), _) => alias.name.clone(),
            (None, Source::Table { table, .. }) => table.text(),
            (None, _) => Name::Static("anon"),
        }
    }

    /// Whether the statement chooses the name of that column, so that no other table has it.
    pub(crate) fn chooses(&self, column: &Name) -> bool {
        matches!(self, Source::Derived(derived) if derived.chosen.iter().any(|(name, base)| name == column && base.is_unique()))
    }

    /// Whether the statement chooses the name of that column, which is then its name in what selects it, too.
    pub(crate) fn hands_on(&self, column: &Name) -> bool {
        let chosen = match self {
            Source::Derived(derived) => &derived.chosen,
            Source::Item(item) => item.chosen().map_or(&[][..], |(_, chosen)| chosen),
            Source::Table { .. } | Source::Tree(_) => &[],
        };
        chosen.iter().any(|(name, _)| name == column)
    }

    /// Whether it is known to have a column of that name.
    pub(crate) fn has_column(&self, name: &Name) -> bool {
        match self {
            Source::Table { table, .. } => table.definition().is_some_and(|table| table.get(name).is_some()),
            Source::Derived(derived) => derived.rows.projection().is_some_and(|rows| rows.names().contains(&Some(name.clone()))),
            Source::Tree(_) | Source::Item(_) => false,
        }
    }

    /// The type of one of its columns, where that is written down.
    pub(crate) fn type_of(&self, column: &Name) -> Option<SqlType> {
        let rows = match self {
            Source::Table { table, .. } => return Some(table.definition()?.get(column)?.sql_type.clone()),
            Source::Derived(derived) => &*derived.rows,
            Source::Item(item) => item.rows()?,
            Source::Tree(_) => return None,
        };
        let projection = rows.projection()?;
        let names = projection.names();
        let mut named = projection.items.iter().flatten().zip(&names);
        named.find(|(_, name)| name.as_ref() == Some(column)).and_then(|(item, _)| item.known_type())
    }

    /// Visits itself, or the sources that it joins.
    pub(crate) fn leaves<'s>(&'s self, visit: &mut dyn FnMut(&'s Source)) {
        match self {
            Source::Tree(tree) => tree.leaves(visit),
            leaf => visit(leaf),
        }
    }

    /// Whether it is the other, or joins it.
    pub(crate) fn holds(&self, other: &Source) -> bool {
        match self {
            Source::Tree(tree) => self == other || tree.left.holds(other) || tree.join.target.holds(other),
            leaf => leaf == other,
        }
    }

    /// Writes it with its definition, as FROM does.
    pub(crate) fn render_definition(&self, r: &mut Renderer<'_>) -> Result<()> {
        let hint = r.hint_of(self)?;
        if let Some((true, text)) = &hint {
            r.word(text);
        }
        match self {
            Source::Table { table, alias } => {
                r.table(table)?;
                if alias.is_some() || r.new_name(self).is_some() {
                    r.word("AS");
                    r.source_name(self)?;
                }
            }
            Source::Derived(derived) => derived.define(r, self)?,
            Source::Tree(tree) => tree.define(r)?,
            Source::Item(item) => item.define(r, self)?,
        }
        if let Some((false, text)) = &hint {
            r.word(text);
        }
        Ok(())
    }
}

impl Keyed for Source {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            Source::Table { table, alias: None } => {
                key.tag(0);
                table.key(key);
            }
            Source::Table { table, alias: Some(alias) } => {
                key.tag(1);
                key.once(alias.id as usize, |key| {
                    table.key(key);
                    alias.key(key);
                });
            }
            Source::Derived(derived) => {
                key.tag(2);
                key.once(Arc::as_ptr(derived).addr(), |key| derived.key(key));
            }
            Source::Tree(tree) => {
                key.tag(3);
                tree.key(key);
            }
            Source::Item(item) => {
                key.tag(4);
                key.once(Arc::as_ptr(item).cast::<()>().addr(), |key| item.key(key));
            }
        }
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        match (self, other) {
            (Source::Table { alias: Some(a), .. }, Source::Table { alias: Some(b), .. }) => a.id == b.id,
            (Source::Table { table: a, alias: None }, Source::Table { table: b, alias: None }) => a == b,
            (Source::Derived(a), Source::Derived(b)) => Arc::ptr_eq(a, b),
            (Source::Tree(a), Source::Tree(b)) => Arc::ptr_eq(a, b),
            (Source::Item(a), Source::Item(b)) => std::ptr::addr_eq(Arc::as_ptr(a), Arc::as_ptr(b)),
            _ => false,
        }
    }
}

impl Eq for Source {}
