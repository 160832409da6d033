//! WHERE of an UPDATE, a DELETE, and of what is done about rows that are there already.

use crate::compile::Renderer;
use crate::error::Result;
use crate::sql::select::and;
use crate::sql::{Delete, FamilyOf, IntoExpr, Node, Update};
use crate::types::family::Condition;

/// WHERE.
pub(super) fn condition(r: &mut Renderer<'_>, filter: Option<&Node>) -> Result<()> {
    let Some(filter) = filter else { return Ok(()) };
    r.word("WHERE");
    filter.render_condition(r, 0)
}

macro_rules! filtered {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn filter<E: IntoExpr>(self, condition: E) -> Self
            where
                FamilyOf<E>: Condition,
            {
                self.edit(|node| node.filter = and(node.filter.take(), condition.into_expr().into_node()))
            }
        }
    )*};
}

filtered! {
    /// WHERE; several are joined by AND. Without one every row is changed.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(1)).filter(book::id.eq(4)).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=? WHERE book.id = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// WHERE; several are joined by AND. Without one every row is deleted.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::delete().filter(book::pages.eq(0)).filter(book::title.eq("")).compile(&Ansi)?.text(),
    ///     "DELETE FROM book WHERE book.pages = ? AND book.title = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}
