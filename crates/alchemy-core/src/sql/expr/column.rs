//! Columns in expressions.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::Keyed;
use crate::schema::{ColumnDef, Name, Table};
use crate::sql::stored;
use crate::sql::{Assign, FamilyOf, IntoExpr, Node, Source};
use crate::types::family::ComparesWith;
use crate::types::{SqlType, SqlValue};
use crate::value::Value;

/// A column of something in FROM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRef {
    /// What it is a column of.
    pub source: Source,
    /// Its name.
    pub name: Name,
}

/// A typed handle on a column: `users::name` of [`table!`](crate::table), `invoice.c("total")` of a table known only at
/// run time.
pub struct Column<T> {
    column: ColumnRef,
    value: PhantomData<fn() -> T>,
}

impl Keyed for ColumnRef {
    crate::key!(source, name);
}

impl<T> Column<T> {
    /// The column of a table that a program's text names.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(select(Column::<i64>::of("book", "id")).compile(&Ansi)?.text(), "SELECT book.id FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub const fn of(table: &'static str, name: &'static str) -> Self {
        Column { column: ColumnRef { source: Source::named(table), name: Name::Static(name) }, value: PhantomData }
    }

    /// The column of a table that a program's text declares: for [`table!`](crate::table).
    #[doc(hidden)]
    pub const fn declared(table: fn() -> &'static Table, name: &'static str) -> Self {
        Column { column: ColumnRef { source: Source::declared(table), name: Name::Static(name) }, value: PhantomData }
    }

    /// A column of anything in FROM.
    pub fn in_source(source: Source, name: Name) -> Self {
        Column { column: ColumnRef { source, name }, value: PhantomData }
    }

    /// Its name.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(&**book::title.name(), "title");
    /// ```
    pub fn name(&self) -> &Name {
        &self.column.name
    }

    pub(crate) fn to_node(&self) -> Node {
        Node::Column(self.column.clone())
    }
}

impl<T: SqlValue> Column<T> {
    /// `column = value`, for INSERT and UPDATE.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(book::pages + 1)).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=(book.pages + ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn to<E: IntoExpr>(self, value: E) -> Assign<()>
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        Assign::to_column(self.column, stored::<T>(value.into_expr().into_node()))
    }
}

impl Column<Value> {
    /// The definition of a column, for [`Table::column`](crate::Table::column). It may be NULL until it says otherwise.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let shelf = Table::new("shelf").column(Column::new("code", Varchar(10)).not_null());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&shelf), &Ansi)?.text(),
    ///     "CREATE TABLE shelf (code VARCHAR(10) NOT NULL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[expect(clippy::new_ret_no_self, reason = "the schema's vocabulary: a column is declared by `Column::new`")]
    pub fn new(name: impl Into<Name>, sql_type: impl Into<SqlType>) -> ColumnDef {
        ColumnDef::new(name, sql_type)
    }
}

impl<T> AsRef<ColumnRef> for Column<T> {
    fn as_ref(&self) -> &ColumnRef {
        &self.column
    }
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Column { column: self.column.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.column.fmt(f)
    }
}
