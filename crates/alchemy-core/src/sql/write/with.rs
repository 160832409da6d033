//! WITH of INSERT, UPDATE and DELETE: common table expressions that they do not select from.

use crate::sql::{Delete, Insert, IntoCtes, Update};

macro_rules! with {
    ($($(#[$doc:meta])* $statement:ident,)*) => {$(
        impl<M, R> $statement<M, R> {
            $(#[$doc])*
            #[must_use]
            pub fn add_cte(self, ctes: impl IntoCtes) -> Self {
                self.edit(|node| ctes.push_ctes(&mut node.ctes))
            }
        }
    )*};
}

with! {
    /// Puts common table expressions into the WITH of the INSERT that it does not select from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let beside = select(author::id).cte("beside");
    /// assert_eq!(
    ///     author::insert().values(author::name.to("Jane")).add_cte(&beside).compile(&Ansi)?.text(),
    ///     "WITH beside AS (SELECT author.id AS id FROM author) INSERT INTO author (name) VALUES (?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Insert,
    /// Puts common table expressions into the WITH of the UPDATE that it does not select from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let beside = select(author::id).cte("beside");
    /// assert_eq!(
    ///     author::update().set(author::name.to("Jane")).add_cte(&beside).compile(&Ansi)?.text(),
    ///     "WITH beside AS (SELECT author.id AS id FROM author) UPDATE author SET name=?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Update,
    /// Puts common table expressions into the WITH of the DELETE that it does not select from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// let beside = select(author::id).cte("beside");
    /// assert_eq!(
    ///     author::delete().add_cte(&beside).compile(&Ansi)?.text(),
    ///     "WITH beside AS (SELECT author.id AS id FROM author) DELETE FROM author",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    Delete,
}
