//! The session: objects in, statements out.

use std::sync::Arc;

use alchemy_core::{Connection, Engine, Error, Result};

use crate::instance::{AnyEntity, Entity, Node, State, Store, changed, looked};
use crate::mapping::Mapped;
use crate::session::SessionBuilder;
use crate::unit_of_work::Level;

/// A session: one object per row, changes written by [`Session::flush`], nothing stored until [`Session::commit`].
///
/// It takes a connection with its first statement and gives it back when its transaction ends. It is used by one task at a
/// time, which the compiler sees to (`&mut self`); its futures are `Send`.
pub struct Session {
    pub(super) engine: Engine,
    pub(crate) store: Arc<Store>,
    pub(crate) connection: Option<Connection>,
    /// The transaction, and the savepoints inside it.
    pub(crate) levels: Vec<Level>,
    pub(crate) savepoints: Vec<String>,
    pub(super) autoflush: bool,
    pub(crate) expire_on_commit: bool,
    /// Set while statements of a flush or commit run: if it is still set later, their future was dropped.
    pub(crate) writing: bool,
    /// A flush or commit failed; only a rollback helps.
    pub(crate) failed: bool,
}

impl Session {
    /// A session on an engine. No connection is taken yet.
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
    /// let mut session = Session::new(&engine);
    /// session.add(Book { title: "Eden".into(), ..default() });
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    pub fn new(engine: &Engine) -> Self {
        Session::builder(engine).open()
    }

    /// Settings for sessions on an engine.
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
    /// let session = Session::builder(&engine).autoflush(false).expire_on_commit(false).open();
    /// assert!(session.is_active());
    /// # Ok(()) }
    /// ```
    pub fn builder(engine: &Engine) -> SessionBuilder {
        SessionBuilder::new(engine)
    }

    /// Adds a new object, with everything that hangs on it. Nothing is sent until a flush.
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
    /// assert_eq!(book.state(), State::Pending);
    /// session.flush().await?;
    /// assert_eq!((book.state(), book.read().id), (State::Persistent, Auto::from(1)));
    /// # Ok(()) }
    /// ```
    pub fn add<T: Mapped>(&mut self, object: T) -> Entity<T> {
        self.store.adopt(object)
    }

    /// Adds several.
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
    /// session.add_all(["Eden", "Solaris"].map(|title| Book { title: title.into(), ..default() }));
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title).order_by(Book::id)).await?, ["Eden", "Solaris"]);
    /// # Ok(()) }
    /// ```
    pub fn add_all<T: Mapped>(&mut self, objects: impl IntoIterator<Item = T>) -> Vec<Entity<T>> {
        objects.into_iter().map(|object| self.add(object)).collect()
    }

    /// Marks an object as deleted; the next flush deletes its row, and what its relationships' cascades say.
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
    /// let book = session.add(Book::default());
    /// session.commit().await?;
    /// session.delete(&book)?;
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::id)).await?.len(), 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Detached` for an object of another session, `InvalidState` for one that has no row yet, `Borrowed`.
    pub fn delete<T: Mapped>(&mut self, entity: &Entity<T>) -> Result<()> {
        self.own(entity)?;
        let node: Node = entity.node();
        match looked(&node, |slot| slot.header().state)? {
            State::Persistent => {}
            State::Deleted => return Ok(()),
            _ => return Err(Error::invalid_state(format!("an object of {} without a row cannot be deleted; expunge it", T::NAME))),
        }
        let mut lists = self.store.lists();
        if !lists.deleted.iter().any(|known| Arc::ptr_eq(known, &node)) {
            lists.deleted.push(node);
        }
        Ok(())
    }

    /// Takes an object out of the session. Its handle stays readable.
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
    /// session.expunge(&book)?;
    /// session.commit().await?;
    /// assert_eq!((book.state(), engine.all(select(Book::id)).await?.len()), (State::Transient, 0));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Detached`, `Borrowed`.
    pub fn expunge<T: Mapped>(&mut self, entity: &Entity<T>) -> Result<()> {
        self.own(entity)?;
        let node: Node = entity.node();
        let key = changed(&node, |slot| {
            let header = slot.header_mut();
            let pending = header.state == State::Pending;
            header.state = if pending { State::Transient } else { State::Detached };
            (header.snapshot, header.listed) = (None, false);
            header.key.take()
        })?;
        let mut lists = self.store.lists();
        if let Some(key) = key {
            lists.index(node.mapper()).remove(&key);
        }
        lists.take_pending(&node);
        lists.dirty.retain(|known| !Arc::ptr_eq(known, &node));
        lists.deleted.retain(|known| !Arc::ptr_eq(known, &node));
        lists.kept.push(node);
        Ok(())
    }

    /// Drops the unflushed changes of an object and marks it stale: reads give the last known values, the next statement
    /// that meets the row brings it up to date.
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
    /// book.write().title = "Fiasco".into();
    /// session.expire(&book)?;
    /// assert_eq!(book.read().title, "Eden");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Detached`, `Borrowed`.
    pub fn expire<T: Mapped>(&mut self, entity: &Entity<T>) -> Result<()> {
        self.own(entity)?;
        let node: Node = entity.node();
        let was_listed = changed(&node, |slot| {
            slot.header_mut().epoch = 0;
            slot.forget_changes()
        })??;
        if was_listed {
            self.store.lists().dirty.retain(|known| !Arc::ptr_eq(known, &node));
        }
        Ok(())
    }

    /// A handle of this session.
    ///
    /// # Errors
    /// `Detached`.
    pub(crate) fn own<T>(&self, entity: &Entity<T>) -> Result<()> {
        if entity.store().id() == self.store.id() { Ok(()) } else { Err(Error::detached("the object")) }
    }

    /// Whether the object is in this session.
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
    /// let book = session.add(Book::default());
    /// assert!(session.contains(&book) && !Session::new(&engine).contains(&book));
    /// # Ok(()) }
    /// ```
    pub fn contains<T: Mapped>(&self, entity: &Entity<T>) -> bool {
        self.own(entity).is_ok() && matches!(entity.state(), State::Pending | State::Persistent)
    }

    /// New objects that wait for a flush, in the order in which they were added.
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
    /// session.add(Book::default());
    /// assert_eq!(session.pending().len(), 1);
    /// session.flush().await?;
    /// assert!(session.pending().is_empty());
    /// # Ok(()) }
    /// ```
    pub fn pending(&self) -> Vec<AnyEntity> {
        self.store.lists().pending.iter().cloned().map(AnyEntity).collect()
    }

    /// Objects that were written to since the last flush; whether they really changed, the flush finds out.
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
    /// let book = session.add(Book::default());
    /// session.flush().await?;
    /// book.write().pages = 276;
    /// assert_eq!(session.dirty()[0].downcast::<Book>(), Some(book));
    /// # Ok(()) }
    /// ```
    pub fn dirty(&self) -> Vec<AnyEntity> {
        self.store.lists().dirty.iter().cloned().map(AnyEntity).collect()
    }

    /// Objects that are marked as deleted.
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
    /// let book = session.add(Book::default());
    /// session.flush().await?;
    /// session.delete(&book)?;
    /// assert_eq!(session.deleted().len(), 1);
    /// # Ok(()) }
    /// ```
    pub fn deleted(&self) -> Vec<AnyEntity> {
        self.store.lists().deleted.iter().cloned().map(AnyEntity).collect()
    }

    /// Whether a mistake keeps every flush from writing.
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
    /// session.add(Book::default());
    /// assert!(session.check().is_ok());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The first such mistake: a value that cannot be put back, or a handle of another session.
    pub fn check(&self) -> Result<()> {
        self.store.lists().problems.first().map_or(Ok(()), |problem| Err(problem.error.clone()))
    }

    /// Whether statements can run: no flush or commit has failed since the last rollback.
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
    /// session.add_all([1, 1].map(|id| Book { id: Auto::from(id), ..default() }));
    /// assert!(session.flush().await.is_err() && !session.is_active());
    /// session.rollback().await?;
    /// assert!(session.is_active());
    /// # Ok(()) }
    /// ```
    pub fn is_active(&self) -> bool {
        !self.failed && !self.writing
    }

    /// Whether a transaction was begun by a statement.
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
    /// session.all(Book::select()).await?;
    /// assert!(session.in_transaction());
    /// session.commit().await?;
    /// assert!(!session.in_transaction());
    /// # Ok(()) }
    /// ```
    pub fn in_transaction(&self) -> bool {
        self.connection.is_some()
    }

    pub(crate) fn ready(&mut self) -> Result<()> {
        // A future that was dropped in the middle of writing left its mark.
        self.failed |= std::mem::take(&mut self.writing);
        if self.failed { Err(Error::pending_rollback()) } else { Ok(()) }
    }

    /// The connection, taken from the pool with the first statement.
    pub(crate) async fn connection(&mut self) -> Result<&mut Connection> {
        if self.connection.is_none() {
            self.connection = Some(self.engine.connect().await?);
        }
        match &mut self.connection {
            Some(connection) => Ok(connection),
            None => unreachable!("taken just now"),
        }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("store", &self.store).field("active", &self.is_active()).finish()
    }
}
