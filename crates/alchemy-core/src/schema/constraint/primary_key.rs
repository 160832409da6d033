//! PRIMARY KEY with a name or an order of its own.

use crate::schema::{ConstraintBuilder, ConstraintOptions, Name};

/// PRIMARY KEY with what [`ColumnDef::primary_key`](crate::ColumnDef::primary_key) cannot say: a name, another order.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, PrimaryKey};
/// let t = Table::new("t").column(Column::new("a", Integer)).constraint(PrimaryKey::new(["a"]).name("t_pk"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &Ansi)?.text(),
///     "CREATE TABLE t (a INTEGER NOT NULL, CONSTRAINT t_pk PRIMARY KEY (a))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct PrimaryKey {
    /// Its columns.
    pub columns: Vec<Name>,
    /// What else it says.
    pub options: ConstraintOptions,
}

impl PrimaryKey {
    /// Over these columns, in this order.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, PrimaryKey, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).column(Column::new("number", Integer));
    /// let seat = seat.constraint(PrimaryKey::new(["number", "hall"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (number, hall))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        PrimaryKey { columns: columns.into_iter().map(Into::into).collect(), options: ConstraintOptions::default() }
    }
}

impl ConstraintBuilder for PrimaryKey {
    fn options_mut(&mut self) -> &mut ConstraintOptions {
        &mut self.options
    }
}
