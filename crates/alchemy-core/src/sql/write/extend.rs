//! Clauses of the program's own, at one place of an INSERT, UPDATE or DELETE.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Delete, Insert, Node, Update};

/// Writes them.
pub(super) fn extensions(r: &mut Renderer<'_>, clauses: &[Node]) -> Result<()> {
    clauses.iter().try_for_each(|clause| clause.render(r))
}

macro_rules! extended {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn extend(self, clause: impl Construct + 'static) -> Self {
                self.edit(|node| node.extensions.push(Node::Extension(Arc::new(clause))))
            }
        }
    )*};
}

extended! {
    /// A clause of the program's own, behind the rows.
    ///
    /// ```
    /// use alchemy_core::{Construct, Node, Render, Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// #[derive(Debug)]
    /// struct Log;
    /// impl Construct for Log {
    ///     fn children(&self, _: &mut dyn FnMut(&Node)) {}
    /// }
    /// impl Render for Log {
    ///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    ///         r.word("LOG ERRORS");
    ///         Ok(())
    ///     }
    /// }
    /// let stmt = book::insert().values(book::title.to("Emma")).extend(Log);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO book (title) VALUES (?) LOG ERRORS");
    /// # Ok::<(), Error>(())
    /// ```
    Insert,
    /// A clause of the program's own, behind WHERE.
    ///
    /// ```
    /// use alchemy_core::{Construct, Node, Render, Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// #[derive(Debug)]
    /// struct Log;
    /// impl Construct for Log {
    ///     fn children(&self, _: &mut dyn FnMut(&Node)) {}
    /// }
    /// impl Render for Log {
    ///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    ///         r.word("LOG ERRORS");
    ///         Ok(())
    ///     }
    /// }
    /// let stmt = book::update().set(book::pages.to(1)).filter(book::id.eq(4)).extend(Log);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET pages=? WHERE book.id = ? LOG ERRORS");
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// A clause of the program's own, behind WHERE.
    ///
    /// ```
    /// use alchemy_core::{Construct, Node, Render, Renderer, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// #[derive(Debug)]
    /// struct Log;
    /// impl Construct for Log {
    ///     fn children(&self, _: &mut dyn FnMut(&Node)) {}
    /// }
    /// impl Render for Log {
    ///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    ///         r.word("LOG ERRORS");
    ///         Ok(())
    ///     }
    /// }
    /// let stmt = book::delete().filter(book::id.eq(4)).extend(Log);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book WHERE book.id = ? LOG ERRORS");
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}
