//! `Compound<R>`: a set operation and the type of its rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::Shape;
use crate::sql::{
    CompoundNode, FamilyOf, Fetch, IntoCtes, IntoExpr, IntoList, IntoOrder, Kept, Node, Prepared, Projection, Query, RowSource,
    Rows, Statement, in_rows,
};
use crate::types::SqlValue;
use crate::types::family::Numeral;

/// A set operation whose rows are `R`; made by [`SetOperations`](crate::SetOperations). What is chained onto it holds for
/// the whole. Cheap to clone.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub book ("book") { id: i64, title: String } }
/// table! { pub film ("film") { id: i64, title: String } }
/// let stmt = select(book::title).union_all(select(film::title)).order_by(book::title).limit(10);
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT book.title FROM book UNION ALL SELECT film.title FROM film ORDER BY title LIMIT ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct Compound<R> {
    node: Arc<CompoundNode>,
    row: PhantomData<fn() -> R>,
}

impl<R> Compound<R> {
    /// Gives an erased set operation its row type. The caller vouches for it.
    pub fn from_node(node: CompoundNode) -> Self {
        Compound { node: Arc::new(node), row: PhantomData }
    }

    /// The erased set operation.
    pub fn node(&self) -> &Arc<CompoundNode> {
        &self.node
    }

    fn edit(mut self, change: impl FnOnce(&mut CompoundNode)) -> Self {
        let node = Arc::make_mut(&mut self.node);
        node.kept.clear();
        change(node);
        self
    }

    /// ORDER BY; columns are those of the result, which are named by the first statement.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, named, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).union(select(author::name)).order_by(named("title")).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION SELECT author.name FROM author ORDER BY title",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|compound| order.push_orders(&mut compound.order_by))
    }

    /// At most `count` rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).union_all(select(author::name)).limit(10).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION ALL SELECT author.name FROM author LIMIT ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn limit<E: IntoExpr>(self, count: E) -> Self
    where
        FamilyOf<E>: Numeral,
    {
        let count = count.into_expr().into_node();
        self.edit(|compound| compound.limit.set(Some(count), None))
    }

    /// Leaves out the first `count` rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let page = select(book::title).union(select(author::name)).limit(10).offset(20);
    /// assert_eq!(
    ///     page.compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION SELECT author.name FROM author LIMIT ? OFFSET ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn offset<E: IntoExpr>(self, count: E) -> Self
    where
        FamilyOf<E>: Numeral,
    {
        let count = count.into_expr().into_node();
        self.edit(|compound| compound.limit.set_offset(count))
    }

    /// `FETCH FIRST count ROWS ONLY`, in place of a limit.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// assert_eq!(
    ///     select(book::title).union(select(author::name)).fetch(3).compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book UNION SELECT author.name FROM author FETCH FIRST ? ROWS ONLY",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no FETCH.
    #[must_use]
    pub fn fetch(self, fetch: impl Into<Fetch>) -> Self {
        let fetch = fetch.into();
        self.edit(|compound| compound.limit.set_fetch(fetch))
    }

    /// Puts common table expressions into its WITH that it does not select from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let beside = select(author::id).cte("beside");
    /// let stmt = select(book::title).union(select(author::name)).add_cte(&beside);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "WITH beside AS (SELECT author.id AS id FROM author) SELECT book.title FROM book UNION SELECT author.name \
    ///      FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn add_cte(self, ctes: impl IntoCtes) -> Self {
        self.edit(|compound| ctes.push_ctes(&mut compound.ctes))
    }

    /// Its SQL in a dialect; no connection is needed.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let compiled = select(book::title).except(select(author::name)).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.title FROM book EXCEPT SELECT author.name FROM author");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<R> Clone for Compound<R> {
    fn clone(&self) -> Self {
        Compound { node: self.node.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Compound<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<R> Rows for Compound<R> {
    type Row = R;

    fn into_rows(self) -> Arc<dyn RowSource> {
        self.node
    }
}

impl<T: SqlValue> IntoList for Compound<T> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(self.node, operand, negated)
    }
}

impl<R> Statement for Compound<R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let prepared = Prepared::of(&*self.node, &**dialect)?;
        let positions = self.node.projection().and_then(|projection| projection.positions());
        Ok(Prepared { positions: positions.map(Into::into), ..prepared })
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.node.key(key);
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.node.kept)
    }

    fn projection(&self) -> Option<&Projection> {
        self.node.projection()
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.node.render(r)
    }
}

impl<R: Shape> Query for Compound<R> {
    type Row = R;

    fn readable(&self) -> Result<()> {
        RowSource::readable(&*self.node, R::unreadable)
    }
}
