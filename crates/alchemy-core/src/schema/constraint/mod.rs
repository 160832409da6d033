//! Constraints of tables, as values: what each constrains, and what all of them may say besides.
//!
//! Reading order: [`ConstraintOptions`], then one file a constraint.

mod check;
mod foreign_key;
mod options;
mod own;
mod primary_key;
mod unique;

use crate::schema::Name;

pub use check::{Check, IntoCondition};
pub use foreign_key::{ForeignKey, Match, OnChange};
pub use options::{ConstraintBuilder, ConstraintOptions, Initially};
pub use own::{OwnConstraint, TableConstraint};
pub use primary_key::PrimaryKey;
pub use unique::Unique;

/// A constraint of a table.
#[derive(Debug, Clone)]
pub enum Constraint {
    /// PRIMARY KEY.
    PrimaryKey(PrimaryKey),
    /// UNIQUE.
    Unique(Unique),
    /// CHECK.
    Check(Check),
    /// FOREIGN KEY.
    ForeignKey(ForeignKey),
    /// One that only some databases have.
    Own(OwnConstraint),
}

/// What kind of constraint it is: databases drop them by different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConstraintKind {
    /// PRIMARY KEY.
    PrimaryKey,
    /// UNIQUE.
    Unique,
    /// CHECK.
    Check,
    /// FOREIGN KEY.
    ForeignKey,
    /// One that only some databases have.
    Own,
}

impl Constraint {
    /// Its name, when it is enforced, what is attached to it.
    ///
    /// ```
    /// use alchemy_core::{Constraint, ConstraintBuilder as _, Unique, prelude::*};
    /// let unique = Constraint::from(Unique::new(["number"]).deferrable());
    /// assert_eq!(unique.options().deferrable, Some(true));
    /// ```
    pub fn options(&self) -> &ConstraintOptions {
        match self {
            Constraint::PrimaryKey(key) => &key.options,
            Constraint::Unique(unique) => &unique.options,
            Constraint::Check(check) => &check.options,
            Constraint::ForeignKey(key) => &key.options,
            Constraint::Own(own) => own.0.options(),
        }
    }

    /// What kind it is.
    ///
    /// ```
    /// use alchemy_core::{Constraint, ConstraintKind, Unique, prelude::*};
    /// assert_eq!(Constraint::from(Unique::new(["number"])).kind(), ConstraintKind::Unique);
    /// ```
    pub fn kind(&self) -> ConstraintKind {
        match self {
            Constraint::PrimaryKey(_) => ConstraintKind::PrimaryKey,
            Constraint::Unique(_) => ConstraintKind::Unique,
            Constraint::Check(_) => ConstraintKind::Check,
            Constraint::ForeignKey(_) => ConstraintKind::ForeignKey,
            Constraint::Own(_) => ConstraintKind::Own,
        }
    }

    /// The columns that it constrains, where they are known by name.
    ///
    /// ```
    /// use alchemy_core::{Constraint, Unique, prelude::*};
    /// assert_eq!(Constraint::from(Unique::new(["hall", "number"])).columns().len(), 2);
    /// ```
    pub fn columns(&self) -> &[Name] {
        match self {
            Constraint::PrimaryKey(key) => &key.columns,
            Constraint::Unique(unique) => &unique.columns,
            Constraint::ForeignKey(key) => &key.columns,
            Constraint::Check(_) | Constraint::Own(_) => &[],
        }
    }

    /// The columns that a naming convention may name it after: a CHECK's are those of its condition.
    pub(crate) fn named_columns(&self) -> Vec<Name> {
        let mut columns = self.columns().to_vec();
        if let Constraint::Check(check) = self {
            check.condition.columns(&mut |column| {
                if !columns.contains(&column.name) {
                    columns.push(column.name.clone());
                }
            });
        }
        columns
    }
}

macro_rules! constraints {
    ($($kind:ident),*) => {$(
        impl From<$kind> for Constraint {
            fn from(constraint: $kind) -> Self {
                Constraint::$kind(constraint)
            }
        }

        impl From<&$kind> for Constraint {
            fn from(constraint: &$kind) -> Self {
                Constraint::$kind(constraint.clone())
            }
        }
    )*};
}
constraints!(PrimaryKey, Unique, Check, ForeignKey);

impl From<&Constraint> for Constraint {
    fn from(constraint: &Constraint) -> Self {
        constraint.clone()
    }
}

impl<C: TableConstraint> From<C> for Constraint {
    fn from(constraint: C) -> Self {
        Constraint::Own(OwnConstraint(std::sync::Arc::new(constraint)))
    }
}
