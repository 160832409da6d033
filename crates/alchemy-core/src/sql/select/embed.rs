//! A SELECT inside another statement: as a source, as a value, as a condition, as a list.

use std::marker::PhantomData;

use crate::row::FromRow;
use crate::sql::{Exists, Expr, InSelect, Node, ScalarSubquery, Select, Subquery};
use crate::types::SqlValue;

impl<R> Select<R> {
    /// As something to select from.
    pub fn subquery(self, name: &str) -> Subquery<R> {
        Subquery::new(self.node, name)
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
        Expr::from_node(ScalarSubquery { select: self.node })
    }

    /// Whether it has a row.
    pub fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { select: self.node })
    }

    pub(crate) fn into_in(self, operand: Node, negated: bool) -> Node {
        InSelect { operand, select: self.node, negated }.into()
    }
}
