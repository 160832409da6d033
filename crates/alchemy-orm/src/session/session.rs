//! The session: objects in, statements out.

use std::sync::Arc;

use alchemy_core::driver::BoxFuture;
use alchemy_core::{Connection, Engine, Error, Executor, Lending, Lent, Result, Runner};

use crate::instance::{AnyEntity, Entity, Node, State, Store, Tracked, changed, drain, looked};
use crate::load::{ObjectRef, PathOption, select_in};
use crate::mapping::{Attr, Mapped, Related};
use crate::unit_of_work::{Filled, Level, Work, collect, perform, plan, settle, unloaded_by_deletes, unloaded_by_replacing};

/// A session: one object per row, changes written by [`Session::flush`], nothing stored until [`Session::commit`].
///
/// It takes a connection with its first statement and gives it back when its transaction ends. It is used by one task at a
/// time, which the compiler sees to (`&mut self`); its futures are `Send`.
pub struct Session {
    engine: Engine,
    pub(crate) store: Arc<Store>,
    pub(crate) connection: Option<Connection>,
    /// The transaction, and the savepoints inside it.
    pub(crate) levels: Vec<Level>,
    pub(crate) savepoints: Vec<String>,
    autoflush: bool,
    pub(crate) expire_on_commit: bool,
    /// Set while statements of a flush or commit run: if it is still set later, their future was dropped.
    pub(crate) writing: bool,
    /// A flush or commit failed; only a rollback helps.
    pub(crate) failed: bool,
}

/// Settings of sessions; also their factory.
#[derive(Debug, Clone)]
pub struct SessionBuilder {
    engine: Engine,
    autoflush: bool,
    expire_on_commit: bool,
}

impl SessionBuilder {
    /// Whether changes are flushed before each query. On by default.
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
    /// let mut session = Session::builder(&engine).autoflush(false).open();
    /// session.add(Book::default());
    /// assert_eq!(session.all(Book::select()).await?.len(), 0);
    /// session.flush().await?;
    /// assert_eq!(session.all(Book::select()).await?.len(), 1);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn autoflush(mut self, autoflush: bool) -> Self {
        self.autoflush = autoflush;
        self
    }

    /// Whether objects are stale after a commit, so that the next statement that meets them brings them up to date. On by
    /// default.
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
    /// let mut session = Session::builder(&engine).expire_on_commit(false).open();
    /// let book = session.add(Book { title: "Eden".into(), ..default() });
    /// session.commit().await?;
    /// assert_eq!(book.read().title, "Eden"); // it stays fresh
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn expire_on_commit(mut self, expire: bool) -> Self {
        self.expire_on_commit = expire;
        self
    }

    /// A session with these settings. No connection is taken yet.
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
    /// let sessions = Session::builder(&engine).autoflush(false);
    /// let (one, other) = (sessions.open(), sessions.open());
    /// assert!(!one.in_transaction() && !other.in_transaction());
    /// # Ok(()) }
    /// ```
    pub fn open(&self) -> Session {
        Session {
            engine: self.engine.clone(),
            store: Store::new(),
            connection: None,
            levels: vec![Level::default()],
            savepoints: Vec::new(),
            autoflush: self.autoflush,
            expire_on_commit: self.expire_on_commit,
            writing: false,
            failed: false,
        }
    }
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
        SessionBuilder { engine: engine.clone(), autoflush: true, expire_on_commit: true }
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
            if let Some(snapshot) = slot.header_mut().snapshot.take() {
                for (column, value) in snapshot.columns.iter().enumerate() {
                    if let Some(value) = value {
                        slot.set(column, value.as_ref())?;
                    }
                }
                for (relation, links) in snapshot.relations.into_iter().enumerate() {
                    slot.relation_mut(relation).restore(links);
                }
            }
            slot.header_mut().epoch = 0;
            slot.header_mut().loaded.clear();
            Ok::<_, Error>(std::mem::replace(&mut slot.header_mut().listed, false))
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

    /// Writes all changes.
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
    /// assert_eq!(book.read().id, Auto::from(1)); // sent, and not yet committed
    /// session.rollback().await?;
    /// assert_eq!(engine.all(select(Book::id)).await?.len(), 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Kept errors, `Borrowed`, `NotNull` and `CircularDependency` send nothing and need no rollback. What the database refuses
    /// rolls the transaction back; then the session waits for [`Session::rollback`].
    pub async fn flush(&mut self) -> Result<()> {
        self.ready()?;
        self.load_replaced().await?;
        self.load_for_deletes().await?;
        let mut work = collect(&self.store)?;
        if work.is_empty() && work.dropped.is_empty() {
            return self.settled(&work, &Default::default());
        }
        let plan = plan(&mut work)?;
        let mut filled = Default::default();
        if !plan.steps.is_empty() {
            self.connection().await?;
            self.writing = true;
            let Some(connection) = &mut self.connection else { unreachable!("taken just now") };
            let outcome = perform(connection.live(), &work, plan).await;
            self.writing = false;
            match outcome {
                Ok(values) => {
                    filled = values;
                    work.complete();
                }
                Err(error) => {
                    self.failed = true;
                    self.roll_back_rows().await;
                    return Err(error);
                }
            }
        }
        self.settled(&work, &filled)
    }

    fn settled(&mut self, work: &Work, filled: &Filled) -> Result<()> {
        match self.levels.last_mut() {
            Some(level) => settle(&self.store, work, filled, level),
            None => unreachable!("a session always has a level"),
        }
    }

    /// After a failed flush: the rows at once, the objects when the program calls `rollback`. What goes wrong here is told
    /// by the error that led to it.
    async fn roll_back_rows(&mut self) {
        let savepoint = self.savepoints.last().cloned();
        if let Some(connection) = &mut self.connection {
            let _ = match savepoint {
                Some(name) => connection.live().rollback_to(&name).await,
                None => connection.rollback().await,
            };
        }
    }

    /// Cascades of deletions need to know members that were not loaded: one SELECT per relationship and level.
    async fn load_for_deletes(&mut self) -> Result<()> {
        loop {
            let needed = unloaded_by_deletes(&self.store)?;
            if needed.is_empty() {
                return Ok(());
            }
            for (nodes, relation) in needed {
                let mapper = nodes[0].mapper();
                let option = PathOption::of(mapper, relation);
                self.select_in(&option, nodes).await?;
            }
        }
    }

    /// What was replaced without having been loaded has to be known: one SELECT per relationship.
    async fn load_replaced(&mut self) -> Result<()> {
        drain(&self.store);
        // A kept error keeps the flush from sending anything at all.
        self.check()?;
        for (nodes, relation) in unloaded_by_replacing(&self.store)? {
            let option = PathOption::of(nodes[0].mapper(), relation);
            let store = self.store.clone();
            let before = nodes.into_iter().map(|node| ObjectRef::Before(node, store.clone())).collect();
            let runner: &mut dyn Runner = self.connection().await?.live();
            select_in(&option, before, Some(store.clone()), runner).await?;
        }
        Ok(())
    }

    pub(crate) async fn select_in(&mut self, option: &PathOption, nodes: Vec<Node>) -> Result<()> {
        let store = self.store.clone();
        let runner: &mut dyn Runner = self.connection().await?.live();
        select_in(option, nodes.into_iter().map(ObjectRef::Tracked).collect(), Some(store), runner).await
    }

    /// Loads a relationship of one object; gives what it holds. Nothing is sent if it is loaded and fresh, or if what it
    /// refers to is in the session already.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let author = session.get_one::<Author>(1).await?;
    /// let books = session.load(&author, Author::books).await?;
    /// assert_eq!(books.len(), 2);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As a query's.
    pub async fn load<M: Mapped, F: Related>(&mut self, entity: &Entity<M>, attr: Attr<M, F>) -> Result<F::Loaded> {
        self.load_all(std::slice::from_ref(entity), attr).await?;
        let index = M::info().index_of(attr.relation())?;
        let node: Node = entity.node();
        let members = looked(&node, |slot| slot.relation(index).links().members())?;
        Ok(F::loaded(members.into_iter().filter_map(Entity::of_node).collect()))
    }

    /// Loads a relationship of many objects by one SELECT per 500 of them.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let engine = create_engine("sqlite::memory:").await?;
    /// # MetaData::of::<(Author, Book)>().create_all(&engine).await?;
    /// # let mut session = Session::new(&engine);
    /// # let book = |title: &str, pages| Book { title: title.into(), pages, ..default() };
    /// # session.add(Author { name: "Lem".into(), books: [book("Solaris", 204), book("Eden", 276)].into(), ..default() });
    /// # session.commit().await?;
    /// let authors = session.all(Author::select()).await?;
    /// session.load_all(&authors, Author::books).await?;
    /// assert_eq!(authors[0].read().books.len(), 2);
    /// # Ok(()) }
    /// ```
    pub async fn load_all<M: Mapped, F: Related>(&mut self, entities: &[Entity<M>], attr: Attr<M, F>) -> Result<()> {
        self.before_query().await?;
        entities.iter().try_for_each(|entity| self.own(entity))?;
        let nodes: Vec<Node> = entities.iter().map(|entity| entity.node() as Node).collect();
        let index = M::info().index_of(attr.relation())?;
        let option = PathOption::of(M::info(), index);
        self.select_in(&option, nodes).await
    }

    /// Reads an object's row again. Unflushed changes of other objects are flushed first; its own are dropped.
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
    /// session.commit().await?;
    /// engine.execute(Book::update().set(Book::pages.to(276))).await?;
    /// session.refresh(&book).await?;
    /// assert_eq!(book.read().pages, 276);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `StaleData` if the row is gone.
    pub async fn refresh<T: Mapped>(&mut self, entity: &Entity<T>) -> Result<()> {
        self.expire(entity)?;
        self.before_query().await?;
        let condition = self.key_condition(entity)?;
        let found = self.all(T::select().filter(condition)).await?;
        if found.is_empty() { Err(Error::stale(T::TABLE, 1, 0)) } else { Ok(()) }
    }

    fn key_condition<T: Mapped>(&self, entity: &Entity<T>) -> Result<alchemy_core::Expr<bool>> {
        let node: Node = entity.node();
        let columns = T::info().key_columns();
        let values =
            looked(&node, |slot| columns.iter().map(|column| slot.value(*column).unwrap_or_default()).collect::<Vec<_>>())?;
        Ok(crate::session::get::key_equals::<T>(&values))
    }

    /// Before a statement: the session can run it, and what was changed is visible to it.
    pub(crate) async fn before_query(&mut self) -> Result<()> {
        self.ready()?;
        if self.autoflush && self.has_changes() { self.flush().await } else { Ok(()) }
    }

    fn has_changes(&self) -> bool {
        let lists = self.store.lists();
        !(lists.pending.is_empty() && lists.dirty.is_empty() && lists.deleted.is_empty() && lists.queue.is_empty())
    }
}

impl Executor for Session {
    type Mode = Tracked;

    fn lend(&mut self) -> Lending<'_, Tracked> {
        Lending::Later(self.lend_after_flush())
    }
}

impl Session {
    fn lend_after_flush(&mut self) -> BoxFuture<'_, Result<(Lent<'_>, Arc<Store>)>> {
        Box::pin(async move {
            self.before_query().await?;
            let store = self.store.clone();
            let live = self.connection().await?.live();
            Ok((Lent::Borrowed(live), store))
        })
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("store", &self.store).field("active", &self.is_active()).finish()
    }
}
