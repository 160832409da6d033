//! Types that are chosen by the database.

use std::sync::Arc;

use crate::schema::Name;
use crate::types::SqlType;

/// A type, and others that stand for it in certain databases.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variants {
    /// The type everywhere else.
    pub otherwise: SqlType,
    /// The others, by the dialect's name.
    pub by_dialect: Vec<(Name, SqlType)>,
}

impl Variants {
    /// The type in a dialect of that name.
    ///
    /// ```
    /// use alchemy_core::{SqlType, Variants};
    /// let variants = Variants { otherwise: SqlType::Text, by_dialect: vec![("sqlite".into(), SqlType::BigInteger)] };
    /// assert_eq!((variants.of("sqlite"), variants.of("mysql")), (&SqlType::BigInteger, &SqlType::Text));
    /// ```
    pub fn of(&self, dialect: &str) -> &SqlType {
        self.by_dialect.iter().find(|(name, _)| **name == *dialect).map_or(&self.otherwise, |(_, sql_type)| sql_type)
    }
}

impl SqlType {
    /// Another type in the databases whose dialect has that name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, Dialect, SqlType};
    /// let text = SqlType::String { length: Some(20) }.with_variant("standard SQL", SqlType::Text);
    /// assert_eq!(Ansi.column_type(&text)?, "TEXT");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_variant(self, dialect: impl Into<Name>, sql_type: impl Into<SqlType>) -> SqlType {
        let mut variants = match self {
            SqlType::Variants(variants) => Arc::unwrap_or_clone(variants),
            otherwise => Variants { otherwise, by_dialect: Vec::new() },
        };
        let dialect = dialect.into();
        variants.by_dialect.retain(|(name, _)| *name != dialect);
        variants.by_dialect.push((dialect, sql_type.into()));
        SqlType::Variants(Arc::new(variants))
    }
}
