//! `table AS name`.

use std::fmt;
use std::marker::PhantomData;

use crate::schema::TableDef;
use crate::sql::{AliasId, Column, ColumnName, IntoAlias, IntoFrom, Source, TableRef};
use crate::types::SqlValue;

/// A table under another name; made by [`TableDef::alias`] and [`Table::alias`](crate::Table::alias). `D` is the table that
/// [`table!`](crate::table) declares, if one does.
pub struct Alias<D = ()> {
    source: Source,
    table: PhantomData<fn() -> D>,
}

impl<D> Alias<D> {
    pub(crate) fn of_table(table: TableRef, name: impl IntoAlias) -> Self {
        let alias = AliasId::new(name, table.name());
        Alias { source: Source::Table { table, alias: Some(alias) }, table: PhantomData }
    }

    /// One of its columns: the column of the table, under the alias, or one by name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let other = book::alias("other");
    /// assert_eq!(
    ///     select((other.c(book::id), other.c::<i64>("pages"))).compile(&Ansi)?.text(),
    ///     "SELECT other.id, other.pages FROM book AS other",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn c<T: SqlValue>(&self, column: impl ColumnName<T>) -> Column<T> {
        Column::in_source(self.source.clone(), column.column_name())
    }

    /// As a source.
    pub fn source(&self) -> Source {
        self.source.clone()
    }
}

impl<D: TableDef> Alias<D> {
    /// All of its columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let other = author::alias("other");
    /// assert_eq!(select(other.all()).compile(&Ansi)?.text(), "SELECT other.id, other.name FROM author AS other");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn all(&self) -> D::All {
        D::all_of(&self.source)
    }
}

impl<D> IntoFrom for &Alias<D> {
    fn into_from(self) -> Source {
        self.source.clone()
    }
}

impl<D> Clone for Alias<D> {
    fn clone(&self) -> Self {
        Alias { source: self.source.clone(), table: PhantomData }
    }
}

impl<D> fmt::Debug for Alias<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}
