//! Loader options, as users write them.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use alchemy_core::family::Condition;
use alchemy_core::{Error, FamilyOf, IntoExpr, IntoOrder, Junction, Node, Order, Result, Source, SqlValue};

use crate::mapping::{Attr, Mapped, Mapper, Related, Relation};
use crate::query::Joined;
use crate::relation::Deferred;

/// How a relationship gets its objects.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Strategy {
    /// In the same statement, by an outer join; an inner one if so told.
    Joined { inner: bool },
    /// In the same statement, from a join that the program made: to the target, or to an alias of it.
    Contained(Option<Source>),
    /// By a statement of its own for all parents.
    SelectIn,
    /// Not now.
    Lazy,
}

/// An option about a relationship.
#[derive(Debug, Clone)]
pub(crate) struct PathOption {
    pub(crate) owner: &'static Mapper,
    pub(crate) relation: &'static Relation,
    pub(crate) strategy: Strategy,
    pub(crate) filter: Option<Node>,
    pub(crate) order_by: Vec<Order>,
    pub(crate) children: OptionSet,
}

impl PathOption {
    /// Loads a relationship by a SELECT of its own.
    pub(crate) fn of(owner: &'static Mapper, relation: usize) -> Self {
        let relation = &owner.relations()[relation];
        PathOption {
            owner,
            relation,
            strategy: Strategy::SelectIn,
            filter: None,
            order_by: Vec::new(),
            children: OptionSet::default(),
        }
    }
}

/// An option about columns.
#[derive(Debug, Clone)]
pub(crate) enum ColumnOption {
    Defer(&'static str),
    Undefer(&'static str),
    UndeferGroup(String),
    Only(Vec<&'static str>),
}

#[derive(Debug, Clone)]
pub(crate) enum ModelOption {
    Path(PathOption),
    Column(ColumnOption),
    /// What contradicts itself; told when the statement is compiled.
    Misused(&'static str),
}

/// The loader options of one statement.
#[derive(Debug, Clone, Default)]
pub struct OptionSet {
    pub(crate) options: Vec<(&'static Mapper, ModelOption)>,
}

impl OptionSet {
    /// The mapper of a model that options are about.
    pub(crate) fn mapper_of(&self, model: TypeId) -> Option<&'static Mapper> {
        self.options.iter().map(|(mapper, _)| *mapper).find(|mapper| mapper.id() == model)
    }

    /// What contradicts itself, at any depth. # Errors: `InvalidState`.
    pub(crate) fn check(&self) -> Result<()> {
        self.options.iter().try_for_each(|(_, option)| match option {
            ModelOption::Misused(why) => Err(Error::invalid_state(*why)),
            ModelOption::Path(path) => path.children.check(),
            ModelOption::Column(_) => Ok(()),
        })
    }

    /// The options about relationships of a model; of several for one relationship the last counts.
    pub(crate) fn paths(&self, model: TypeId) -> Vec<&PathOption> {
        let mut paths: Vec<&PathOption> = Vec::new();
        for (at, option) in &self.options {
            if let (true, ModelOption::Path(path)) = (at.id() == model, option) {
                paths.retain(|known| !std::ptr::eq(known.relation, path.relation));
                paths.push(path);
            }
        }
        paths
    }

    /// The options about columns of a model.
    pub(crate) fn columns(&self, model: TypeId) -> impl Iterator<Item = &ColumnOption> {
        self.options.iter().filter_map(move |(at, option)| match option {
            ModelOption::Column(column) if at.id() == model => Some(column),
            _ => None,
        })
    }
}

/// A loader option that starts at `M` and has arrived at `T`.
pub struct Load<M, T> {
    model: &'static Mapper,
    option: ModelOption,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M: Mapped, T: Mapped> Load<M, T> {
    fn new(option: ModelOption) -> Self {
        Load { model: M::info(), option, types: PhantomData }
    }

    fn path(mut self, change: impl FnOnce(&mut PathOption)) -> Self {
        match &mut self.option {
            ModelOption::Path(path) if path.strategy != Strategy::Lazy => change(path),
            ModelOption::Misused(_) => {}
            _ => self.option = ModelOption::Misused("a loader option that loads no objects takes no further ones"),
        }
        self
    }

    /// Options for the objects that this one loads.
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
    /// let option = Book::author.selectinload().then(Author::books.selectinload());
    /// let books = engine.all(Book::select().options(option)).await?;
    /// assert_eq!(books[0].author.get().map(|author| author.books.len()), Some(2));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn then(self, options: impl LoaderOptions<T>) -> Self {
        self.path(|path| options.push_options(&mut path.children))
    }

    /// Loads only the members for which the condition holds. The field then holds just these.
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
    /// let option = Author::books.selectinload().filter(Book::pages.gt(250));
    /// let authors = engine.all(Author::select().options(option)).await?;
    /// assert_eq!(authors[0].books.iter().map(|book| book.title.clone()).collect::<Vec<_>>(), ["Eden"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.path(|path| {
            path.filter = Some(match path.filter.take() {
                Some(known) => Junction::of(true, known, condition),
                None => condition,
            });
        })
    }

    /// The order of the members, in place of the relationship's own.
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
    /// let option = Author::books.selectinload().order_by(Book::title);
    /// let authors = engine.all(Author::select().options(option)).await?;
    /// assert_eq!(authors[0].books.iter().map(|book| book.title.clone()).collect::<Vec<_>>(), ["Eden", "Solaris"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.path(|path| order.push_orders(&mut path.order_by))
    }

    /// For a joined load: an inner join, for a relationship that is never empty.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let stmt = Book::select().options(Book::author.joinedload().inner());
    /// assert!(stmt.compile(&Ansi)?.text().contains(" FROM book JOIN author AS author_1 ON book.author_id = author_1.id"));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn inner(mut self) -> Self {
        match &mut self.option {
            ModelOption::Path(PathOption { strategy: Strategy::Joined { inner }, .. }) => *inner = true,
            _ => self.option = ModelOption::Misused("`inner` is for `joinedload` alone"),
        }
        self
    }
}

impl<M: Mapped> Load<M, M> {
    fn column(option: ColumnOption) -> Self {
        Load::new(ModelOption::Column(option))
    }

    pub(crate) fn group(name: &str) -> Self {
        Load::column(ColumnOption::UndeferGroup(name.to_owned()))
    }

    pub(crate) fn only(names: Vec<&'static str>) -> Self {
        Load::column(ColumnOption::Only(names))
    }
}

impl<M: Mapped, F: Related> Attr<M, F> {
    fn load(self, strategy: Strategy) -> Load<M, F::Target> {
        let option = PathOption {
            owner: M::info(),
            relation: self.relation(),
            strategy,
            filter: None,
            order_by: Vec::new(),
            children: OptionSet::default(),
        };
        Load::new(ModelOption::Path(option))
    }

    /// Loads the related objects of all parents by one SELECT (per 500 parents).
    ///
    /// ```
    /// use std::sync::{Arc, Mutex};
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
    /// let sent = Arc::new(Mutex::new(Vec::new()));
    /// let seen = sent.clone();
    /// engine.on_statement(move |event| seen.lock().unwrap().push(event.sql.to_owned()));
    /// let authors = engine.all(Author::select().options(Author::books.selectinload())).await?;
    /// assert_eq!(authors[0].books.len(), 2);
    /// assert_eq!(sent.lock().unwrap().len(), 2);
    /// assert!(sent.lock().unwrap()[1].contains("book.author_id IN (?)"));
    /// # Ok(()) }
    /// ```
    pub fn selectinload(self) -> Load<M, F::Target> {
        self.load(Strategy::SelectIn)
    }

    /// Loads the related objects in the same statement, by an outer join.
    ///
    /// Where the statement has LIMIT, OFFSET, DISTINCT or GROUP BY, a join would change what these count; a collection is
    /// then loaded as by [`Attr::selectinload`].
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let stmt = Book::select().options(Book::author.joinedload());
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT book.id, book.title, book.pages, book.author_id, author_1.id AS id_1, author_1.name \
    ///      FROM book LEFT OUTER JOIN author AS author_1 ON book.author_id = author_1.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn joinedload(self) -> Load<M, F::Target> {
        self.load(Strategy::Joined { inner: false })
    }

    /// Fills the relationship from rows that the program itself joined. To an alias: `attr.of_type(alias).contains_eager()`.
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
    /// let stmt = Author::select().join(Author::books).filter(Book::pages.gt(250));
    /// let authors = engine.all(stmt.options(Author::books.contains_eager())).await?;
    /// assert_eq!(authors[0].books.iter().map(|book| book.title.clone()).collect::<Vec<_>>(), ["Eden"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// `Programming`, when the statement is compiled, if it joins no such rows.
    pub fn contains_eager(self) -> Load<M, F::Target> {
        self.load(Strategy::Contained(None))
    }

    /// Does not load it now, whatever other options say.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let stmt = Book::select().options((Book::author.joinedload(), Book::author.lazyload()));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages, book.author_id FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn lazyload(self) -> Load<M, F::Target> {
        self.load(Strategy::Lazy)
    }

    /// Does not load it; reading it says so, as every relationship that was not loaded does.
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
    /// let books = engine.all(Book::select().options(Book::author.raiseload())).await?;
    /// assert_eq!(books[0].author.try_get().map(|_| ()).unwrap_err().kind(), ErrorKind::NotLoaded);
    /// # Ok(()) }
    /// ```
    pub fn raiseload(self) -> Load<M, F::Target> {
        self.load(Strategy::Lazy)
    }
}

impl<M: Mapped, T: SqlValue> Attr<M, Deferred<T>> {
    /// Leaves the column out.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::select().options((Book::blurb.undefer(), Book::blurb.defer()));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn defer(self) -> Load<M, M> {
        Load::column(ColumnOption::Defer(self.name()))
    }

    /// Selects the column.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::select().options(Book::blurb.undefer());
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages, book.blurb FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn undefer(self) -> Load<M, M> {
        Load::column(ColumnOption::Undefer(self.name()))
    }
}

impl<M, T> Clone for Load<M, T> {
    fn clone(&self) -> Self {
        Load { model: self.model, option: self.option.clone(), types: PhantomData }
    }
}

impl<M, T> fmt::Debug for Load<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.option.fmt(f)
    }
}

/// A row that holds objects of `M`.
#[diagnostic::on_unimplemented(
    message = "an option for `{M}` does not apply to `{Self}`",
    label = "starts at `{M}`, expected one that starts at `{Self}`"
)]
pub trait Holds<M> {}
impl<M, T: Holds<M>> Holds<M> for Option<T> {}

/// Loader options for rows `R`: one, a tuple or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a loader option for `{R}`",
    note = "options are written `User::addresses.selectinload()`; several go in a tuple or a Vec"
)]
pub trait LoaderOptions<R> {
    /// Adds the options.
    #[doc(hidden)]
    fn push_options(self, set: &mut OptionSet);
}

impl<R: Holds<M>, M, T> LoaderOptions<R> for Load<M, T> {
    fn push_options(self, set: &mut OptionSet) {
        set.options.push((self.model, self.option));
    }
}

impl<R, O: LoaderOptions<R>> LoaderOptions<R> for Vec<O> {
    fn push_options(self, set: &mut OptionSet) {
        self.into_iter().for_each(|option| option.push_options(set));
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<Row, $($t: LoaderOptions<Row>),+> LoaderOptions<Row> for ($($t,)+) {
            fn push_options(self, set: &mut OptionSet) {
                $(self.$i.push_options(set);)+
            }
        }
        impl<Model, $($t),+> Holds<Model> for ($($t,)+) {}
    )*};
}
alchemy_core::for_tuples!(tuples);

impl<R> LoaderOptions<R> for OptionSet {
    fn push_options(self, set: &mut OptionSet) {
        set.options.extend(self.options);
    }
}

impl<M: Mapped, F: Related> Joined<M, F> {
    /// Fills the relationship from rows of the alias, which the program itself joined.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "author")]
    /// # struct Author { #[mapped(primary_key)] id: Auto<i64>, name: String, #[mapped(back_populates = Book::author)] books: HasMany<Book> }
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>>,
    /// #     #[mapped(foreign_key = Author::id)] author_id: i64, #[mapped(back_populates = Author::books)] author: BelongsTo<Author> }
    /// let writer = Author::alias("writer");
    /// let stmt = Book::select().join(Book::author.of_type(writer)).filter(writer.name.eq("Lem"));
    /// assert_eq!(
    ///     stmt.options(Book::author.of_type(writer).contains_eager()).compile(&Ansi)?.text(),
    ///     "SELECT book.id, book.title, book.pages, book.author_id, writer.id AS id_1, writer.name \
    ///      FROM book JOIN author AS writer ON book.author_id = writer.id WHERE writer.name = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming`, when the statement is compiled, if it does not select from the alias.
    pub fn contains_eager(self) -> Load<M, F::Target> {
        self.attr.load(Strategy::Contained(Some(self.target)))
    }
}
