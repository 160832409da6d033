//! The list of columns, changed afterwards.

use crate::sql::{ColumnRef, Columns, Select, SelectNode};

impl SelectNode {
    /// Puts what the columns name into FROM, so that it stays when they go.
    fn keep_sources(&mut self) {
        let mut sources = std::mem::take(&mut self.from);
        let mut add = |column: &ColumnRef| {
            if !sources.contains(&column.source) {
                sources.push(column.source.clone());
            }
        };
        self.projection.items.iter().flatten().for_each(|item| item.columns(&mut add));
        self.from = sources;
    }

    fn replace_columns(&mut self, columns: impl Columns) {
        self.keep_left();
        self.projection.items.clear();
        self.projection.entities.clear();
        columns.push_columns(&mut self.projection);
    }
}

impl<R> Select<R> {
    /// More columns, behind those that it has.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select(users::id).filter(users::id.gt(7)).add_columns(users::name);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id, user_account.name FROM user_account WHERE user_account.id > ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn add_columns<C: Columns>(self, columns: C) -> Select<(R, C::Row)> {
        let select = self.edit(|select| columns.push_columns(&mut select.projection));
        Select { node: select.node, row: std::marker::PhantomData }
    }

    /// Other columns in place of those that it has; all else stays.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = select((book::id, book::title)).filter(book::pages.gt(300));
    /// assert_eq!(
    ///     long.with_only_columns(func::count_all()).compile(&Ansi)?.text(),
    ///     "SELECT count(*) AS count_1 FROM book WHERE book.pages > ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_only_columns<C: Columns>(self, columns: C) -> Select<C::Row> {
        let select = self.edit(|select| select.replace_columns(columns));
        Select { node: select.node, row: std::marker::PhantomData }
    }

    /// Other columns in place of those that it has; what those came from stays in FROM.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).with_only_columns_keeping_from(func::count_all()).compile(&Ansi)?.text(),
    ///     "SELECT count(*) AS count_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_only_columns_keeping_from<C: Columns>(self, columns: C) -> Select<C::Row> {
        let select = self.edit(|select| {
            select.keep_sources();
            select.replace_columns(columns);
        });
        Select { node: select.node, row: std::marker::PhantomData }
    }
}
