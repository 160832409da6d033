//! `.any(…)`, `.has(…)` and comparisons of relationships: EXISTS and keys.

use alchemy_core::family::Condition;
use alchemy_core::{Correlation, Expr, FamilyOf, IntoExpr, JoinKind, Name, Node, Raw, Select, SelectNode, Source, TablePlace};

use crate::mapping::{Attr, Mapped, Related};
use crate::query::joins_to;
use crate::relation::{BelongsTo, HasMany, HasOne};

/// `EXISTS (SELECT 1 FROM target WHERE keys AND condition)`.
fn exists<M: Mapped, F: Related>(attr: Attr<M, F>, condition: Option<Node>) -> Expr<bool> {
    let relation = attr.relation();
    let mut select = SelectNode::default();
    select.projection.push(Raw(Name::Static("1")).into());
    let target = Source::placed(TablePlace::of::<F::Target>());
    let mut joins = joins_to(relation, M::info(), attr.source(), target.clone(), JoinKind::Inner);
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
    /// Whether any member meets the condition.
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

macro_rules! single {
    ($($field:ident)*) => {$(
        impl<M: Mapped, T: Mapped> Attr<M, $field<T>> {
            /// Whether the related object is there and meets the condition.
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
    )*};
}
single!(BelongsTo HasOne);
