//! Text with a collation.

use std::sync::Arc;

use crate::schema::Name;
use crate::types::SqlType;

/// A type with a collation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Collated {
    /// The type.
    pub of: SqlType,
    /// The schema of the collation, where collations lie in schemas.
    pub schema: Option<Name>,
    /// Its collation.
    pub collation: Name,
}

impl SqlType {
    /// Compared and ordered by that collation.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, Dialect, SqlType};
    /// assert_eq!(Ansi.column_type(&SqlType::Text.collate("C"))?, r#"TEXT COLLATE "C""#);
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    #[must_use]
    pub fn collate(self, collation: impl Into<Name>) -> SqlType {
        SqlType::Collated(Arc::new(Collated { of: self, schema: None, collation: collation.into() }))
    }

    /// Compared and ordered by a collation of a schema. Databases whose collations lie in no schemas take its name alone.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, SqlType, dialect::Ansi, prelude::*};
    /// let car = Table::new("car").column(Column::new("hue", SqlType::Text.collate_in("shop", "tidy")));
    /// assert_eq!(DdlStatement::of(&CreateTable::new(&car), &Ansi)?.text(), "CREATE TABLE car (hue TEXT COLLATE shop.tidy)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn collate_in(self, schema: impl Into<Name>, collation: impl Into<Name>) -> SqlType {
        SqlType::Collated(Arc::new(Collated { of: self, schema: Some(schema.into()), collation: collation.into() }))
    }
}
