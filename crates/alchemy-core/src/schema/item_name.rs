//! Names of constraints and indexes.

use crate::schema::Name;

/// The name of a constraint or an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ItemName {
    /// It has none; a naming convention may give it one.
    #[default]
    Unnamed,
    /// What the program calls it. A naming convention may make a longer name of it.
    Given(Name),
    /// What the program calls it, whatever conventions say.
    Exact(Name),
    /// Made by a convention. It is cut where it is too long for the database.
    Made(Name),
}

impl ItemName {
    /// Its text.
    ///
    /// ```
    /// use alchemy_core::{ItemName, prelude::*};
    /// assert_eq!(ItemName::from("uq_seat").text().map(|text| &**text), Some("uq_seat"));
    /// assert!(ItemName::Unnamed.text().is_none());
    /// ```
    pub fn text(&self) -> Option<&Name> {
        match self {
            ItemName::Unnamed => None,
            ItemName::Given(name) | ItemName::Exact(name) | ItemName::Made(name) => Some(name),
        }
    }

    /// As it is written where names may have so many bytes: what a convention made too long is cut, and told from its like
    /// by the last digits of a checksum.
    ///
    /// ```
    /// use alchemy_core::{ItemName, Name};
    /// let made = ItemName::Made(Name::from("a_name_that_a_convention_made"));
    /// assert_eq!(made.fitting(60).as_deref(), Some("a_name_that_a_convention_made"));
    /// let cut = made.fitting(20).unwrap_or("".into());
    /// assert!(cut.starts_with("a_name_that_") && cut.len() <= 20);
    /// ```
    pub fn fitting(&self, longest: usize) -> Option<Name> {
        match self {
            ItemName::Made(name) if name.len() > longest => {
                let cut = (0..=longest.saturating_sub(8)).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
                let sum = super::md5::hexadecimal(name);
                Some(format!("{}_{}", &name[..cut], &sum[28..]).into())
            }
            other => other.text().cloned(),
        }
    }
}

impl<N: Into<Name>> From<N> for ItemName {
    fn from(name: N) -> Self {
        ItemName::Given(name.into())
    }
}
