//! Rows to the session: its statements, relationships of its objects, and objects read again.

use alchemy_core::driver::BoxFuture;
use alchemy_core::{Error, Executor, Lending, Lent, Result, Runner};

use crate::instance::{Entity, Node, Tracked, Tracking, looked};
use crate::load::{ObjectRef, PathOption, select_in};
use crate::mapping::{Attr, Mapped, Related};
use crate::session::Session;

impl Session {
    pub(crate) async fn select_in(&mut self, option: &PathOption, nodes: Vec<Node>) -> Result<()> {
        let tracking = Tracking::new(&self.store);
        let runner: &mut dyn Runner = self.connection().await?.live();
        select_in(option, nodes.into_iter().map(ObjectRef::Tracked).collect(), Some(tracking), runner).await
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
    fn lend_after_flush(&mut self) -> BoxFuture<'_, Result<(Lent<'_>, Tracking)>> {
        Box::pin(async move {
            self.before_query().await?;
            let tracking = Tracking::new(&self.store);
            let live = self.connection().await?.live();
            Ok((Lent::Borrowed(live), tracking))
        })
    }
}
