//! What a connection, a transaction, an engine and a session have in common.

use crate::driver::BoxFuture;
use crate::engine::{Lending, RowStream};
use crate::error::{Error, Result};
use crate::row::{Mode, Shape};
use crate::sql::{Query, Statement};
use crate::types::SqlValue;

/// The rows of query `Q` on executor `E`.
pub type RowOf<Q, E> = <<Q as Query>::Row as Shape>::In<<E as Executor>::Mode>;

/// What a statement without rows did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// How many rows were changed. An UPDATE counts the rows that matched.
    pub rows_affected: u64,
    /// The key that the database generated for the first inserted row, where the protocol tells it.
    pub last_insert_id: Option<u64>,
}

/// What runs statements: a [`Connection`](crate::Connection), a [`Transaction`](crate::Transaction), a session of the ORM,
/// a `&mut` to any of these, and `&Engine` for single statements in autocommit. Functions that take `&mut impl Executor`
/// serve all of them.
///
/// A future that is dropped before it is done closes the connection, and so rolls its transaction back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not run statements",
    note = "a `Connection`, a `Transaction`, a session, `&Engine` or a `&mut` to one of them does"
)]
pub trait Executor: Send {
    /// How rows become values.
    type Mode: Mode;

    /// The connection to run on, and what decoding needs. Implementations open it where need be.
    #[doc(hidden)]
    fn lend(&mut self) -> Lending<'_, Self::Mode>;

    /// Runs a statement whose rows, if any, do not matter.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let outcome = db.execute(book::update().set(book::pages.to(0)).filter(book::title.eq(""))).await?;
    /// println!("{} rows matched", outcome.rows_affected);
    /// # Ok(()) }
    /// ```
    fn execute<'s, S: Statement + 's>(&'s mut self, statement: S) -> BoxFuture<'s, Result<Outcome>> {
        Box::pin(execute(self, statement))
    }

    /// Runs statements one after the other, those of one text that differ in their values with one preparation. All take
    /// effect, or none; the outcome is their sum. No statements do nothing.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let thinner = [("Emma", 9), ("Ulysses", 7)];
    /// let updates = thinner.map(|(title, by)| book::update().set(book::pages.to(book::pages - by)).filter(book::title.eq(title)));
    /// assert_eq!(db.execute_many(updates).await?.rows_affected, 2);
    /// # Ok(()) }
    /// ```
    fn execute_many<'s, S, I>(&'s mut self, statements: I) -> BoxFuture<'s, Result<Outcome>>
    where
        S: Statement + 's,
        I: IntoIterator<Item = S>,
    {
        let statements: Vec<S> = statements.into_iter().collect();
        Box::pin(execute_many(self, statements))
    }

    /// All rows.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let rows: Vec<(i64, String)> = db.all(select((book::id, book::title)).order_by(book::id)).await?;
    /// # Ok(()) }
    /// ```
    fn all<'s, Q: Query + 's>(&'s mut self, query: Q) -> BoxFuture<'s, Result<Vec<RowOf<Q, Self>>>> {
        Box::pin(up_to(self, query, usize::MAX))
    }

    /// The rows one after the other, in bounded memory.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut rows = connection.stream(select((users::id, users::name)));
    /// while let Some((id, name)) = rows.try_next().await? {
    ///     println!("{id} {name}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Told with the row that could not be had: as [`Executor::all`]; `InvalidState` for loader options and for
    /// [`Query::unique`], which need all rows.
    fn stream<'s, Q: Query + 's>(&'s mut self, query: Q) -> RowStream<'s, RowOf<Q, Self>> {
        RowStream::new(self, query)
    }

    /// The only row.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let title: String = db.one(select(book::title).filter(book::id.eq(1))).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `NoRows`, `MultipleRows`.
    fn one<'s, Q: Query + 's>(&'s mut self, query: Q) -> BoxFuture<'s, Result<RowOf<Q, Self>>> {
        Box::pin(async move { only(up_to(self, query, 2).await?)?.ok_or_else(Error::no_rows) })
    }

    /// The only row, if there is one.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let title: Option<String> = db.one_or_none(select(book::title).filter(book::id.eq(1))).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `MultipleRows`.
    fn one_or_none<'s, Q: Query + 's>(&'s mut self, query: Q) -> BoxFuture<'s, Result<Option<RowOf<Q, Self>>>> {
        Box::pin(async move { only(up_to(self, query, 2).await?) })
    }

    /// The first row, if there is one. Others are not decoded; the database is not told to leave them out, `limit` is.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let longest: Option<String> = db.first(select(book::title).order_by(book::pages.desc()).limit(1)).await?;
    /// # Ok(()) }
    /// ```
    fn first<'s, Q: Query + 's>(&'s mut self, query: Q) -> BoxFuture<'s, Result<Option<RowOf<Q, Self>>>> {
        Box::pin(async move { Ok(up_to(self, query, 1).await?.into_iter().next()) })
    }

    /// The only value of the only row.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(db: &mut Connection) -> Result<()> {
    /// let count: i64 = db.scalar(select(func::count_all()).from(book)).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `NoRows`, `MultipleRows`.
    fn scalar<'s, Q: Query + 's>(&'s mut self, query: Q) -> BoxFuture<'s, Result<RowOf<Q, Self>>>
    where
        Q::Row: SqlValue,
    {
        self.one(query)
    }
}

impl<E: Executor + ?Sized> Executor for &mut E {
    type Mode = E::Mode;

    fn lend(&mut self) -> Lending<'_, E::Mode> {
        (**self).lend()
    }
}

pub(crate) async fn execute<E: Executor, S: Statement>(mut executor: E, statement: S) -> Result<Outcome> {
    let (mut live, _) = executor.lend().get().await?;
    if let Some(batch) = statement.batch(&**live.dialect(), live.settings.rows_per_insert)? {
        return Box::pin(live.execute_batch(batch)).await;
    }
    let prepared = live.prepare(&statement)?;
    live.execute(&prepared).await
}

pub(crate) async fn execute_many<E: Executor, S: Statement>(mut executor: E, statements: Vec<S>) -> Result<Outcome> {
    let (mut live, _) = executor.lend().get().await?;
    live.execute_many(statements).await
}

/// The first rows, at most so many.
pub(crate) async fn up_to<E: Executor, Q: Query>(mut executor: E, query: Q, most: usize) -> Result<Vec<RowOf<Q, E>>> {
    query.readable()?;
    let (mut live, context) = executor.lend().get().await?;
    if let Some(batch) = query.batch(&**live.dialect(), live.settings.rows_per_insert)? {
        let mut rows = Box::pin(live.fetch_batch::<Q::Row, E::Mode>(context, batch, &query, query.reading())).await?;
        rows.truncate(most);
        return Ok(rows);
    }
    let prepared = live.prepare(&query)?;
    live.fetch_up_to::<Q::Row, E::Mode>(context, &prepared, query.reading(), most).await
}

pub(crate) fn only<T>(rows: Vec<T>) -> Result<Option<T>> {
    let mut rows = rows.into_iter();
    let first = rows.next();
    if rows.next().is_some() { Err(Error::multiple_rows()) } else { Ok(first) }
}
