//! Typed handles on a model's fields: `User::name`, `User::addresses`.

use std::fmt;
use std::marker::PhantomData;

use alchemy_core::family::ComparesWith;
use alchemy_core::{
    Assign, Column, ColumnName, ColumnRef, FamilyOf, FromRef, IntoExpr, Name, Node, Source, SqlValue, TablePlace, WritableColumn,
    expression, negation, stored,
};

use crate::instance::Entity;
use crate::mapping::{Mapped, Relation};
use crate::relation::{BelongsTo, HasMany, HasOne};

/// The attribute of `M` whose field has the type `T`: a column or a relationship. `Copy`.
pub struct Attr<M, T> {
    table: TablePlace,
    name: &'static str,
    column: &'static str,
    from: Option<FromRef>,
    types: PhantomData<fn() -> (M, T)>,
}

impl<M, T> Attr<M, T> {
    /// The attribute of a field; the derive calls it.
    #[doc(hidden)]
    pub const fn new(table: TablePlace, name: &'static str, column: &'static str) -> Self {
        Attr { table, name, column, from: None, types: PhantomData }
    }

    /// The same attribute of an alias.
    #[doc(hidden)]
    pub const fn of(self, from: FromRef) -> Self {
        Attr { from: Some(from), ..self }
    }

    /// The field's name.
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
    /// assert_eq!(Book::author_id.name(), "author_id");
    /// ```
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The column's name.
    ///
    /// ```
    /// # use alchemy_orm::prelude::*;
    /// #[derive(Mapped, Debug, Default)]
    /// struct Member {
    ///     #[mapped(primary_key)]
    ///     id: Auto<i64>,
    ///     #[mapped(column = "phone_no")]
    ///     phone: Option<String>,
    /// }
    /// assert_eq!((Member::phone.name(), Member::phone.column()), ("phone", "phone_no"));
    /// ```
    pub const fn column(&self) -> &'static str {
        self.column
    }

    /// The name of the model's table.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// assert_eq!(Book::title.table(), "book");
    /// ```
    pub const fn table(&self) -> &'static str {
        self.table.name()
    }

    pub(crate) fn place(&self) -> TablePlace {
        self.table
    }

    /// What it is selected from: the model's table, or an alias.
    pub(crate) fn source(&self) -> Source {
        self.from.map_or(Source::placed(self.table), |from| from.of_table(self.table))
    }

    fn to_node(self) -> Node {
        Node::Column(ColumnRef { source: self.source(), name: Name::Static(self.column) })
    }
}

impl<M: Mapped, T: Related> Attr<M, T> {
    pub(crate) fn relation(&self) -> &'static Relation {
        M::info().relation_named(self.name)
    }
}

impl<M, T: SqlValue> Attr<M, T> {
    /// `attribute = value`, for INSERT and UPDATE.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::update().set((Book::title.to("Eden"), Book::pages.to(Book::pages + 1)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE book SET title=?, pages=(book.pages + ?)");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn to<E: IntoExpr>(self, value: E) -> Assign<M>
    where
        T::Family: ComparesWith<FamilyOf<E>>,
    {
        Assign::new(Name::Static(self.column), stored::<T>(value.into_expr().into_node()))
    }

    /// As a column of the core.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let title: alchemy_orm::Column<String> = Book::title.as_column();
    /// assert_eq!(select(title).compile(&Ansi)?.text(), "SELECT book.title FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn as_column(self) -> Column<T> {
        Column::in_source(self.source(), Name::Static(self.column))
    }
}

impl<M, T: SqlValue> WritableColumn for Attr<M, T> {
    type Model = M;
    type Value = T;

    fn column_ref(&self) -> ColumnRef {
        ColumnRef { source: self.source(), name: Name::Static(self.column) }
    }
}

impl<M, T: SqlValue> ColumnName<T> for Attr<M, T> {
    fn column_name(self) -> Name {
        Name::Static(self.column)
    }
}

expression!([M, T: SqlValue] Attr<M, T>, T, |attr| attr.to_node());
negation!([M, T: SqlValue] Attr<M, T>;);

impl<M, T> Clone for Attr<M, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, T> Copy for Attr<M, T> {}

impl<M, T> fmt::Debug for Attr<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A relationship field.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a relationship", label = "expected `HasMany`, `HasOne` or `BelongsTo`")]
pub trait Related: 'static {
    /// The model at the other end.
    type Target: Mapped;
    /// What loading it gives.
    type Loaded: Send;

    /// What loading gives, from the entities that were found.
    #[doc(hidden)]
    fn loaded(entities: Vec<Entity<Self::Target>>) -> Self::Loaded;
}

/// A relationship field whose target is `M`.
#[diagnostic::on_unimplemented(
    message = "`back_populates` must name a relationship back to `{M}`, but this attribute is a `{Self}`",
    label = "does not lead back to `{M}`"
)]
pub trait LeadsTo<M> {}

impl<T: Mapped> Related for HasMany<T> {
    type Target = T;
    type Loaded = Vec<Entity<T>>;

    fn loaded(entities: Vec<Entity<T>>) -> Vec<Entity<T>> {
        entities
    }
}

macro_rules! single {
    ($($field:ident)*) => {$(
        impl<T: Mapped> Related for $field<T> {
            type Target = T;
            type Loaded = Option<Entity<T>>;

            fn loaded(entities: Vec<Entity<T>>) -> Option<Entity<T>> {
                entities.into_iter().next()
            }
        }
        impl<T: Mapped> LeadsTo<T> for $field<T> {}
    )*};
}
single!(HasOne BelongsTo);
impl<T: Mapped> LeadsTo<T> for HasMany<T> {}

/// Columns of a model: an attribute, or a tuple of them.
#[diagnostic::on_unimplemented(message = "`{Self}` does not name attributes of `{M}`")]
pub trait AttrsOf<M> {
    /// Adds their names.
    #[doc(hidden)]
    fn push_names(self, names: &mut Vec<&'static str>);
}

impl<M, T> AttrsOf<M> for Attr<M, T> {
    fn push_names(self, names: &mut Vec<&'static str>) {
        names.push(self.name);
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<Of, $($t: AttrsOf<Of>),+> AttrsOf<Of> for ($($t,)+) {
            fn push_names(self, names: &mut Vec<&'static str>) {
                $(self.$i.push_names(names);)+
            }
        }
    )*};
}
alchemy_core::for_tuples!(tuples);
