//! Changes to the database: what has to be known first, the plan, and what comes of it.

use alchemy_core::{Result, Runner};

use crate::instance::{Tracking, drain};
use crate::load::{ObjectRef, PathOption, select_in};
use crate::session::Session;
use crate::unit_of_work::{Filled, Work, collect, perform, plan, settle, unloaded_by_deletes, unloaded_by_replacing};

impl Session {
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
            select_in(&option, before, Some(Tracking::new(&store)), runner).await?;
        }
        Ok(())
    }
}
