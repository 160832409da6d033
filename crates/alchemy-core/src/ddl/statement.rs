//! DDL as finished text.

use std::fmt;
use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::ddl::{AddConstraint, CommentOn, CreateIndex, CreateTable, Ddl, DropConstraint, DropIndex, DropTable};
use crate::ddl::{CreateEnum, CreateSchema, CreateSequence, CreateTableAs, CreateView};
use crate::ddl::{DropEnum, DropSchema, DropSequence, DropView};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::sql::{Prepared, Statement};

/// A finished statement, sent as it is: nothing in it is a bound value, also where it has colons or question marks.
///
/// Elements such as [`CreateTable`] become one in a dialect; where they are executed they do so by themselves.
///
/// ```
/// use alchemy_core::DdlStatement;
/// let trigger_off = DdlStatement::new("ALTER TABLE invoice DISABLE TRIGGER ALL");
/// assert_eq!(trigger_off.to_string(), "ALTER TABLE invoice DISABLE TRIGGER ALL");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DdlStatement(Arc<str>);

impl DdlStatement {
    /// A statement of the program's own.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// let statement = alchemy_core::DdlStatement::new("VACUUM");
    /// assert_eq!(statement.text(), "VACUUM");
    /// ```
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        DdlStatement(text.into())
    }

    /// Writes an element in a dialect, its values as literals.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSchema, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropSchema::new("billing"), &Ansi)?.text(), "DROP SCHEMA billing");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn of(element: &dyn Render, dialect: &dyn Dialect) -> Result<Self> {
        let mut renderer = Renderer::literal(dialect);
        renderer.with_ctes(|r| element.render(r))?;
        Ok(DdlStatement(renderer.finish().0))
    }

    /// Its SQL.
    ///
    /// ```
    /// assert_eq!(alchemy_core::DdlStatement::new("VACUUM").text(), "VACUUM");
    /// ```
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DdlStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<DdlStatement> for Prepared {
    fn from(statement: DdlStatement) -> Self {
        Prepared {
            text: statement.0,
            params: Arc::from([]),
            positions: None,
            loading: None,
            cached: false,
            addresses: None,
            slots: None,
        }
    }
}

impl Statement for DdlStatement {
    fn prepare(&self, _: &Arc<dyn Dialect>) -> Result<Prepared> {
        Ok(self.clone().into())
    }
}

macro_rules! statements {
    ($($element:ty),*) => {$(
        impl Statement for $element {
            fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
                DdlStatement::of(self, &**dialect).map(Prepared::from)
            }

            fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
                self.render(r)
            }
        }
    )*};
}
macro_rules! own_statements {
    ($($element:ident),*) => {$(
        impl Statement for $element {
            fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
                DdlStatement::of(self, &**dialect).map(Prepared::from)
            }

            fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
                self.render(r)
            }
        }
    )*};
}
own_statements!(CreateSchema, CreateTableAs, CreateView, DropSchema, DropView);
statements!(
    CreateEnum<'_>,
    CreateSequence<'_>,
    DropEnum<'_>,
    DropSequence<'_>,
    AddConstraint<'_>,
    CommentOn<'_>,
    CreateIndex<'_>,
    CreateTable<'_>,
    Ddl,
    DropConstraint<'_>,
    DropIndex<'_>,
    DropTable<'_>
);
