//! UNIQUE.

use crate::schema::{ConstraintBuilder, ConstraintOptions, Name};

/// UNIQUE over several columns, or with a name; for a single column [`ColumnDef::unique`](crate::ColumnDef::unique) is
/// enough.
#[derive(Debug, Clone)]
pub struct Unique {
    /// Its columns.
    pub columns: Vec<Name>,
    /// What else it says.
    pub options: ConstraintOptions,
}

impl Unique {
    /// Over these columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, CreateTable, DdlStatement, Unique};
    /// let t = Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer)).unique(Unique::new(["a", "b"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&t), &Ansi)?.text(),
    ///     "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a, b))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        Unique { columns: columns.into_iter().map(Into::into).collect(), options: ConstraintOptions::default() }
    }
}

impl ConstraintBuilder for Unique {
    fn options_mut(&mut self) -> &mut ConstraintOptions {
        &mut self.options
    }
}
