//! GROUP BY.

use crate::sql::{IntoGroup, Select};

impl<R> Select<R> {
    /// GROUP BY; several are put one behind the other.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select((book::title, func::count_all())).group_by(book::title);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.title, count(*) AS count_1 FROM book GROUP BY book.title");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn group_by(self, columns: impl IntoGroup) -> Self {
        self.edit(|select| columns.push_group(&mut select.group_by))
    }

    /// Of no groups, whatever was said before.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let of_each = select(func::max(book::pages)).group_by(book::title);
    /// assert_eq!(of_each.without_groups().compile(&Ansi)?.text(), "SELECT max(book.pages) AS max_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn without_groups(self) -> Self {
        self.edit(|select| select.group_by.clear())
    }
}
