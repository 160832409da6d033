//! `Delete<M, R>`: a DELETE from `M` and the type of the rows that it gives.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{FromRow, Shape};
use crate::sql::select::and;
use crate::sql::write::delete::DeleteNode;
use crate::sql::{
    Columns, FamilyOf, IntoExpr, IntoFrom, IntoOrder, NoRows, Prepared, Projection, Query, Returning, Source, Statement, Target,
    Verbatim,
};
use crate::types::family::Condition;

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
    node: Arc<DeleteNode>,
    types: PhantomData<fn() -> (M, R)>,
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
        Delete { node: Arc::new(DeleteNode::of(Target { source: table })), types: PhantomData }
    }

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
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Delete<M, Returning<C::Row>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Delete { node: self.node, types: PhantomData }
    }
}

impl<M, R> Delete<M, Returning<R>> {
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
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Delete<M, Returning<(R, C::Row)>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Delete { node: self.node, types: PhantomData }
    }
}

impl<M, R> Delete<M, R> {
    pub(crate) fn into_node(self) -> Arc<DeleteNode> {
        self.node
    }

    /// The erased DELETE: what it writes, and what it returns.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = users::delete().filter(users::id.eq(1));
    /// assert_eq!(stmt.node().table.source, users::table().source());
    /// assert!(stmt.node().filter.is_some() && stmt.node().returning.is_empty());
    /// ```
    pub fn node(&self) -> &Arc<DeleteNode> {
        &self.node
    }

    pub(crate) fn edit(mut self, change: impl FnOnce(&mut DeleteNode)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

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
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.edit(|delete| delete.filter = and(delete.filter.take(), condition.into_expr().into_node()))
    }

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

    /// In which order rows are deleted.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().order_by(book::pages).limit(1);
    /// // Standard SQL has neither.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE knows no order.
    #[must_use]
    pub fn order_by(self, orders: impl IntoOrder) -> Self {
        self.edit(|delete| orders.push_orders(&mut delete.limited.order_by))
    }

    /// How many rows are deleted at most.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().limit(1);
    /// // Standard SQL has no LIMIT here.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE has no LIMIT.
    #[must_use]
    pub fn limit(self, rows: u64) -> Self {
        self.edit(|delete| delete.limited.limit = Some(rows))
    }

    /// Text behind the word DELETE, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String } }
    /// let stmt = item::delete().prefix_with("QUICK");
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE QUICK FROM item");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix_with(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|delete| delete.prefixes.push(text.into()))
    }

    /// A hint about the table, which the dialect writes beside its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::delete().with_hint("WITH (ROWLOCK)").filter(book::pages.eq(0));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM book WITH (ROWLOCK) WHERE book.pages = ?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_hint(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|delete| delete.hints.push(text.into()))
    }

    /// Its SQL in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = book::delete().filter(book::id.eq(4)).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("DELETE FROM book WHERE book.id = ?", &[Value::Int(4)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<M, R> Clone for Delete<M, R> {
    fn clone(&self) -> Self {
        Delete { node: self.node.clone(), types: PhantomData }
    }
}

impl<M, R> fmt::Debug for Delete<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<M, R> Statement for Delete<M, R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let prepared = Prepared::of(&*self.node, &**dialect)?;
        Ok(Prepared { positions: self.node.returning.positions().map(Into::into), ..prepared })
    }

    fn projection(&self) -> Option<&Projection> {
        Some(&self.node.returning)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.node.key(key);
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.node.render(r)
    }
}

impl<M, R> Delete<M, Returning<R>> {
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
    pub fn into<T: FromRow>(self) -> Delete<M, Returning<T>> {
        Delete { node: self.node, types: PhantomData }
    }
}

impl<M, R: Shape> Query for Delete<M, Returning<R>> {
    type Row = R;
}
