//! How sessions are made.

use alchemy_core::Engine;

use crate::instance::Store;
use crate::session::Session;
use crate::unit_of_work::Level;

/// Settings of sessions; also their factory.
#[derive(Debug, Clone)]
pub struct SessionBuilder {
    engine: Engine,
    autoflush: bool,
    expire_on_commit: bool,
}

impl SessionBuilder {
    pub(super) fn new(engine: &Engine) -> Self {
        SessionBuilder { engine: engine.clone(), autoflush: true, expire_on_commit: true }
    }

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
