//! The trait that the derive implements.

use alchemy_core::{Delete, FromRef, Insert, Model, Result, Select, Shape, Source, Update};

use crate::instance::{Entity, Tracked};
use crate::mapping::{AnyField, Describe, Mapper, Values, Whole};

/// A mapped struct. `#[derive(Mapped)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mapped struct",
    label = "not mapped",
    note = "add `#[derive(Mapped)]` to it"
)]
pub trait Mapped: Model<Owned = Self> + Shape<In<Tracked> = Entity<Self>> {
    /// The struct's name, for messages.
    const NAME: &'static str;

    /// What the ORM knows of it.
    #[doc(hidden)]
    fn info() -> &'static Mapper;

    /// Describes its fields, in order.
    #[doc(hidden)]
    fn describe(describe: &mut Describe);

    /// Reads it from a row.
    #[doc(hidden)]
    fn hydrate(values: &mut Values<'_>) -> Result<Self>;

    /// A field, by number.
    #[doc(hidden)]
    fn field(&self, index: usize) -> &dyn AnyField;

    /// A field, by number.
    #[doc(hidden)]
    fn field_mut(&mut self, index: usize) -> &mut dyn AnyField;

    /// Its attributes under an alias.
    #[doc(hidden)]
    fn alias_over(from: FromRef) -> Self::Alias;

    /// A SELECT of whole objects.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// // The blurb is deferred.
    /// let stmt = Book::select().filter(Book::title.eq("Eden"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages FROM book WHERE book.title = ?");
    /// # Ok::<(), Error>(())
    /// ```
    fn select() -> Select<Self> {
        alchemy_core::select(Self::entity())
    }

    /// An INSERT of values or models, past any session.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::insert().values((Book::title.to("Eden"), Book::pages.to(276))).returning(Book::id);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO book (title, pages) VALUES (?, ?) RETURNING book.id");
    /// # Ok::<(), Error>(())
    /// ```
    fn insert() -> Insert<Self> {
        Insert::into_table(Source::declared(Self::table))
    }

    /// An UPDATE of many rows, past any session.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::update().set(Book::pages.to(Book::pages + 1)).filter(Book::title.eq("Eden"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET pages=(book.pages + ?) WHERE book.title = ?");
    /// # Ok::<(), Error>(())
    /// ```
    fn update() -> Update<Self> {
        Update::of_table(Source::declared(Self::table))
    }

    /// A DELETE of many rows, past any session.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// assert_eq!(Book::delete().filter(Book::pages.eq(0)).compile(&Ansi)?.text(), "DELETE FROM book WHERE book.pages = ?");
    /// # Ok::<(), Error>(())
    /// ```
    fn delete() -> Delete<Self> {
        Delete::from_table(Source::declared(Self::table))
    }

    /// The model under another name: `let m = Employee::alias("manager"); m.name`.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let other = Book::alias("other");
    /// let stmt = select(Book::title).filter(Book::pages.lt(other.pages)).filter(other.title.eq("Eden"));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT book.title FROM book, book AS other WHERE book.pages < other.pages AND other.title = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn alias(name: &str) -> Self::Alias {
        Self::alias_over(FromRef::named(name))
    }

    /// Whole objects, for `select` of several things.
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
    /// let stmt = select((Author::entity(), Book::title)).join(Author::books);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT author.id, author.name, book.title FROM author JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn entity() -> Whole<Self> {
        Whole::of(None)
    }
}
