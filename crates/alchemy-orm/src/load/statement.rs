//! Where loader options are given: `.options(…)` on a SELECT, and the options that a model itself offers.

use std::sync::Arc;

use alchemy_core::{LoadPlan, Select};

use crate::load::{Load, LoaderOptions, OptionSet};
use crate::mapping::{AttrsOf, Mapped};

/// Statements that take loader options.
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
/// let stmt = Book::select().options((Book::blurb.undefer(), Book::author.joinedload()));
/// assert!(stmt.compile(&Ansi)?.text().starts_with("SELECT book.id, book.title, book.pages, book.blurb, book.author_id, "));
/// # Ok::<(), Error>(())
/// ```
pub trait Options<R>: Sized {
    /// Adds loader options: one, a tuple or a `Vec`.
    #[must_use]
    fn options(self, options: impl LoaderOptions<R>) -> Self;
}

impl<R> Options<R> for Select<R> {
    fn options(self, options: impl LoaderOptions<R>) -> Self {
        self.edit(|select| {
            let known: Option<&dyn std::any::Any> = select.loading.as_deref().map(|plan| plan as &dyn std::any::Any);
            let mut set = known.and_then(|plan| plan.downcast_ref::<OptionSet>()).cloned().unwrap_or_default();
            options.push_options(&mut set);
            let plan: Arc<dyn LoadPlan> = Arc::new(set);
            select.loading = Some(plan);
        })
    }
}

/// Options about the columns of a model, as functions of it.
pub trait ColumnOptions: Mapped {
    /// Selects the deferred columns of a group.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// #[derive(Mapped, Debug, Default)]
    /// #[mapped(table = "book")]
    /// struct Book {
    ///     #[mapped(primary_key)]
    ///     id: Auto<i64>,
    ///     #[mapped(deferred(group = "texts"))]
    ///     blurb: Deferred<Option<String>>,
    /// }
    /// let stmt = Book::select().options(Book::undefer_group("texts"));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.blurb FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    fn undefer_group(name: &str) -> Load<Self, Self> {
        Load::group(name)
    }

    /// Leaves out the deferrable columns that are not named.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let stmt = Book::select().options((Book::blurb.undefer(), Book::load_only(Book::title)));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id, book.title, book.pages FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    fn load_only(columns: impl AttrsOf<Self>) -> Load<Self, Self> {
        let mut names = Vec::new();
        columns.push_names(&mut names);
        Load::only(names)
    }
}

impl<M: Mapped> ColumnOptions for M {}
