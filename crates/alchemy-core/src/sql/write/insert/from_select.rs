//! INSERT … SELECT.

use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::Upsert;
use crate::error::Result;
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::write::columns::names;
use crate::sql::write::insert::node::wrong;
use crate::sql::{ColumnList, Compound, Fits, Insert, InsertNode, InsertValues, Raw, Returning, Select, SelectNode, TextStatement};

/// What gives the rows of an INSERT besides a SELECT.
pub trait StatementRows: Render + Keyed + Debug + Send + Sync {}

impl<S: Render + Keyed + Debug + Send + Sync> StatementRows for S {}

/// The rows of a query, erased.
#[derive(Debug, Clone)]
pub enum SelectedRows {
    /// Of a SELECT.
    Select(Arc<SelectNode>),
    /// Of something else.
    Other(Arc<dyn StatementRows>),
}

impl Keyed for SelectedRows {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            SelectedRows::Select(select) => {
                key.tag(0);
                select.key(key);
            }
            SelectedRows::Other(rows) => {
                key.tag(1);
                rows.key(key);
            }
        }
    }
}

/// A query whose rows can be inserted.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// table! { archive ("archive") { title: String } }
/// let stmt = archive::insert().from_select(archive::title, select(book::title).filter(book::pages.eq(0)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "INSERT INTO archive (title) SELECT book.title FROM book WHERE book.pages = ?",
/// );
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "the rows of `{Self}` cannot be inserted")]
pub trait InsertSource {
    /// The type of its rows.
    type Row: Shape;

    /// The query, erased.
    fn into_rows(self) -> SelectedRows;
}

impl<R: Shape> InsertSource for Select<R> {
    type Row = R;

    fn into_rows(self) -> SelectedRows {
        SelectedRows::Select(self.node().clone())
    }
}

impl<R: Shape> InsertSource for Compound<R> {
    type Row = R;

    fn into_rows(self) -> SelectedRows {
        SelectedRows::Other(self.node().clone())
    }
}

impl<R: Shape> InsertSource for TextStatement<Returning<R>> {
    type Row = R;

    fn into_rows(self) -> SelectedRows {
        SelectedRows::Other(Arc::new(self))
    }
}

impl InsertNode {
    pub(super) fn selected(&self, r: &mut Renderer<'_>, columns: &[Name], rows: &SelectedRows, defaults: bool) -> Result<()> {
        for (given, name) in columns.iter().enumerate() {
            self.table.place(name, given)?;
        }
        let with = r.features().combining.insert_with;
        let select = match rows {
            SelectedRows::Other(rows) => {
                r.parens(|r| r.list(columns, |r, name| r.name(name)))?;
                return r.selected(with, |r| rows.render(r));
            }
            SelectedRows::Select(select) => select,
        };
        let added = if defaults { self.defaults_besides(columns.iter(), r.features().sequences) } else { Vec::new() };
        let all = columns.iter().chain(added.iter().map(|column| column.name));
        r.parens(|r| r.list(all, |r, name| r.name(name)))?;
        // Behind FROM, the words ON CONFLICT would be taken for the condition of a join.
        let bare = self.conflict.is_some() && select.filter.is_none() && needs_filter(r);
        if added.is_empty() && !bare {
            return r.selected(with, |r| select.render(r));
        }
        let mut select = SelectNode::clone(select);
        for (name, default) in added.iter().filter_map(|column| Some((column.name, column.default?))) {
            if default.is_of_row() {
                return Err(wrong(format!("the default of `{name}` follows from other values of its row, which a query gives")));
            }
            select.projection.push(default.node(&|_| None));
        }
        if bare {
            select.filter = Some(Raw(Name::Static("1 = 1")).into());
        }
        r.selected(with, |r| select.render(r))
    }
}

fn needs_filter(r: &Renderer<'_>) -> bool {
    matches!(r.features().upsert, Upsert::OnConflict { select_needs_filter: true, .. })
}

impl<M> Insert<M> {
    /// Inserts the rows of a query into these columns. Columns with a default of the program's own that are not among them
    /// get it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub names ("names") { name: String } }
    /// let stmt = names::insert().from_select(names::name, select(users::name));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO names (name) SELECT user_account.name FROM user_account");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from_select<C: ColumnList<M>, S: InsertSource>(self, columns: C, rows: S) -> Self
    where
        S::Row: Fits<M, C>,
    {
        self.selecting(columns, rows, true)
    }

    /// As [`Insert::from_select`], but columns that are not named are left to the database.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { reader ("reader") { name: String, visits: i64 [default = 0] } }
    /// let stmt = reader::insert().from_select_without_defaults(reader::name, select(author::name));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO reader (name) SELECT author.name FROM author");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from_select_without_defaults<C: ColumnList<M>, S: InsertSource>(self, columns: C, rows: S) -> Self
    where
        S::Row: Fits<M, C>,
    {
        self.selecting(columns, rows, false)
    }

    fn selecting<C: ColumnList<M>, S: InsertSource>(self, columns: C, rows: S, defaults: bool) -> Self {
        let values = InsertValues::Select(names(&columns), rows.into_rows(), defaults);
        self.edit(|insert| insert.values = values)
    }
}
