//! Column types that core has no name for: those of one database, or of a program.

use std::any::Any;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::types::SqlType;

/// A column type that only some databases have.
///
/// Invariant: two values of one Rust type that print alike by `Debug` are the same column type.
///
/// ```
/// use alchemy_core::{CreateTable, DdlStatement, ExtensionType, SqlType, dialect::Ansi, prelude::*};
/// #[derive(Debug)]
/// struct Point;
/// impl ExtensionType for Point {
///     fn column_type(&self, _: &dyn Dialect) -> Result<String> {
///         Ok("POINT".into())
///     }
/// }
/// let place = Table::new("place").column(Column::new("at", SqlType::extension(Point)));
/// assert_eq!(DdlStatement::of(&CreateTable::new(&place), &Ansi)?.text(), "CREATE TABLE place (at POINT)");
/// # Ok::<(), Error>(())
/// ```
pub trait ExtensionType: Any + Debug + Send + Sync {
    /// What the type is called in a dialect.
    ///
    /// # Errors
    /// `Unsupported` for a dialect that has no such type.
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String>;

    /// What it is called as the target of CAST, where that differs.
    ///
    /// # Errors
    /// `Unsupported` for a dialect that has no such type.
    fn cast_type(&self, dialect: &dyn Dialect) -> Result<String> {
        self.column_type(dialect)
    }
}

/// An [`ExtensionType`] inside a [`SqlType`].
#[derive(Debug, Clone)]
pub struct OwnType(Arc<dyn ExtensionType>);

impl OwnType {
    /// The type itself, to downcast or to name.
    ///
    /// ```
    /// use alchemy_core::{Dialect, ExtensionType, Result, SqlType, dialect::Ansi};
    /// # #[derive(Debug)]
    /// # struct Point;
    /// # impl ExtensionType for Point {
    /// #     fn column_type(&self, _: &dyn Dialect) -> Result<String> {
    /// #         Ok("POINT".into())
    /// #     }
    /// # }
    /// let SqlType::Extension(own) = SqlType::extension(Point) else { unreachable!() };
    /// assert_eq!(own.get().cast_type(&Ansi)?, "POINT");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn get(&self) -> &dyn ExtensionType {
        &*self.0
    }
}

impl PartialEq for OwnType {
    fn eq(&self, other: &Self) -> bool {
        (*self.0).type_id() == (*other.0).type_id() && format!("{:?}", self.0) == format!("{:?}", other.0)
    }
}

impl Eq for OwnType {}

impl Hash for OwnType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (*self.0).type_id().hash(state);
        format!("{:?}", self.0).hash(state);
    }
}

impl SqlType {
    /// A type of a database's or the program's own.
    ///
    /// ```
    /// use alchemy_core::{Dialect, ExtensionType, Result, SqlType, dialect::Ansi};
    /// # #[derive(Debug)]
    /// # struct Point;
    /// # impl ExtensionType for Point {
    /// #     fn column_type(&self, _: &dyn Dialect) -> Result<String> {
    /// #         Ok("POINT".into())
    /// #     }
    /// # }
    /// assert_eq!(Ansi.column_type(&SqlType::extension(Point))?, "POINT");
    /// # Ok::<(), alchemy_core::Error>(())
    /// ```
    pub fn extension(own: impl ExtensionType) -> SqlType {
        SqlType::Extension(OwnType(Arc::new(own)))
    }

    /// Arrays of this type; arrays of arrays have one more dimension.
    ///
    /// ```
    /// use alchemy_core::{SqlType, Text};
    /// let words = SqlType::from(Text).array();
    /// assert!(matches!(words, SqlType::Array { dimensions: 1, .. }));
    /// assert!(matches!(words.array(), SqlType::Array { dimensions: 2, .. }));
    /// ```
    pub fn array(self) -> SqlType {
        match self {
            SqlType::Array { element, dimensions } => SqlType::Array { element, dimensions: dimensions.saturating_add(1) },
            element => SqlType::Array { element: Arc::new(element), dimensions: 1 },
        }
    }
}
