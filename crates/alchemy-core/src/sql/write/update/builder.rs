//! `Update<M, R>`: an UPDATE of `M` and the type of the rows that it gives.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{FromRow, Shape};
use crate::sql::select::and;
use crate::sql::write::columns::refs;
use crate::sql::write::update::UpdateNode;
use crate::sql::{
    Assigned, Assignments, ColumnList, Columns, FamilyOf, Fits, IntoExpr, IntoFrom, IntoOrder, NoRows, Prepared, Projection, Query,
    Returning, ScalarSubquery, Select, Source, Statement, Target, Verbatim,
};
use crate::types::family::Condition;

/// An UPDATE of `M`; it gives rows only with [`Update::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::update().set(users::name.to("gary")).filter(users::id.eq(1));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE user_account SET name=? WHERE user_account.id = ?");
/// # Ok::<(), Error>(())
/// ```
pub struct Update<M, R = NoRows> {
    node: Arc<UpdateNode>,
    types: PhantomData<fn() -> (M, R)>,
}

impl<M> Update<M> {
    /// An UPDATE of a table, without assignments yet.
    ///
    /// ```
    /// use alchemy_core::{Update, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     Update::<()>::of_table(book::table().source()).set(book::pages.to(1)).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of_table(table: Source) -> Self {
        Update { node: Arc::new(UpdateNode::of(Target { source: table })), types: PhantomData }
    }

    /// Gives these columns of the changed rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(1)).returning(book::id).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=? RETURNING book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE cannot return.
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Update<M, Returning<C::Row>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Update { node: self.node, types: PhantomData }
    }
}

impl<M, R> Update<M, Returning<R>> {
    /// Gives these columns, too: a row is a pair of what was returned already, and these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set(book::pages.to(1)).returning(book::id).returning(book::title).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=? RETURNING book.id, book.title",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Update<M, Returning<(R, C::Row)>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Update { node: self.node, types: PhantomData }
    }
}

impl<M, R> Update<M, R> {
    pub(crate) fn into_node(self) -> Arc<UpdateNode> {
        self.node
    }

    /// The erased UPDATE: what it writes, and what it returns.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = users::update().set(users::name.to("gary")).returning(users::id);
    /// assert_eq!(stmt.node().table.source, users::table().source());
    /// assert_eq!(stmt.node().set.len(), 1);
    /// assert_eq!(stmt.node().returning.items.len(), 1);
    /// ```
    pub fn node(&self) -> &Arc<UpdateNode> {
        &self.node
    }

    pub(crate) fn edit(mut self, change: impl FnOnce(&mut UpdateNode)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

    /// Assigns columns, in the order of the table's columns where the table is known. Without any, every column is assigned a
    /// parameter of its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().set((book::pages.to(1), book::title.to("Emma"))).compile(&Ansi)?.text(),
    ///     "UPDATE book SET title=?, pages=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn set(self, assignments: impl Assignments<M>) -> Self {
        self.edit(|update| assignments.push_assignments(&mut update.set))
    }

    /// Assigns columns in the order given: where a database evaluates assignments one after the other, it matters.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     book::update().ordered_values((book::pages.to(1), book::title.to("Emma"))).compile(&Ansi)?.text(),
    ///     "UPDATE book SET pages=?, title=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ordered_values(self, assignments: impl Assignments<M>) -> Self {
        self.set(assignments).edit(|update| update.ordered = true)
    }

    /// Assigns several columns at once: `SET (a, b)=(SELECT x, y …)`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { id: i32, price: i32, weight: i32 } }
    /// table! { pub offer ("offer") { id: i32, price: i32, weight: i32 } }
    /// let offered = select((offer::price, offer::weight)).filter(offer::id.eq(item::id));
    /// let stmt = item::update().set_row((item::price, item::weight), offered);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "UPDATE item SET (price, weight)=(SELECT offer.price, offer.weight FROM offer WHERE offer.id = item.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where columns are assigned one by one.
    #[must_use]
    pub fn set_row<C: ColumnList<M>, V: Fits<M, C>>(self, columns: C, row: Select<V>) -> Self {
        let value = ScalarSubquery { rows: row.node().clone() }.into();
        self.edit(|update| update.set.push((Assigned::Row(refs(&columns)), value)))
    }

    /// Looks at another table, besides those that the expressions name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt = book::update().set(book::title.to(author::name)).from(author).filter(author::id.eq(book::author_id));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "UPDATE book SET title=author.name FROM author WHERE author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE looks at one table only.
    #[must_use]
    pub fn from(self, source: impl IntoFrom) -> Self {
        self.edit(|update| update.from.push(source.into_from()))
    }

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
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.edit(|update| update.filter = and(update.filter.take(), condition.into_expr().into_node()))
    }

    /// In which order rows are changed.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().set(book::pages.to(1)).order_by(book::id).limit(1);
    /// // Standard SQL has neither.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE knows no order.
    #[must_use]
    pub fn order_by(self, orders: impl IntoOrder) -> Self {
        self.edit(|update| orders.push_orders(&mut update.limited.order_by))
    }

    /// How many rows are changed at most.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().set(book::pages.to(1)).limit(1);
    /// // Standard SQL has no LIMIT here.
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE has no LIMIT.
    #[must_use]
    pub fn limit(self, rows: u64) -> Self {
        self.edit(|update| update.limited.limit = Some(rows))
    }

    /// Text behind the word UPDATE, for every dialect, or for one. It is the program's own and written as it is.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub item ("item") { code: String } }
    /// let stmt = item::update().prefix_with("LOW_PRIORITY").set(item::code.to("a"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE LOW_PRIORITY item SET code=?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix_with(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|update| update.prefixes.push(text.into()))
    }

    /// A hint about the table, which the dialect writes beside its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = book::update().with_hint("WITH (ROWLOCK)").set(book::pages.to(1));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book WITH (ROWLOCK) SET pages=?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_hint(self, text: impl Into<Verbatim>) -> Self {
        self.edit(|update| update.hints.push(text.into()))
    }

    /// Its SQL in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = book::update().set(book::pages.to(1)).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("UPDATE book SET pages=?", &[Value::Int(1)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say, `Programming` for columns that the table does not have.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<M, R> Clone for Update<M, R> {
    fn clone(&self) -> Self {
        Update { node: self.node.clone(), types: PhantomData }
    }
}

impl<M, R> fmt::Debug for Update<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<M, R> Statement for Update<M, R> {
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

impl<M, R> Update<M, Returning<R>> {
    /// With its rows as a struct of one's own, read by column name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// # #[cfg(feature = "derive")]
    /// # fn f() -> Result<()> {
    /// #[derive(Debug, FromRow)]
    /// struct Changed {
    ///     id: i64,
    /// }
    /// let stmt = book::update().set(book::pages.to(1)).returning(book::id).into::<Changed>();
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET pages=? RETURNING book.id");
    /// # Ok(()) }
    /// # #[cfg(feature = "derive")]
    /// # f()?;
    /// # Ok::<(), Error>(())
    /// ```
    pub fn into<T: FromRow>(self) -> Update<M, Returning<T>> {
        Update { node: self.node, types: PhantomData }
    }
}

impl<M, R: Shape> Query for Update<M, Returning<R>> {
    type Row = R;
}
