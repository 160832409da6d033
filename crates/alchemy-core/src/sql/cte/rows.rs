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
///
/// ```
/// use alchemy_core::{Rows, dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// fn ones(rows: impl Rows) -> Select<i32> {
///     select(literal(1).label("one")).from(&rows.subquery("r"))
/// }
/// assert_eq!(
///     ones(select(book::id)).compile(&Ansi)?.text(),
///     "SELECT ? AS one FROM (SELECT book.id AS id FROM book) AS r",
/// );
/// # Ok::<(), Error>(())
/// ```
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
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = select(book::id).filter(book::pages.gt(300)).cte("long");
    /// assert_eq!(
    ///     select(long.c(book::id)).compile(&Ansi)?.text(),
    ///     "WITH long AS (SELECT book.id AS id FROM book WHERE book.pages > ?) SELECT long.id FROM long",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { link ("link") { near: i64, far: i64 } }
    /// let reached = select(link::far).filter(link::near.eq(1)).recursive_cte_distinct("reached", |reached| {
    ///     select(link::far).join_on(reached, link::near.eq(reached.c(link::far)))
    /// });
    /// assert_eq!(
    ///     select(reached.c(link::far)).compile(&Ansi)?.text(),
    ///     "WITH RECURSIVE reached(far) AS (SELECT link.far AS far FROM link WHERE link.near = ? UNION SELECT \
    ///      link.far AS far FROM link JOIN reached ON link.near = reached.far) SELECT reached.far FROM reached",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn recursive_cte_distinct<N: IntoRecursion<Self::Row>>(
        self,
        name: impl IntoAlias,
        next: impl FnOnce(&Cte<Self::Row>) -> N,
    ) -> Cte<Self::Row> {
        recursive(self.into_rows(), name, SetOperator::Union, next)
    }

    /// As something to select from, under a name; `None` leaves the name to the statement: `anon_1`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let words = select(book::title).union(select(author::name)).subquery("words");
    /// assert_eq!(
    ///     select(words.c(book::title)).compile(&Ansi)?.text(),
    ///     "SELECT words.title FROM (SELECT book.title AS title FROM book UNION SELECT author.name AS name FROM \
    ///      author) AS words",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn subquery(self, name: impl IntoAlias) -> Subquery<Self::Row> {
        Subquery::of(self.into_rows(), name, false)
    }

    /// As something to select from that sees what stands before it in FROM.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let other = book::alias("other");
    /// let next = select(other.c(book::id)).filter(other.c(book::pages).gt(book::pages)).limit(1).lateral("next");
    /// assert_eq!(
    ///     select((book::id, next.c(book::id))).compile(&Ansi)?.text(),
    ///     "SELECT book.id, next.id AS id_1 FROM book, LATERAL (SELECT other.id AS id FROM book AS other WHERE \
    ///      other.pages > book.pages LIMIT ?) AS next",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no LATERAL.
    fn lateral(self, name: impl IntoAlias) -> Subquery<Self::Row> {
        Subquery::of(self.into_rows(), name, true)
    }

    /// As a value: one column, at most one row.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let first = select(book::title).union(select(author::name)).limit(1).scalar_subquery();
    /// assert_eq!(
    ///     select(first.label("first")).compile(&Ansi)?.text(),
    ///     "SELECT (SELECT book.title FROM book UNION SELECT author.name FROM author LIMIT ?) AS first",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn scalar_subquery(self) -> Expr<Self::Row>
    where
        Self::Row: SqlValue,
    {
        Expr::from_node(ScalarSubquery { rows: self.into_rows() })
    }

    /// Whether it has a row.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let any = select(book::title).intersect(select(author::name)).exists();
    /// assert_eq!(
    ///     select(any.label("any_such")).compile(&Ansi)?.text(),
    ///     "SELECT EXISTS (SELECT book.title FROM book INTERSECT SELECT author.name FROM author) AS any_such",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { rows: self.into_rows() })
    }
}

/// `operand [NOT] IN (rows)`.
pub(crate) fn in_rows(rows: Arc<dyn RowSource>, operand: Node, negated: bool) -> Node {
    InSelect { operand, rows, negated }.into()
}
