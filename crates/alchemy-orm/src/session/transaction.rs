//! Commit and rollback.

use alchemy_core::{ErrorKind, Result};

use crate::instance::{Node, State, changed};
use crate::session::{Nested, Session};
use crate::unit_of_work::Level;

impl Session {
    /// Writes all changes and commits. Objects are stale afterwards, unless the session keeps them.
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
    /// session.add(Book { title: "Eden".into(), ..default() });
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Session::flush`]. `CommitUnknown` if the connection was lost while waiting for the answer: whether the
    /// transaction was stored, a new one finds out.
    pub async fn commit(&mut self) -> Result<()> {
        self.flush().await?;
        if let Some(connection) = &mut self.connection {
            self.writing = true;
            let outcome = connection.commit().await;
            self.writing = false;
            if let Err(error) = outcome {
                self.failed = true;
                if error.kind() == ErrorKind::CommitUnknown {
                    // What was flushed may be stored: states stay, everything is stale.
                    self.levels = vec![Level::default()];
                    self.store.next_epoch();
                }
                return Err(error);
            }
        }
        self.connection = None;
        self.savepoints.clear();
        for level in std::mem::replace(&mut self.levels, vec![Level::default()]) {
            level.commit();
        }
        if self.expire_on_commit {
            self.store.next_epoch();
        }
        Ok(())
    }

    /// Undoes everything since the last commit: rows, and exactly the objects that were changed. New objects leave the
    /// session and keep what the program gave them; all others are stale.
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
    /// let book = session.add(Book { title: "Eden".into(), ..default() });
    /// session.flush().await?;
    /// session.rollback().await?;
    /// assert_eq!((book.state(), book.read().title.as_str()), (State::Transient, "Eden"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Borrowed` if a guard holds an object that has to go back; then nothing is undone yet. What the database says. A
    /// connection that was lost is no error: its server rolls back by itself.
    pub async fn rollback(&mut self) -> Result<()> {
        self.check_free()?;
        self.roll_back().await
    }

    /// Whether every object that has to go back can be had.
    fn check_free(&self) -> Result<()> {
        let waiting: Vec<Node> = {
            let lists = self.store.lists();
            lists.pending.iter().chain(&lists.dirty).cloned().collect()
        };
        let flushed = self.levels.iter().flat_map(Level::objects);
        waiting.iter().chain(flushed).try_for_each(|node| changed(node, |_| ()))
    }

    /// Rolls back whatever is in the way: an object that a guard holds keeps what it has, and is stale.
    async fn roll_back(&mut self) -> Result<()> {
        self.roll_back_objects();
        self.store.next_epoch();
        let Some(mut connection) = self.connection.take() else { return Ok(()) };
        match connection.rollback().await {
            Err(error) if error.is_disconnect() => Ok(()),
            outcome => outcome,
        }
    }

    fn roll_back_objects(&mut self) {
        (self.writing, self.failed) = (false, false);
        self.savepoints.clear();
        for level in std::mem::replace(&mut self.levels, vec![Level::default()]).into_iter().rev() {
            level.undo(&self.store);
        }
    }

    /// Sets a savepoint, after a flush, and gives its guard, through which the session is used.
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
    /// session.add(Book { title: "Eden".into(), ..default() });
    /// let mut savepoint = session.begin_nested().await?;
    /// savepoint.add(Book { title: "Fiasco".into(), ..default() });
    /// savepoint.rollback().await?;
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As [`Session::flush`].
    pub async fn begin_nested(&mut self) -> Result<Nested<'_>> {
        self.flush().await?;
        let connection = self.connection().await?;
        let name = connection.live().next_savepoint();
        connection.live().savepoint(&name).await?;
        self.savepoints.push(name);
        self.levels.push(Level::default());
        Ok(Nested::new(self))
    }

    /// Runs a block inside a savepoint: what it did is kept, as part of the transaction, on `Ok`, and undone on `Err`.
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
    /// let outcome = session.nested(async |session| {
    ///     session.add(Book { title: "Fiasco".into(), ..default() });
    ///     session.get_one::<Book>(9).await
    /// });
    /// assert_eq!(outcome.await.unwrap_err().kind(), ErrorKind::NoRows);
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?.len(), 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The block's, or the savepoint's.
    pub async fn nested<T, F: AsyncFnOnce(&mut Session) -> Result<T>>(&mut self, block: F) -> Result<T> {
        let mut savepoint = self.begin_nested().await?;
        match block(&mut savepoint).await {
            Ok(value) => savepoint.commit().await.map(|()| value),
            Err(error) => {
                savepoint.rollback().await?;
                Err(error)
            }
        }
    }

    /// Runs a block, commits on `Ok` and rolls back on `Err`. What was done before in the same transaction is committed,
    /// or undone, with it.
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
    /// let id = session.transaction(async |session| {
    ///     let book = session.add(Book { title: "Eden".into(), ..default() });
    ///     session.flush().await?;
    ///     Ok(book.read().id)
    /// });
    /// assert_eq!(id.await?, Auto::from(1));
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The block's, or the commit's.
    pub async fn transaction<T, F: AsyncFnOnce(&mut Session) -> Result<T>>(&mut self, block: F) -> Result<T> {
        self.transaction_with(block).await
    }

    /// As [`Session::transaction`], for blocks with an error type of their own.
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
    /// let outcome: std::result::Result<(), Box<dyn std::error::Error>> = session.transaction_with(async |session| {
    ///     session.add(Book { title: "Eden".into(), ..default() });
    ///     Err("out of stock".into())
    /// }).await;
    /// assert_eq!(outcome.unwrap_err().to_string(), "out of stock");
    /// assert_eq!(engine.all(select(Book::title)).await?.len(), 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The block's, or the commit's.
    pub async fn transaction_with<T, E: From<alchemy_core::Error>, F: AsyncFnOnce(&mut Session) -> Result<T, E>>(
        &mut self,
        block: F,
    ) -> Result<T, E> {
        let outcome = match block(self).await {
            Ok(value) => self.commit().await.map(|()| value).map_err(E::from),
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            // The block's error is the one to tell; a rollback that fails has lost the connection, which rolls back too.
            let _ = self.roll_back().await;
        }
        outcome
    }

    /// Rolls back, gives the connection back and lets go of all objects. Handles stay readable.
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
    /// let book = session.add(Book { title: "Eden".into(), ..default() });
    /// session.close().await?;
    /// assert_eq!(book.read().title, "Eden");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// If the connection was lost.
    pub async fn close(mut self) -> Result<()> {
        self.roll_back().await
    }
}

impl Drop for Session {
    /// The connection rolls back by itself; the objects stay readable through handles, detached.
    fn drop(&mut self) {
        if self.connection.is_some() {
            self.roll_back_objects();
        }
        if std::sync::Arc::strong_count(&self.store) == 1 {
            // Nobody is left to look: the objects go with the store.
            return;
        }
        let nodes = self.store.lists().forget_all();
        for node in &nodes {
            let _ = changed(node, |slot| slot.header_mut().state = State::Detached);
        }
        self.store.lists().kept.extend(nodes);
    }
}
