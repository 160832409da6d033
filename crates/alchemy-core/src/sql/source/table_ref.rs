//! Which table is meant.

use std::fmt;

use crate::compile::{Key, Keyed};
use crate::schema::{Name, Table, TableName};
use crate::sql::TablePlace;

/// A table as expressions refer to it: by its name, or by its definition, from which more than the name is known. Cheap to
/// clone.
#[derive(Clone)]
pub enum TableRef {
    /// Only its name is known, and maybe its schema.
    Named {
        /// The schema, where it is stated.
        schema: Option<&'static Name>,
        /// The name.
        name: Name,
    },
    /// What a program's text declares; asked for when the statement is compiled.
    Declared(fn() -> &'static Table),
    /// What was made at run time.
    Table(Table),
}

impl TableRef {
    /// The table of a model.
    pub const fn placed(table: TablePlace) -> Self {
        TableRef::Named { schema: table.schema(), name: Name::Static(table.name()) }
    }

    /// Its name.
    ///
    /// ```
    /// use alchemy_core::{TableRef, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(&**TableRef::Declared(book::table).name(), "book");
    /// ```
    pub fn name(&self) -> &Name {
        match self {
            TableRef::Named { name, .. } => name,
            TableRef::Declared(table) => table().name(),
            TableRef::Table(table) => table.name(),
        }
    }

    /// The schema that it lies in, where that is stated.
    ///
    /// ```
    /// use alchemy_core::{TableRef, prelude::*};
    /// let invoice = TableRef::Table(Table::new("invoice").schema("billing"));
    /// assert_eq!(invoice.schema().map(|name| &**name), Some("billing"));
    /// ```
    pub fn schema(&self) -> Option<&Name> {
        match self {
            TableRef::Named { schema, .. } => *schema,
            TableRef::Declared(table) => table().schema_name(),
            TableRef::Table(table) => table.schema_name(),
        }
    }

    /// Its name, with that of its schema.
    pub(crate) fn full_name(&self) -> TableName {
        TableName { schema: self.schema().cloned(), name: self.name().clone() }
    }

    /// Its name as part of other names.
    pub(crate) fn text(&self) -> Name {
        self.full_name().joined()
    }

    /// Its definition, where it is known.
    ///
    /// ```
    /// use alchemy_core::{TableRef, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(TableRef::Declared(book::table).definition().map(|table| table.columns().len()), Some(4));
    /// assert!(TableRef::Named { schema: None, name: "book".into() }.definition().is_none());
    /// ```
    pub fn definition(&self) -> Option<&Table> {
        match self {
            TableRef::Named { .. } => None,
            TableRef::Declared(table) => Some(table()),
            TableRef::Table(table) => Some(table),
        }
    }
}

impl PartialEq for TableRef {
    fn eq(&self, other: &TableRef) -> bool {
        match (self, other) {
            (TableRef::Declared(a), TableRef::Declared(b)) if std::ptr::fn_addr_eq(*a, *b) => true,
            (TableRef::Table(a), TableRef::Table(b)) if a.is(b) => true,
            _ => self.name() == other.name() && self.schema() == other.schema(),
        }
    }
}

impl Eq for TableRef {}

impl fmt::Debug for TableRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.name(), f)
    }
}

impl Keyed for TableRef {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            TableRef::Declared(table) => {
                key.tag(2);
                key.plain(&(*table as usize));
            }
            TableRef::Table(table) => {
                key.tag(1);
                key.tag(table.schema_name().is_some().into());
                table.schema_name().into_iter().for_each(|schema| schema.key(key));
                table.name().key(key);
                key.table(table);
            }
            TableRef::Named { schema, name } => {
                key.tag(if schema.is_some() { 3 } else { 0 });
                schema.iter().for_each(|schema| schema.key(key));
                name.key(key);
            }
        }
    }
}
