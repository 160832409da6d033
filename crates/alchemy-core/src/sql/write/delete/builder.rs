//! `Delete<M, R>`: a DELETE from `M` and the type of the rows that it gives. Methods that it has in common
//! with others stand in [`write`](crate::sql::write), by clause.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::row::{Overwrite, Shape};
use crate::sql::write::delete::DeleteNode;
use crate::sql::{IntoFrom, NoRows, Query, Reading, Returning, Source, Target};

/// A DELETE from `M`; it gives rows only with [`Delete::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::delete().filter(users::id.eq(1));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM user_account WHERE user_account.id = ?");
/// # Ok::<(), Error>(())
/// ```
pub struct Delete<M, R = NoRows> {
    pub(in crate::sql::write) node: Arc<DeleteNode>,
    pub(in crate::sql::write) types: PhantomData<fn() -> (M, R)>,
}

impl<M> Delete<M> {
    /// A DELETE from a table.
    ///
    /// ```
    /// use alchemy_core::{Delete, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(Delete::<()>::from_table(book::table().source()).compile(&Ansi)?.text(), "DELETE FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn from_table(table: Source) -> Self {
        Self::from_node(Arc::new(DeleteNode::of(Target { source: table })))
    }
}

impl<M, R> Delete<M, R> {
    /// Looks at another table, besides those that the condition names.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt = book::delete().using(author).filter(book::author_id.eq(author::id));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book USING author WHERE book.author_id = author.id");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE looks at one table only.
    #[must_use]
    pub fn using(self, source: impl IntoFrom) -> Self {
        self.edit(|delete| delete.using.push(source.into_from()))
    }
}

// Stands here, for the compiler shows it where rows are asked of a statement without them.
impl<M, R: Shape> Query for Delete<M, Returning<R>> {
    type Row = R;

    fn reading(&self) -> Reading {
        Reading::overwriting(Overwrite::Unedited)
    }
}
