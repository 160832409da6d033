//! A model under another name.

use alchemy_core::FromRef;

use crate::mapping::{Mapped, Whole};

/// The struct that `User::alias("u")` gives: its fields are the model's attributes, under the alias.
pub trait Alias: Copy {
    /// The model.
    type Model: Mapped;

    /// The alias.
    #[doc(hidden)]
    fn alias_ref(&self) -> FromRef;

    /// Whole objects of the alias, for `select`.
    ///
    /// ```
    /// # use alchemy_orm::{core::dialect::Ansi, prelude::*};
    /// # #[derive(Mapped, Default)]
    /// # #[mapped(table = "book")]
    /// # struct Book { #[mapped(primary_key)] id: Auto<i64>, title: String, pages: i32, #[mapped(deferred)] blurb: Deferred<Option<String>> }
    /// let other = Book::alias("other");
    /// assert_eq!(
    ///     select(other.entity()).compile(&Ansi)?.text(),
    ///     "SELECT other.id, other.title, other.pages FROM book AS other",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn entity(&self) -> Whole<Self::Model> {
        Whole::of(Some(self.alias_ref()))
    }
}
