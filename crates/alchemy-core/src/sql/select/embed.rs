//! A SELECT inside another statement: as a source, as a value, as a condition, as a list.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::error::Result;
use crate::row::FromRow;
use crate::sql::{
    Exists, Expr, InSelect, IntoAlias, Node, Projection, RowSource, Rows, ScalarSubquery, Select, SelectNode, Subquery, Unreadable,
};
use crate::types::SqlValue;

impl RowSource for SelectNode {
    fn projection(&self) -> Option<&Projection> {
        Some(&self.projection)
    }

    fn readable(&self, unreadable: Unreadable) -> Result<()> {
        self.check_outer(unreadable)
    }

    fn has_tail(&self) -> bool {
        self.is_locking() || !self.order_by.is_empty() || self.limit.count.is_some() || self.limit.offset.is_some()
    }
}

impl<R> Rows for Select<R> {
    type Row = R;

    fn into_rows(self) -> Arc<dyn RowSource> {
        self.node
    }
}

impl<R> Select<R> {
    /// As something to select from, under a name; `None` leaves the name to the statement: `anon_1`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = select((book::id, book::title)).filter(book::pages.gt(300)).subquery("long");
    /// assert_eq!(
    ///     select(long.c(book::title)).compile(&Ansi)?.text(),
    ///     "SELECT long.title FROM (SELECT book.id AS id, book.title AS title FROM book WHERE book.pages > ?) AS long",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn subquery(self, name: impl IntoAlias) -> Subquery<R> {
        Subquery::of(self.node, name, false)
    }

    /// As something to select from that sees what stands before it in FROM.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64, text: String } }
    /// let first = select(emails::text).filter(emails::user_id.eq(users::id)).limit(1).lateral("first");
    /// let stmt = select((users::name, first.c(emails::text)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.name, first.text FROM user_account, LATERAL (SELECT email.text AS text FROM email \
    ///      WHERE email.user_id = user_account.id LIMIT ?) AS first",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no LATERAL.
    pub fn lateral(self, name: impl IntoAlias) -> Subquery<R> {
        Subquery::of(self.node, name, true)
    }

    /// As a struct of one's own, read by column name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # #[cfg(feature = "derive")]
    /// # fn f() -> Result<()> {
    /// #[derive(Debug, FromRow)]
    /// struct Spine {
    ///     title: String,
    ///     pages: i64,
    /// }
    /// let spines: Select<Spine> = select((book::title, book::pages)).into::<Spine>();
    /// assert_eq!(spines.compile(&Ansi)?.text(), "SELECT book.title, book.pages FROM book");
    /// # Ok(()) }
    /// # #[cfg(feature = "derive")]
    /// # f()?;
    /// # Ok::<(), Error>(())
    /// ```
    pub fn into<T: FromRow>(self) -> Select<T> {
        Select { node: self.node, row: PhantomData }
    }

    /// As a value: one column, at most one row.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let other = book::alias("other");
    /// let longest = select(func::max(other.c(book::pages))).scalar_subquery();
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.eq(longest)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages = (SELECT max(other.pages) AS max_1 FROM book AS other)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn scalar_subquery(self) -> Expr<R>
    where
        R: SqlValue,
    {
        Expr::from_node(ScalarSubquery { rows: self.node })
    }

    /// Whether it has a row.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let written = select(book::id).filter(book::author_id.eq(author::id)).exists();
    /// assert_eq!(
    ///     select(author::name).filter(written).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT book.id FROM book WHERE book.author_id = author.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { rows: self.node })
    }

    pub(crate) fn into_in(self, operand: Node, negated: bool) -> Node {
        InSelect { operand, rows: self.node, negated }.into()
    }
}
