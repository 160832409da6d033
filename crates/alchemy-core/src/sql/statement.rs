//! What can be executed, and what gives rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use crate::compile::{Compiled, Key, Render, Renderer, Slot, fill};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::row::{Header, LoadReader, Overwrite, Shape};
use crate::sql::{Batch, Given, Inlined, IntoGiven, PopulateExisting, Projection, Records, SelectNode, UniqueRows, WithParams};
use crate::value::Value;

/// A statement ready to be sent, with what its execution needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The text.
    pub text: Arc<str>,
    /// The bound values.
    pub params: Arc<[Value]>,
    /// For each slot of the row's shape the column that fills it; `None` where they are the same.
    pub positions: Option<Arc<[Option<usize>]>>,
    /// What reads the columns that loader options added.
    pub loading: Option<Arc<dyn LoadReader>>,
    /// Whether it is worth keeping prepared. DDL is not.
    pub cached: bool,
    /// Where each value lay in the statement when it was bound, for who keeps the text; see [`Key`].
    pub addresses: Option<Arc<[usize]>>,
    /// What is filled in at execution.
    pub slots: Option<Arc<[Slot]>>,
}

impl Prepared {
    /// A statement without rows or options.
    ///
    /// ```
    /// use alchemy_core::{CreateSchema, Prepared, dialect::Ansi, prelude::*};
    /// let prepared = Prepared::of(&CreateSchema::new("billing"), &Ansi)?;
    /// assert_eq!(&*prepared.text, "CREATE SCHEMA billing");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn of(statement: &dyn Render, dialect: &dyn Dialect) -> Result<Prepared> {
        Ok(Compiled::of(statement, dialect)?.into())
    }

    pub(crate) fn of_rows(
        select: &SelectNode,
        dialect: &Arc<dyn Dialect>,
        loading: Option<Arc<dyn LoadReader>>,
    ) -> Result<Prepared> {
        let prepared = Prepared::of(select, &**dialect)?;
        Ok(Prepared { positions: select.projection.positions().map(Into::into), loading, ..prepared })
    }
}

impl Prepared {
    /// With the values of its parameters, by what is given, else by default. Free where it has none.
    ///
    /// # Errors
    /// `Programming` for a parameter without a value, and for a value without its parameter.
    pub fn filled(self, given: &[Given], dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let Some(slots) = &self.slots else {
            return match given.first() {
                Some(stray) => Err(Error::stray_parameter(stray.name())),
                None => Ok(self),
            };
        };
        let (text, params) = fill((&self.text, &self.params), slots, given, &**dialect)?;
        // A text with lists or values in it is one of many, and not worth keeping.
        let cached = self.cached && Arc::ptr_eq(&text, &self.text);
        Ok(Prepared { text, params: params.into(), slots: None, addresses: None, cached, ..self })
    }
}

impl From<Compiled> for Prepared {
    fn from(mut compiled: Compiled) -> Self {
        let slots = compiled.take_slots();
        let addresses = compiled.addresses.clone().map(Into::into);
        let (text, params) = compiled.into_parts();
        Prepared { text, params: params.into(), positions: None, loading: None, cached: true, addresses, slots }
    }
}

/// Any statement.
///
/// ```
/// use alchemy_core::{Statement, dialect::Ansi, prelude::*};
/// use std::sync::Arc;
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// fn shown(statement: &dyn Statement) -> Result<String> {
///     let dialect: Arc<dyn Dialect> = Arc::new(Ansi);
///     Ok(statement.prepare(&dialect)?.text.to_string())
/// }
/// assert_eq!(shown(&select(book::id))?, "SELECT book.id FROM book");
/// assert_eq!(shown(&text("ANALYZE"))?, "ANALYZE");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a statement",
    label = "not a statement",
    note = "SQL of one's own is marked as such: `text(\"…\")`"
)]
pub trait Statement: Send + Sync {
    /// Its text and values in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// use std::sync::Arc;
    /// let dialect: Arc<dyn Dialect> = Arc::new(Ansi);
    /// let prepared = book::insert().values(book::pages.to(300)).prepare(&dialect)?;
    /// assert_eq!(&*prepared.text, "INSERT INTO book (pages) VALUES (?)");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared>;

    /// Writes its structure, for an engine that keeps the texts of statements. One that does not is rendered each time.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.refuse();
    }

    /// How it is executed, where that is not as one statement: an INSERT of many rows, of which one statement has at most so
    /// many.
    ///
    /// # Errors
    /// As [`Statement::prepare`].
    fn batch(&self, _: &dyn Dialect, _: usize) -> Result<Option<Batch>> {
        Ok(None)
    }

    /// The columns that it gives, where they are known before it runs.
    fn projection(&self) -> Option<&Projection> {
        None
    }

    /// Where it keeps what it was compiled to last, if it does.
    fn kept(&self) -> Option<&Kept> {
        None
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say, and for a statement that cannot be written otherwise than prepared.
    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        Err(r.unsupported("this statement written anew"))
    }

    /// The statement that it gives values to, and the values, if it does.
    #[doc(hidden)]
    fn given(&self) -> Option<(&dyn Statement, &[Given])> {
        None
    }

    /// The statement with values for its parameters; what it was compiled to is used again. See
    /// [`param`](crate::param).
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::title).filter(book::id.eq(&param::<i64>("id")));
    /// assert_eq!(stmt.params(("id", 4)).compile(&Ansi)?.params(), [Value::Int(4)]);
    /// # Ok::<(), Error>(())
    /// ```
    fn params(&self, given: impl IntoGiven) -> WithParams<Self>
    where
        Self: Clone + Sized,
    {
        WithParams::new(self.clone(), given)
    }

    /// The statement with its values written into the text, for servers and tools that take none beside it. The text is
    /// safe to execute.
    ///
    /// It stays one statement: an INSERT of many rows is one text with all of them, and is not sent in pages as others are.
    /// Where a server limits the length of a text, give it fewer rows at a time.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(users::id).filter(users::name.eq("O'Hara")).limit(3).inlined();
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account WHERE user_account.name = 'O''Hara' LIMIT 3",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn inlined(self) -> Inlined<Self>
    where
        Self: Sized,
    {
        Inlined(self)
    }
}

/// What a statement was compiled to last, kept with it; a copy starts without.
#[derive(Debug, Default)]
pub struct Kept(OnceLock<(Arc<dyn Dialect>, Prepared)>);

impl Kept {
    /// What is kept for the dialect.
    pub(crate) fn get(&self, dialect: &Arc<dyn Dialect>) -> Option<Prepared> {
        self.0.get().filter(|(known, _)| Arc::ptr_eq(known, dialect)).map(|(_, prepared)| prepared.clone())
    }

    /// Keeps it, unless another thread, or another dialect, was first.
    #[cfg(feature = "engine")]
    pub(crate) fn set(&self, dialect: &Arc<dyn Dialect>, prepared: &Prepared) {
        let _ = self.0.set((dialect.clone(), prepared.clone()));
    }

    /// Forgets it.
    pub(crate) fn clear(&mut self) {
        self.0.take();
    }
}

impl Clone for Kept {
    fn clone(&self) -> Self {
        Kept::default()
    }
}

/// A statement that gives rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no rows",
    label = "not a query",
    note = "an INSERT, UPDATE or DELETE gives rows with `.returning(…)`; text with `.columns::<(…)>()`"
)]
pub trait Query: Statement {
    /// The type of its rows.
    type Row: Shape;

    /// How its rows are read, besides their type.
    #[doc(hidden)]
    fn reading(&self) -> Reading {
        Reading::default()
    }

    /// Whether its rows can be read as their type says, as far as the statement tells. Asked before anything is sent.
    ///
    /// # Errors
    /// `Programming` for a column from the outer side of a join that is read as what cannot be NULL.
    #[doc(hidden)]
    fn readable(&self) -> Result<()> {
        Ok(())
    }

    /// The query with rows that are read by name, by column or by position: for what knows the shape of its rows only when
    /// it runs.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// # #[cfg(feature = "engine")]
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let record = connection.one(select((users::id, users::name)).limit(1).records()).await?;
    /// let id: i64 = record.get("id")?;
    /// let name = record.column(users::name)?;
    /// println!("{id} {name}, of the columns {:?}", record.names().collect::<Vec<_>>());
    /// # Ok(()) }
    /// ```
    fn records(self) -> Records<Self>
    where
        Self: Sized,
    {
        Records::new(self)
    }

    /// The query with each row once: one that repeats an earlier row in all of its columns is left out when it is read, so
    /// that entities come once, too. The database is not told; `distinct` tells it. To be said last.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// # #[cfg(feature = "engine")]
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// let names: Vec<String> = connection.all(select(users::name).unique()).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Streaming it is `InvalidState`: all rows that came would have to be kept.
    fn unique(self) -> UniqueRows<Self>
    where
        Self: Sized,
    {
        UniqueRows::new(self)
    }

    /// The query whose rows overwrite what a session knows of their objects: also objects that are fresh, and unflushed
    /// changes of them are dropped, unless autoflush sends them before. Relationships that it does not load are stale
    /// afterwards. Without a session nothing is known, and nothing changes. To be said last.
    ///
    /// An object that a guard holds cannot be overwritten: `Borrowed`.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// # #[cfg(feature = "engine")]
    /// # async fn f(session: &mut impl Executor) -> Result<()> {
    /// let newest = session.all(select(users::name).limit(10).populate_existing()).await?;
    /// # Ok(()) }
    /// ```
    fn populate_existing(self) -> PopulateExisting<Self>
    where
        Self: Sized,
    {
        PopulateExisting::new(self)
    }
}

/// How rows are read, besides their type.
#[derive(Debug, Clone, Default)]
#[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "only an engine reads rows"))]
pub struct Reading {
    /// The row is read by name, and this is known of its names.
    pub(crate) records: Option<Header>,
    /// A row that repeats an earlier one is left out. It is looked at in so many columns, which the program selected, or in
    /// all of them if that is zero.
    pub(crate) unique: Option<usize>,
    /// Which objects of a session take the rows' values.
    pub(crate) overwrite: Overwrite,
}

impl Reading {
    pub(crate) fn overwriting(overwrite: Overwrite) -> Self {
        Reading { overwrite, ..Reading::default() }
    }
}

/// Marks a statement that gives no rows.
#[derive(Debug)]
pub enum NoRows {}

/// Marks a statement that gives rows `R`.
pub struct Returning<R>(PhantomData<fn() -> R>);

impl<R> fmt::Debug for Returning<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Returning")
    }
}
