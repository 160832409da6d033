//! RETURNING: how it is written, and the builders' methods.

use crate::compile::{Place, Renderer};
use crate::dialect::Returning as ReturningFeature;
use crate::error::Result;
use crate::row::FromRow;
use crate::sql::write::row_version::name_versions;
use crate::sql::{Columns, Delete, Insert, Projection, Returning, Source, Update};

/// Which statement wants rows back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writes {
    Insert,
    Update,
    Delete,
}

/// `RETURNING …`, where the dialect has it for this statement.
pub(super) fn returning(r: &mut Renderer<'_>, projection: &Projection, writes: Writes, target: &Source) -> Result<()> {
    if projection.is_empty() {
        return Ok(());
    }
    match (r.features().returning, writes) {
        (ReturningFeature::All, _) | (ReturningFeature::InsertAndDelete, Writes::Insert | Writes::Delete) => {}
        (_, Writes::Insert) => return Err(r.unsupported("INSERT … RETURNING")),
        (_, Writes::Update) => return Err(r.unsupported("UPDATE … RETURNING")),
        (_, Writes::Delete) => return Err(r.unsupported("DELETE … RETURNING")),
    }
    r.word("RETURNING");
    name_versions(r, projection, target)?;
    let result = columns(r, projection, target);
    r.versions = None;
    result
}

fn columns(r: &mut Renderer<'_>, projection: &Projection, target: &Source) -> Result<()> {
    if r.dialect().returning_is_qualified() {
        return projection.render(r, Place::Embedded);
    }
    // A name alone would be taken for a column of the table that is written.
    let mut foreign = false;
    projection.items.iter().flatten().for_each(|node| node.columns(&mut |column| foreign |= column.source != *target));
    if foreign {
        Err(r.unsupported("RETURNING columns of another table"))
    } else {
        r.bare(|r| projection.render(r, Place::Embedded))
    }
}

macro_rules! returning {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M> $statement<M> {
            $(#[$doc])*
            #[must_use]
            pub fn returning<C: Columns>(self, columns: C) -> $statement<M, Returning<C::Row>> {
                $statement::from_node(self.edit(|node| columns.push_columns(&mut node.returning)).into_node())
            }
        }
    )*};
}

returning! {
    /// Gives these columns of the inserted rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::insert().values(book::id.to(1)).returning((book::id, book::pages)).compile(&Ansi)?.text(),
    ///     "INSERT INTO book (id) VALUES (?) RETURNING book.id, book.pages",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where INSERT cannot return.
    Insert,
    /// Gives these columns of the changed rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(1)).returning(book::id).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=? RETURNING book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE cannot return.
    Update,
    /// Gives these columns of the deleted rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::delete().filter(book::pages.eq(0)).returning(book::id).compile(&Ansi)?.text(),
    ///     "DELETE FROM book WHERE book.pages = ? RETURNING book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE cannot return.
    Delete,
}

macro_rules! returning_more {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, Returning<R>> {
            $(#[$doc])*
            #[must_use]
            pub fn returning<C: Columns>(self, columns: C) -> $statement<M, Returning<(R, C::Row)>> {
                $statement::from_node(self.edit(|node| columns.push_columns(&mut node.returning)).into_node())
            }
        }
    )*};
}

returning_more! {
    /// Gives these columns, too: a row is a pair of what was returned already, and these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::insert().values(book::id.to(1)).returning(book::id).returning(book::pages).compile(&Ansi)?.text(),
    ///     "INSERT INTO book (id) VALUES (?) RETURNING book.id, book.pages",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Insert,
    /// Gives these columns, too: a row is a pair of what was returned already, and these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(1)).returning(book::id).returning(book::title).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=? RETURNING book.id, book.title",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// Gives these columns, too: a row is a pair of what was returned already, and these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::delete().returning(book::id).returning(book::title).compile(&Ansi)?.text(),
    ///     "DELETE FROM book RETURNING book.id, book.title",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}

macro_rules! into_rows_of {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, Returning<R>> {
            $(#[$doc])*
            pub fn into<T: FromRow>(self) -> $statement<M, Returning<T>> {
                $statement::from_node(self.into_node())
            }
        }
    )*};
}

into_rows_of! {
    /// With its rows as a struct of one's own, read by column name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # #[cfg(feature = "derive")]
    /// # fn f() -> Result<()> {
    /// #[derive(Debug, FromRow)]
    /// struct Added {
    ///     id: i64,
    /// }
    /// let stmt = book::insert().values(book::title.to("Emma")).returning(book::id).into::<Added>();
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO book (title) VALUES (?) RETURNING book.id");
    /// # Ok(()) }
    /// # #[cfg(feature = "derive")]
    /// # f()?;
    /// # Ok::<(), Error>(())
    /// ```
    Insert,
    /// With its rows as a struct of one's own, read by column name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # #[cfg(feature = "derive")]
    /// # fn f() -> Result<()> {
    /// #[derive(Debug, FromRow)]
    /// struct Changed {
    ///     id: i64,
    /// }
    /// let stmt = book::update().set(book::pages.to(1)).returning(book::id).into::<Changed>();
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET pages=? RETURNING book.id");
    /// # Ok(()) }
    /// # #[cfg(feature = "derive")]
    /// # f()?;
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// With its rows as a struct of one's own, read by column name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # #[cfg(feature = "derive")]
    /// # fn f() -> Result<()> {
    /// #[derive(Debug, FromRow)]
    /// struct Gone {
    ///     title: String,
    /// }
    /// let stmt = book::delete().filter(book::pages.eq(0)).returning(book::title).into::<Gone>();
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book WHERE book.pages = ? RETURNING book.title");
    /// # Ok(()) }
    /// # #[cfg(feature = "derive")]
    /// # f()?;
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}
