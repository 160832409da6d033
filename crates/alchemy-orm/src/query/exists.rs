//! `.any(…)`, `.has(…)` and comparisons of relationships: EXISTS and keys.

use alchemy_core::family::Condition;
use alchemy_core::{
    Adapt, ColumnRef, Correlation, Expr, FamilyOf, FromRef, IntoExpr, JoinKind, Name, Node, Raw, Result, Select, SelectNode,
    Source, TablePlace,
};

use crate::mapping::{Attr, Mapped, Related};
use crate::query::{Joined, joins_to};
use crate::relation::{BelongsTo, HasMany, HasOne};

/// The rows that a model's relationship to itself leads to. In a condition about them, the model is these.
struct Others {
    table: Source,
    alias: Source,
}

impl Adapt for Others {
    fn corresponding(&self, column: &ColumnRef) -> Result<Option<ColumnRef>> {
        Ok((column.source == self.table).then(|| ColumnRef { source: self.alias.clone(), name: column.name.clone() }))
    }
}

/// EXISTS over the relationship's own target: an alias of it where the statement around is about the same table.
fn exists<M: Mapped, F: Related>(attr: Attr<M, F>, condition: Option<Node>) -> Expr<bool> {
    let place = TablePlace::of::<F::Target>();
    let table = Source::placed(place);
    if attr.source() != table {
        return exists_in(attr, table, condition);
    }
    let alias = FromRef::anonymous(F::Target::info().table_name()).of_table(place);
    let others = Others { table, alias: alias.clone() };
    let condition = condition.map(|condition| others.adapt(Expr::<bool>::from_node(condition)).into_node());
    exists_in(attr, alias, condition)
}

/// `EXISTS (SELECT 1 FROM target WHERE keys AND condition)`.
fn exists_in<M: Mapped, F: Related>(attr: Attr<M, F>, target: Source, condition: Option<Node>) -> Expr<bool> {
    let relation = attr.relation();
    let mut select = SelectNode::default();
    select.projection.push(Raw(Name::Static("1")).into());
    let mut joins = joins_to(relation, M::info(), attr.source(), target, JoinKind::Inner);
    // The first join leads out of the statement around; its condition belongs to WHERE.
    let first = joins.remove(0);
    let own = std::iter::once(&first.target).chain(joins.iter().map(|join| &join.target)).cloned().collect();
    select.correlation = Correlation::Except(own);
    select.from.push(first.target);
    select.joins = joins;
    let mut statement: Select<i64> = Select::from_node(select);
    if let Some(on) = first.on {
        statement = statement.filter(Expr::<bool>::from_node(on));
    }
    match condition {
        Some(condition) => statement.filter(Expr::<bool>::from_node(condition)).exists(),
        None => statement.exists(),
    }
}

impl<M: Mapped, T: Mapped> Attr<M, HasMany<T>> {
    /// Whether any member meets the condition. Where members are of the model itself, the condition is about the members.
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
    /// let stmt = select(Author::name).filter(Author::books.any(Book::pages.gt(300)));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author \
    ///      WHERE EXISTS (SELECT 1 FROM book WHERE author.id = book.author_id AND book.pages > ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn any<E: IntoExpr>(self, condition: E) -> Expr<bool>
    where
        FamilyOf<E>: Condition,
    {
        exists(self, Some(condition.into_expr().into_node()))
    }

    /// Whether there is no member.
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
    /// let stmt = select(Author::name).filter(Author::books.is_empty());
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE NOT (EXISTS (SELECT 1 FROM book WHERE author.id = book.author_id))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn is_empty(self) -> Expr<bool> {
        !exists(self, None)
    }
}

impl<M: Mapped, T: Mapped> Joined<M, HasMany<T>> {
    /// Whether any member meets the condition, which names them by the alias: for conditions that hold further relationships
    /// of a model to itself.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "shelf")]
    /// # struct Shelf { #[mapped(primary_key)] id: Auto<i64>, label: String, #[mapped(foreign_key = Shelf::id)] parent_id: Option<i64>,
    /// #     #[mapped(back_populates = Shelf::children, foreign_keys = Shelf::parent_id)] parent: BelongsTo<Shelf>,
    /// #     #[mapped(back_populates = Shelf::parent, foreign_keys = Shelf::parent_id)] children: HasMany<Shelf> }
    /// let child = Shelf::alias("child");
    /// let stmt = select(Shelf::label).filter(Shelf::children.of_type(child).any(child.children.is_empty()));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT shelf.label FROM shelf WHERE EXISTS (SELECT 1 FROM shelf AS child WHERE shelf.id = child.parent_id \
    ///      AND NOT (EXISTS (SELECT 1 FROM shelf WHERE child.id = shelf.parent_id)))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn any<E: IntoExpr>(self, condition: E) -> Expr<bool>
    where
        FamilyOf<E>: Condition,
    {
        exists_in(self.attr, self.target, Some(condition.into_expr().into_node()))
    }
}

macro_rules! single {
    ($($field:ident)*) => {$(
        impl<M: Mapped, T: Mapped> Attr<M, $field<T>> {
            /// Whether the related object is there and meets the condition. Where it is of the model itself, the condition
            /// is about the related one.
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
            /// let stmt = select(Book::title).filter(Book::author.has(Author::name.eq("Lem")));
            /// assert_eq!(
            ///     stmt.compile(&Ansi)?.text(),
            ///     "SELECT book.title FROM book \
            ///      WHERE EXISTS (SELECT 1 FROM author WHERE book.author_id = author.id AND author.name = ?)",
            /// );
            /// # Ok::<(), Error>(())
            /// ```
            pub fn has<E: IntoExpr>(self, condition: E) -> Expr<bool>
            where
                FamilyOf<E>: Condition,
            {
                exists(self, Some(condition.into_expr().into_node()))
            }
        }

        impl<M: Mapped, T: Mapped> Joined<M, $field<T>> {
            /// Whether the related object is there and meets the condition, which names it by the alias.
            ///
            /// ```
            /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
            /// # #[derive(Mapped, Default)]
            /// # #[mapped(table = "shelf")]
            /// # struct Shelf { #[mapped(primary_key)] id: Auto<i64>, label: String, #[mapped(foreign_key = Shelf::id)] parent_id: Option<i64>,
            /// #     #[mapped(back_populates = Shelf::children, foreign_keys = Shelf::parent_id)] parent: BelongsTo<Shelf>,
            /// #     #[mapped(back_populates = Shelf::parent, foreign_keys = Shelf::parent_id)] children: HasMany<Shelf> }
            /// let above = Shelf::alias("above");
            /// let stmt = select(Shelf::label).filter(Shelf::parent.of_type(above).has(above.label.eq("root")));
            /// assert_eq!(
            ///     stmt.compile(&Ansi)?.text(),
            ///     "SELECT shelf.label FROM shelf \
            ///      WHERE EXISTS (SELECT 1 FROM shelf AS above WHERE shelf.parent_id = above.id AND above.label = ?)",
            /// );
            /// # Ok::<(), Error>(())
            /// ```
            pub fn has<E: IntoExpr>(self, condition: E) -> Expr<bool>
            where
                FamilyOf<E>: Condition,
            {
                exists_in(self.attr, self.target, Some(condition.into_expr().into_node()))
            }
        }
    )*};
}
single!(BelongsTo HasOne);
