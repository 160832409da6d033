//! Handles.

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use alchemy_core::{EntityView, Error, Model, Result};
use parking_lot::RwLock;

use crate::instance::store::store_of;
use crate::instance::{Node, ReadGuard, Slot, State, Store, WriteGuard, looked};
use crate::mapping::Mapped;

/// A handle of an object of a session: `Clone`, `Send`, and equal to every other handle of the object.
///
/// [`Entity::read`] and [`Entity::write`] give guards that deref to the struct. As long as one handle lives, the objects
/// that its object links to can be walked, also after the session was closed.
pub struct Entity<T> {
    node: Arc<RwLock<Slot<T>>>,
    store: Arc<Store>,
}

impl<T> Entity<T> {
    pub(crate) fn new(node: Arc<RwLock<Slot<T>>>, store: Arc<Store>) -> Self {
        Entity { node, store }
    }

    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// Looks at the object.
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
    /// assert_eq!(book.read().title, "Eden");
    /// # Ok(()) }
    /// ```
    ///
    /// # Panics
    /// If a write guard of it lives; [`Entity::try_read`] gives an error instead.
    #[track_caller]
    #[expect(clippy::panic, reason = "documented: two guards of one object contradict each other")]
    pub fn read(&self) -> ReadGuard<T> {
        match self.try_read() {
            Ok(guard) => guard,
            Err(error) => panic!("{error}"),
        }
    }

    /// Looks at the object.
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
    /// let guard = book.write();
    /// assert_eq!(book.try_read().map(|_| ()).unwrap_err().kind(), ErrorKind::Borrowed);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Borrowed` if a write guard of it lives.
    pub fn try_read(&self) -> Result<ReadGuard<T>> {
        ReadGuard::of(&self.node, Some(&self.store)).ok_or_else(|| borrowed::<T>())
    }

    /// Whether the two are one object.
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
    /// let (one, other) = (session.add(Book::default()), session.add(Book::default()));
    /// assert!(one.same(&one.clone()) && !one.same(&other));
    /// # Ok(()) }
    /// ```
    pub fn same(&self, other: &Entity<T>) -> bool {
        Arc::ptr_eq(&self.node, &other.node)
    }

    /// What the object is to its session. An object that is being written is looked at afterwards.
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
    /// assert_eq!(book.state(), State::Pending);
    /// session.flush().await?;
    /// assert_eq!(book.state(), State::Persistent);
    /// # Ok(()) }
    /// ```
    pub fn state(&self) -> State {
        self.node.read_recursive().header.state
    }
}

impl<T: Mapped> Entity<T> {
    /// The object without its type.
    pub(crate) fn node(&self) -> Arc<RwLock<Slot<T>>> {
        self.node.clone()
    }

    pub(crate) fn of_node(node: Node) -> Option<Self> {
        let store = looked(&node, |slot| store_of(slot.header())).ok()??;
        let node: Arc<dyn Any + Send + Sync> = node;
        Some(Entity { node: node.downcast().ok()?, store })
    }

    /// Changes the object. When the guard is dropped, new related objects are added to the session and the other sides of
    /// changed relationships follow.
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
    /// book.write().title = "Eden".into();
    /// session.commit().await?;
    /// assert_eq!(engine.all(select(Book::title)).await?, ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Panics
    /// If another guard of it lives; [`Entity::try_write`] gives an error instead.
    #[track_caller]
    #[expect(clippy::panic, reason = "documented: two guards of one object contradict each other")]
    pub fn write(&self) -> WriteGuard<T> {
        match self.try_write() {
            Ok(guard) => guard,
            Err(error) => panic!("{error}"),
        }
    }

    /// Changes the object.
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
    /// let guard = book.read();
    /// assert_eq!(book.try_write().map(|_| ()).unwrap_err().kind(), ErrorKind::Borrowed);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Borrowed` if another guard of it lives.
    pub fn try_write(&self) -> Result<WriteGuard<T>> {
        WriteGuard::of(&self.node, &self.store).ok_or_else(|| borrowed::<T>())
    }

    /// Whether its columns or relationships differ from what the database has. A pending object always does.
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
    /// assert!(!book.is_modified());
    /// book.write().pages = 276;
    /// assert!(book.is_modified());
    /// # Ok(()) }
    /// ```
    pub fn is_modified(&self) -> bool {
        let slot = self.node.read_recursive();
        match (&slot.header.state, &slot.header.snapshot) {
            (State::Pending, _) => true,
            (_, None) => false,
            (_, Some(snapshot)) => {
                let changed = |(now, before): (&Option<alchemy_core::Value>, &Option<alchemy_core::Value>)| match (now, before) {
                    (Some(now), Some(before)) => !now.same(before),
                    (now, before) => now.is_some() != before.is_some(),
                };
                let links = slot.links();
                let moved = links.iter().zip(&snapshot.relations).any(|(now, before)| {
                    let (added, removed) = now.changes_since(before);
                    !added.is_empty() || !removed.is_empty()
                });
                moved || slot.values().iter().zip(&snapshot.columns).any(changed)
            }
        }
    }
}

impl<T> Clone for Entity<T> {
    fn clone(&self) -> Self {
        Entity { node: self.node.clone(), store: self.store.clone() }
    }
}

impl<T> PartialEq for Entity<T> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other)
    }
}

impl<T> Eq for Entity<T> {}

impl<T> Hash for Entity<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.node).hash(state);
    }
}

impl<T> fmt::Debug for Entity<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "Entity<{}>", name.rsplit("::").next().unwrap_or(name))
    }
}

impl<T: Model> EntityView<T> for Entity<T> {
    type Guard<'a> = ReadGuard<T>;

    fn view(&self) -> ReadGuard<T> {
        self.read()
    }
}

fn borrowed<T>() -> Error {
    let name = std::any::type_name::<T>();
    Error::borrowed(&format!("an object of {}", name.rsplit("::").next().unwrap_or(name)))
}

/// A handle of an object of any type.
#[derive(Debug, Clone)]
pub struct AnyEntity(pub(crate) Node);

impl AnyEntity {
    /// The handle, if the object is a `T`.
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
    /// let any = session.pending().remove(0);
    /// assert!(any.downcast::<Book>().is_some());
    /// # Ok(()) }
    /// ```
    pub fn downcast<T: Mapped>(&self) -> Option<Entity<T>> {
        Entity::of_node(self.0.clone())
    }

    /// The name of the object's model.
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
    /// assert_eq!(session.pending()[0].model(), "Book");
    /// # Ok(()) }
    /// ```
    pub fn model(&self) -> &'static str {
        self.0.mapper().name()
    }
}
