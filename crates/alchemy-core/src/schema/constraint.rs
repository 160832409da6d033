//! Constraints and indexes that name columns.

use crate::schema::Name;

/// What a foreign key does when the row that it refers to goes or changes its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnChange {
    /// The row goes, or changes, as well.
    Cascade,
    /// The key becomes NULL.
    SetNull,
    /// The key becomes its default.
    SetDefault,
    /// Refused at once.
    Restrict,
    /// Refused at the end of the statement or transaction.
    NoAction,
}

impl OnChange {
    /// Its SQL.
    pub fn sql(self) -> &'static str {
        match self {
            OnChange::Cascade => "CASCADE",
            OnChange::SetNull => "SET NULL",
            OnChange::SetDefault => "SET DEFAULT",
            OnChange::Restrict => "RESTRICT",
            OnChange::NoAction => "NO ACTION",
        }
    }
}

/// A foreign key: `columns` here refer to `target_columns` of `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name, if it has one.
    pub name: Option<Name>,
    /// The referring columns.
    pub columns: Vec<Name>,
    /// The table referred to.
    pub target: Name,
    /// The columns referred to, pairwise.
    pub target_columns: Vec<Name>,
    /// ON DELETE.
    pub on_delete: Option<OnChange>,
    /// ON UPDATE.
    pub on_update: Option<OnChange>,
}

impl ForeignKey {
    /// A foreign key without a name or actions.
    pub fn new(
        columns: impl IntoIterator<Item = Name>,
        target: impl Into<Name>,
        target_columns: impl IntoIterator<Item = Name>,
    ) -> Self {
        ForeignKey {
            name: None,
            columns: columns.into_iter().collect(),
            target: target.into(),
            target_columns: target_columns.into_iter().collect(),
            on_delete: None,
            on_update: None,
        }
    }
}

/// UNIQUE over several columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// The constraint's name, if it has one.
    pub name: Option<Name>,
    /// Its columns.
    pub columns: Vec<Name>,
}

/// CHECK with a condition in SQL text. The text comes from the program, never from users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name, if it has one.
    pub name: Option<Name>,
    /// The condition.
    pub condition: Name,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name; without one it is `ix_<table>_<columns>`.
    pub name: Option<Name>,
    /// Its columns.
    pub columns: Vec<Name>,
    /// Whether it is unique.
    pub unique: bool,
}
