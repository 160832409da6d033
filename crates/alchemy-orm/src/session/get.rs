//! `session.get::<User>(1)`.

use std::future::IntoFuture;

use alchemy_core::driver::BoxFuture;
use alchemy_core::{Error, Executor, Expr, IntoKey, Node, Query as _, Result, Source, TablePlace, Value};

use crate::instance::{Entity, State, looked};
use crate::load::{LoaderOptions, OptionSet, Options};
use crate::mapping::{Key, Mapped};
use crate::query::is_key;
use crate::session::Session;

/// `key = values`.
pub(crate) fn key_equals<T: Mapped>(values: &[Value]) -> Expr<bool> {
    let column = |column: &usize| T::info().column(*column, Source::placed(TablePlace::of::<T>()));
    let columns: Vec<Node> = T::info().key_columns().iter().map(column).collect();
    Expr::from_node(is_key(&columns, values))
}

/// A `get` that is awaited; options can be added before.
#[must_use = "nothing is asked until it is awaited"]
pub struct Get<'s, T: Mapped> {
    session: &'s mut Session,
    key: Vec<Value>,
    options: Option<OptionSet>,
    locks: bool,
    overwrites: bool,
    model: std::marker::PhantomData<fn() -> T>,
}

impl Session {
    /// The object of a key: from memory if it is there and fresh, else by one SELECT; `None` if there is no such row.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// # #[derive(Mapped, Default)]
    /// # struct User { #[mapped(primary_key)] id: Auto<i64> }
    /// # async fn run(session: &mut Session) -> Result<()> {
    /// let user: Option<Entity<User>> = session.get(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<T: Mapped>(&mut self, key: impl IntoKey<T::Key>) -> Get<'_, T> {
        let key = key.into_values();
        Get { key, session: self, options: None, locks: false, overwrites: false, model: std::marker::PhantomData }
    }

    /// As [`Session::get`].
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
    /// assert_eq!(session.get_one::<Book>(1).await?.read().title, "Eden");
    /// let missing = session.get_one::<Book>(2).await.unwrap_err();
    /// assert_eq!((missing.kind(), missing.table()), (ErrorKind::NoRows, Some("book")));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `NoRows` if there is no such row.
    pub fn get_one<T: Mapped>(&mut self, key: impl IntoKey<T::Key>) -> BoxFuture<'_, Result<Entity<T>>> {
        let get = self.get::<T>(key);
        let key = get.key.clone();
        Box::pin(async move { get.await?.ok_or_else(|| Error::no_row_of(T::TABLE, &key)) })
    }
}

impl<T: Mapped> Get<'_, T> {
    /// Loader options. They are fulfilled also where the object is in memory.
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
    /// let mut session = Session::new(&engine);
    /// let author = session.get::<Author>(1).options(Author::books.selectinload()).await?;
    /// assert_eq!(author.map(|author| author.read().books.len()), Some(2));
    /// # Ok(()) }
    /// ```
    pub fn options(mut self, options: impl LoaderOptions<T>) -> Self {
        options.push_options(self.options.get_or_insert_default());
        self
    }

    /// Locks the row until the transaction ends, and reads it even where the object is in memory: with what is in the row, a
    /// change is not built on old values. Changes of the object that were not flushed stay.
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
    /// let book = session.add(Book { title: "Eden".into(), pages: 276, ..default() });
    /// session.flush().await?;
    /// session.execute(Book::update().set(Book::pages.to(280))).await?;
    /// session.get::<Book>(1).for_update().await?;
    /// assert_eq!(book.read().pages, 280);
    /// # Ok(()) }
    /// ```
    pub fn for_update(mut self) -> Self {
        self.locks = true;
        self
    }

    /// Reads the row even where the object is in memory. Its unflushed changes are dropped, unless autoflush sends them
    /// before.
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
    /// let mut session = Session::builder(&engine).autoflush(false).open();
    /// let book = session.add(Book { title: "Eden".into(), ..default() });
    /// session.commit().await?;
    /// book.write().title = "Fiasco".into();
    /// session.get::<Book>(1).populate_existing().await?;
    /// assert_eq!(book.read().title, "Eden");
    /// # Ok(()) }
    /// ```
    pub fn populate_existing(mut self) -> Self {
        self.overwrites = true;
        self
    }

    /// The object in memory, if it is fresh.
    fn known(&self) -> Result<Option<Entity<T>>> {
        let Some(key) = Key::of_values(&self.key)? else { return Ok(None) };
        let Some(node) = self.session.store.lists().find(T::info(), &key) else { return Ok(None) };
        let fresh =
            looked(&node, |slot| slot.header().state == State::Persistent && slot.header().epoch == self.session.store.epoch());
        Ok(if fresh? { Entity::of_node(node) } else { None })
    }
}

impl<'s, T: Mapped> IntoFuture for Get<'s, T> {
    type Output = Result<Option<Entity<T>>>;
    type IntoFuture = BoxFuture<'s, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            self.session.ready()?;
            if self.options.is_none()
                && !self.locks
                && !self.overwrites
                && let Some(known) = self.known()?
            {
                return Ok(Some(known));
            }
            let statement = T::select().filter(key_equals::<T>(&self.key));
            let statement = match self.options {
                Some(options) => statement.options(options),
                None => statement,
            };
            let statement = if self.locks { statement.with_for_update() } else { statement };
            match self.overwrites {
                true => self.session.one_or_none(statement.populate_existing()).await,
                false => self.session.one_or_none(statement).await,
            }
        })
    }
}

impl<T: Mapped> std::fmt::Debug for Get<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Get<{}>", T::NAME)
    }
}
