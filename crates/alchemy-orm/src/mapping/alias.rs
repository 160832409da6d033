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
    fn entity(&self) -> Whole<Self::Model> {
        Whole::of(Some(self.alias_ref()))
    }
}
