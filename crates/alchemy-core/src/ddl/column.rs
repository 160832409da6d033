//! One column as CREATE TABLE has it.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::clause;
use crate::dialect::AutoIncrement;
use crate::error::Result;
use crate::schema::{ColumnDef, Constraint, Table};

/// One column as CREATE TABLE has it, to make a statement of: `ALTER TABLE … ADD COLUMN`.
///
/// ```
/// use alchemy_core::{Column, CreateColumn, DdlStatement, Numeric, Table, dialect::Ansi};
/// let price = Column::new("price", Numeric(10, 2)).not_null();
/// let book = Table::new("book");
/// assert_eq!(DdlStatement::of(&CreateColumn::new(&book, &price), &Ansi)?.text(), "price NUMERIC(10, 2) NOT NULL");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CreateColumn<'t> {
    table: &'t Table,
    column: &'t ColumnDef,
}

impl<'t> CreateColumn<'t> {
    /// The column of a table.
    ///
    /// ```
    /// use alchemy_core::{CreateColumn, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).not_null());
    /// assert_eq!(DdlStatement::of(&CreateColumn::new(&seat, &seat.columns()[0]), &Ansi)?.text(), "number INTEGER NOT NULL");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table, column: &'t ColumnDef) -> Self {
        CreateColumn { table, column }
    }
}

impl Render for CreateColumn<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let start = self.column.identity.as_ref().and_then(|identity| identity.options.start);
        if start.is_some_and(|start| start != 1) && r.features().auto_increment == AutoIncrement::Word {
            return Err(r.unsupported("START WITH of a column alone: the table says it"));
        }
        definition(r, self.table, self.column)
    }
}

/// A column, and the conditions beside it.
pub(super) fn definition(r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
    r.dialect().column(r, table, column)?;
    let dialect = r.dialect();
    for check in column.checks.iter().filter(|check| check.options.is_for(dialect)) {
        clause(r, table, &Constraint::from(check))?;
    }
    Ok(())
}
