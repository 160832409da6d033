//! The guard of a savepoint.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use alchemy_core::{Executor, Lending, Result};

use crate::instance::{Store, Tracked};
use crate::session::Session;

/// A savepoint of a session. The session is used through it; dropped, it is rolled back, rows and objects.
#[must_use = "a savepoint that is dropped is rolled back"]
#[derive(Debug)]
pub struct Nested<'s> {
    session: &'s mut Session,
    ended: bool,
}

impl<'s> Nested<'s> {
    pub(crate) fn new(session: &'s mut Session) -> Self {
        Nested { session, ended: false }
    }

    /// Keeps what was done since, as part of the transaction.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Book,)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// let mut savepoint = session.begin_nested().await?;
    /// savepoint.add(Book { title: "Eden".into(), ..default() });
    /// savepoint.commit().await?;
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Session::flush`].
    pub async fn commit(mut self) -> Result<()> {
        self.session.flush().await?;
        if let (Some(name), Some(connection)) = (self.session.savepoints.last().cloned(), &mut self.session.connection) {
            self.session.writing = true;
            let outcome = connection.live().release(&name).await;
            self.session.writing = false;
            outcome?;
        }
        self.ended = true;
        self.session.savepoints.pop();
        if let Some(level) = self.session.levels.pop() {
            match self.session.levels.last_mut() {
                Some(outer) => level.merge_into(outer),
                None => unreachable!("the transaction's level is below a savepoint's"),
            }
        }
        Ok(())
    }

    /// Undoes what was done since: rows, and exactly the objects that were changed.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Book,)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// let mut savepoint = session.begin_nested().await?;
    /// let book = savepoint.add(Book { title: "Eden".into(), ..default() });
    /// savepoint.rollback().await?;
    /// assert_eq!(book.state(), State::Transient);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// If the connection was lost. The objects are rolled back all the same.
    pub async fn rollback(mut self) -> Result<()> {
        self.ended = true;
        match (self.undo(), &mut self.session.connection) {
            (Some(name), Some(connection)) => connection.live().rollback_to(&name).await,
            _ => Ok(()),
        }
    }

    /// The objects go back; gives the savepoint's name.
    fn undo(&mut self) -> Option<String> {
        (self.session.failed, self.session.writing) = (false, false);
        let store: Arc<Store> = self.session.store.clone();
        if let Some(level) = self.session.levels.pop() {
            level.undo(&store);
        }
        self.session.savepoints.pop()
    }
}

impl Drop for Nested<'_> {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        if let (Some(name), Some(connection)) = (self.undo(), &mut self.session.connection) {
            connection.live().roll_back_later(&name);
        }
    }
}

impl Deref for Nested<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.session
    }
}

impl DerefMut for Nested<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        self.session
    }
}

impl Executor for Nested<'_> {
    type Mode = Tracked;

    fn lend(&mut self) -> Lending<'_, Tracked> {
        self.session.lend()
    }
}
