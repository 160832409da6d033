//! DROP TABLE.

use crate::compile::{Render, Renderer};
use crate::dialect::ddl;
use crate::error::Result;
use crate::schema::Table;

/// `DROP TABLE …`. Indexes and constraints of the table go with it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, DdlStatement, DropTable, Table};
/// let invoice = Table::new("invoice");
/// assert_eq!(DdlStatement::of(&DropTable::new(&invoice), &Ansi)?.text(), "DROP TABLE invoice");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DropTable<'t> {
    table: &'t Table,
    if_exists: bool,
}

impl<'t> DropTable<'t> {
    /// Drops a table.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropTable, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat");
    /// assert_eq!(DdlStatement::of(&DropTable::new(&seat), &Ansi)?.text(), "DROP TABLE seat");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table) -> Self {
        DropTable { table, if_exists: false }
    }

    /// Does nothing if the table is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropTable, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat");
    /// assert_eq!(DdlStatement::of(&DropTable::new(&seat).if_exists(), &Ansi)?.text(), "DROP TABLE IF EXISTS seat");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }
}

impl Render for DropTable<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.if_exists { "DROP TABLE IF EXISTS" } else { "DROP TABLE" });
        ddl::table_name(r, self.table)
    }
}
