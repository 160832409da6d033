//! A SELECT inside another statement: as a source, as a value, as a condition, as a list.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::row::FromRow;
use crate::sql::{
    Exists, Expr, InSelect, IntoAlias, Node, Projection, RowSource, Rows, ScalarSubquery, Select, SelectNode, Subquery,
};
use crate::types::SqlValue;

impl RowSource for SelectNode {
    fn projection(&self) -> Option<&Projection> {
        Some(&self.projection)
    }

    fn has_tail(&self) -> bool {
        let locked = self.extra.as_ref().is_some_and(|extra| extra.lock.is_some());
        locked || !self.order_by.is_empty() || self.limit.count.is_some() || self.limit.offset.is_some()
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
    pub fn into<T: FromRow>(self) -> Select<T> {
        Select { node: self.node, row: PhantomData }
    }

    /// As a value: one column, at most one row.
    pub fn scalar_subquery(self) -> Expr<R>
    where
        R: SqlValue,
    {
        Expr::from_node(ScalarSubquery { rows: self.node })
    }

    /// Whether it has a row.
    pub fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { rows: self.node })
    }

    pub(crate) fn into_in(self, operand: Node, negated: bool) -> Node {
        InSelect { operand, rows: self.node, negated }.into()
    }
}
