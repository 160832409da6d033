//! How the columns of a SELECT are named.

use crate::sql::Select;

/// Which names the columns of a SELECT get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LabelStyle {
    /// Their own, even if there are two of one name.
    None,
    /// `table_column`.
    TableColumn,
    /// Their own; the second of a name gets a number.
    #[default]
    Disambiguate,
}

impl<R> Select<R> {
    /// Chooses how the columns are named.
    ///
    /// ```
    /// use alchemy_core::{LabelStyle, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let stmt = select((users::id, users::name)).label_style(LabelStyle::TableColumn);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id AS user_account_id, user_account.name AS user_account_name FROM user_account",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn label_style(self, style: LabelStyle) -> Self {
        self.edit(|select| select.projection.style = style)
    }
}
