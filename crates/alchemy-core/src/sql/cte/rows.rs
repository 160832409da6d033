//! What gives rows to another statement.

use std::sync::Arc;

use crate::schema::Name;
use crate::sql::cte::recursive::recursive;
use crate::sql::{
    AliasId, Cte, CteNode, Exists, Expr, InSelect, IntoAlias, IntoRecursion, Node, RowSource, ScalarSubquery, SetOperator, Subquery,
};
use crate::types::SqlValue;

/// What gives rows to another statement: a SELECT, a set operation, VALUES, text with typed rows; an INSERT, UPDATE or
/// DELETE in a common table expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no rows to another statement",
    note = "text says what its rows are with `.columns::<(…)>()`"
)]
pub trait Rows: Sized {
    /// The type of the rows.
    type Row;

    /// What gives the rows, erased.
    fn into_rows(self) -> Arc<dyn RowSource>;

    /// As a common table expression, under a name; `None` leaves the name to the statement: `anon_1`. See [`Cte`].
    ///
    /// # Errors
    /// Compiling is `Unsupported` for one that writes, where the database has none; `Programming` for two different ones
    /// of one name.
    fn cte(self, name: impl IntoAlias) -> Cte<Self::Row> {
        Cte::new(CteNode::new(AliasId::new(name, &Name::Static("anon")), self.into_rows(), false))
    }

    /// As the start of a recursive common table expression: `next` is given what stands for the whole, and says how rows
    /// follow from rows. All rows are kept, also equal ones.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let numbers = select(literal(1).label("n")).recursive_cte("numbers", |numbers| {
    ///     select(numbers.c::<i32>("n") + 1).filter(numbers.c::<i32>("n").lt(10))
    /// });
    /// assert_eq!(
    ///     select(numbers.c::<i32>("n")).compile(&Ansi)?.text(),
    ///     "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? AS anon_1 FROM numbers \
    ///      WHERE numbers.n < ?) SELECT numbers.n FROM numbers",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn recursive_cte<N: IntoRecursion<Self::Row>>(
        self,
        name: impl IntoAlias,
        next: impl FnOnce(&Cte<Self::Row>) -> N,
    ) -> Cte<Self::Row> {
        recursive(self.into_rows(), name, SetOperator::UnionAll, next)
    }

    /// As [`Rows::recursive_cte`], with equal rows once: it ends also where the data has circles.
    fn recursive_cte_distinct<N: IntoRecursion<Self::Row>>(
        self,
        name: impl IntoAlias,
        next: impl FnOnce(&Cte<Self::Row>) -> N,
    ) -> Cte<Self::Row> {
        recursive(self.into_rows(), name, SetOperator::Union, next)
    }

    /// As something to select from, under a name; `None` leaves the name to the statement: `anon_1`.
    fn subquery(self, name: impl IntoAlias) -> Subquery<Self::Row> {
        Subquery::of(self.into_rows(), name, false)
    }

    /// As something to select from that sees what stands before it in FROM.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no LATERAL.
    fn lateral(self, name: impl IntoAlias) -> Subquery<Self::Row> {
        Subquery::of(self.into_rows(), name, true)
    }

    /// As a value: one column, at most one row.
    fn scalar_subquery(self) -> Expr<Self::Row>
    where
        Self::Row: SqlValue,
    {
        Expr::from_node(ScalarSubquery { rows: self.into_rows() })
    }

    /// Whether it has a row.
    fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { rows: self.into_rows() })
    }
}

/// `operand [NOT] IN (rows)`.
pub(crate) fn in_rows(rows: Arc<dyn RowSource>, operand: Node, negated: bool) -> Node {
    InSelect { operand, rows, negated }.into()
}
