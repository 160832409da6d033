//! The guard of a transaction, or of a savepoint inside one.

use crate::engine::{Executor, Lending, Lent, Live};
use crate::error::Result;
use crate::row::Plain;

/// A transaction, or a savepoint inside one. Dropped, it is rolled back: a transaction at once and in the background, a
/// savepoint before anything else runs on the connection.
#[derive(Debug)]
#[must_use = "a transaction that is dropped is rolled back"]
pub struct Transaction<'c> {
    live: Lent<'c>,
    /// The savepoint's name; `None` for the transaction itself.
    savepoint: Option<String>,
    ended: bool,
}

impl<'c> Transaction<'c> {
    pub(crate) fn whole(live: Lent<'c>) -> Self {
        Transaction { live, savepoint: None, ended: false }
    }

    pub(crate) async fn nested(live: &'c mut Live) -> Result<Transaction<'c>> {
        let name = live.next_savepoint();
        live.savepoint(&name).await?;
        Ok(Transaction { live: Lent::Borrowed(live), savepoint: Some(name), ended: false })
    }

    /// Keeps what was done: commits, or releases the savepoint.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut tx = connection.begin().await?;
    /// tx.execute(book::delete().filter(book::pages.eq(0))).await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Live::commit`]; then it is rolled back.
    pub async fn commit(mut self) -> Result<()> {
        match &self.savepoint {
            Some(name) => self.live.release(name).await?,
            None => self.live.commit().await?,
        }
        self.ended = true;
        Ok(())
    }

    /// Undoes what was done.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut tx = connection.begin().await?;
    /// tx.execute(book::delete()).await?;
    /// tx.rollback().await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Live::rollback`].
    pub async fn rollback(mut self) -> Result<()> {
        match &self.savepoint {
            Some(name) => self.live.rollback_to(name).await?,
            None => self.live.rollback().await?,
        }
        self.ended = true;
        Ok(())
    }

    /// Sets a savepoint.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { book ("book") { id: Auto<i64> [primary_key], title: String, pages: i64 } }
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let mut tx = connection.begin().await?;
    /// let mut savepoint = tx.begin_nested().await?;
    /// savepoint.execute(book::delete()).await?;
    /// savepoint.rollback().await?;
    /// tx.commit().await?;
    /// # Ok(()) }
    /// ```
    pub async fn begin_nested(&mut self) -> Result<Transaction<'_>> {
        Transaction::nested(&mut self.live).await
    }

    /// The live connection: for what runs statements in forms of its own.
    pub fn live(&mut self) -> &mut Live {
        &mut self.live
    }
}

impl Executor for Transaction<'_> {
    type Mode = Plain;

    fn lend(&mut self) -> Lending<'_, Plain> {
        Lending::Now(&mut self.live, ())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        match &self.savepoint {
            _ if self.ended => {}
            Some(name) => self.live.roll_back_later(name),
            None => self.live.abandon(),
        }
    }
}
