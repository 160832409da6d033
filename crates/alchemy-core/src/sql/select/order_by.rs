//! ORDER BY.

use crate::sql::{IntoOrder, Select};

impl<R> Select<R> {
    /// ORDER BY; several are put one behind the other.
    ///
    /// ```
    /// use alchemy_core::{NullsOperators, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], age: Option<i32> } }
    /// let stmt = select(users::id).order_by((users::age.desc().nulls_last(), users::id));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account ORDER BY user_account.age DESC NULLS LAST, user_account.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|select| order.push_orders(&mut select.order_by))
    }

    /// In no order, whatever was said before.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).order_by(book::pages).without_order().compile(&Ansi)?.text(), "SELECT book.id FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn without_order(self) -> Self {
        self.edit(|select| select.order_by.clear())
    }
}
