//! Whole objects in a select.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use alchemy_core::{ColumnRef, Columns, EntityAt, FromRef, Name, Node, Projection, Source, TablePlace};

use crate::mapping::{Mapped, Mapper};

/// Whole objects of `M`: `select((User::entity(), …))`.
pub struct Whole<M> {
    from: Option<FromRef>,
    model: PhantomData<fn() -> M>,
}

impl<M: Mapped> Whole<M> {
    pub(crate) fn of(from: Option<FromRef>) -> Self {
        Whole { from, model: PhantomData }
    }

    /// The objects of the outer side of a join, which may be missing.
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
    /// let stmt = select((Author::entity(), Book::entity().nullable())).outer_join(Author::books);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT author.id, author.name, book.id AS id_1, book.title, book.pages, book.author_id \
    ///      FROM author LEFT OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn nullable(self) -> WholeOrNull<M> {
        WholeOrNull(self)
    }

    pub(crate) fn source(&self) -> Source {
        let table = TablePlace::of::<M>();
        self.from.map_or(Source::placed(table), |from| from.of_table(table))
    }
}

/// Whole objects that may be missing.
#[derive(Debug)]
pub struct WholeOrNull<M>(Whole<M>);

/// Adds a model's columns to a projection; those deferred by default stay empty.
pub(crate) fn push_entity(projection: &mut Projection, mapper: &'static Mapper, model: TypeId, source: Source) {
    projection.entities.push(EntityAt { at: projection.items.len(), model, source: source.clone() });
    for column in mapper.columns() {
        let node = || Node::Column(ColumnRef { source: source.clone(), name: Name::Static(column.name) });
        projection.items.push((!column.deferred).then(node));
    }
}

impl<M: Mapped> Columns for Whole<M> {
    type Row = M;

    fn push_columns(self, projection: &mut Projection) {
        push_entity(projection, M::info(), TypeId::of::<M>(), self.source());
    }
}

impl<M: Mapped> Columns for WholeOrNull<M> {
    type Row = Option<M>;

    fn push_columns(self, projection: &mut Projection) {
        self.0.push_columns(projection);
    }
}

impl<M> fmt::Debug for Whole<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Whole").field("from", &self.from).finish()
    }
}
