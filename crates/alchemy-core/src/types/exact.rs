//! Types by the exact words of SQL.

use crate::dialect::Dialect;
use crate::error::Result;
use crate::types::{ExtensionType, SqlType};

/// A type that every dialect writes in the same words, whether its database knows them or not.
#[derive(Debug, Clone)]
struct Exact {
    words: String,
}

impl ExtensionType for Exact {
    fn column_type(&self, _: &dyn Dialect) -> Result<String> {
        Ok(self.words.clone())
    }
}

impl SqlType {
    /// A type by its exact words. They are trusted SQL, the same in every dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, Dialect, SqlType};
    /// assert_eq!(Ansi.column_type(&SqlType::exact("DECIMAL(10, 2)"))?, "DECIMAL(10, 2)");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn exact(words: impl Into<String>) -> SqlType {
        SqlType::extension(Exact { words: words.into() })
    }
}
