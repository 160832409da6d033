//! CREATE SCHEMA and DROP SCHEMA.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;

/// `CREATE SCHEMA …`
///
/// ```
/// use alchemy_core::{CreateSchema, DdlStatement, dialect::Ansi};
/// assert_eq!(DdlStatement::of(&CreateSchema::new("stock"), &Ansi)?.text(), "CREATE SCHEMA stock");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateSchema {
    name: Name,
    if_not_exists: bool,
}

impl CreateSchema {
    /// Creates a schema.
    ///
    /// ```
    /// use alchemy_core::{CreateSchema, DdlStatement, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&CreateSchema::new("billing"), &Ansi)?.text(), "CREATE SCHEMA billing");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>) -> CreateSchema {
        CreateSchema { name: name.into(), if_not_exists: false }
    }

    /// Does nothing if there is a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateSchema, DdlStatement, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSchema::new("billing").if_not_exists(), &Ansi)?.text(),
    ///     "CREATE SCHEMA IF NOT EXISTS billing",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_not_exists(mut self) -> CreateSchema {
        self.if_not_exists = true;
        self
    }
}

impl Render for CreateSchema {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().schemas {
            return Err(r.unsupported("CREATE SCHEMA"));
        }
        r.word(if self.if_not_exists { "CREATE SCHEMA IF NOT EXISTS" } else { "CREATE SCHEMA" });
        r.name(&self.name)
    }
}

/// `DROP SCHEMA …`
///
/// ```
/// use alchemy_core::{DdlStatement, DropSchema, dialect::Ansi};
/// let drop = DropSchema::new("stock").if_exists().cascade();
/// assert_eq!(DdlStatement::of(&drop, &Ansi)?.text(), "DROP SCHEMA IF EXISTS stock CASCADE");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct DropSchema {
    name: Name,
    if_exists: bool,
    cascade: bool,
}

impl DropSchema {
    /// Drops a schema.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSchema, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropSchema::new("billing"), &Ansi)?.text(), "DROP SCHEMA billing");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>) -> DropSchema {
        DropSchema { name: name.into(), if_exists: false, cascade: false }
    }

    /// Does nothing if the schema is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSchema, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropSchema::new("billing").if_exists(), &Ansi)?.text(), "DROP SCHEMA IF EXISTS billing");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> DropSchema {
        self.if_exists = true;
        self
    }

    /// With everything in it. Where a schema always goes with what is in it this is refused.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSchema, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropSchema::new("billing").cascade(), &Ansi)?.text(), "DROP SCHEMA billing CASCADE");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn cascade(mut self) -> DropSchema {
        self.cascade = true;
        self
    }
}

impl Render for DropSchema {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().schemas {
            return Err(r.unsupported("DROP SCHEMA"));
        }
        if self.cascade && !r.features().drop_schema_cascade {
            return Err(r.unsupported("DROP SCHEMA … CASCADE"));
        }
        r.word(if self.if_exists { "DROP SCHEMA IF EXISTS" } else { "DROP SCHEMA" });
        r.name(&self.name)?;
        if self.cascade {
            r.word("CASCADE");
        }
        Ok(())
    }
}
