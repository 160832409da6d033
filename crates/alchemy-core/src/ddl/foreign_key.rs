//! Foreign keys of tables that are there already, by ALTER TABLE.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint;
use crate::ddl::name::generated;
use crate::error::Result;
use crate::schema::{ForeignKey, Name, Table};

/// The name by which ALTER TABLE adds and drops a key: it needs one.
fn name(r: &Renderer<'_>, table: &Table, key: &ForeignKey) -> Name {
    key.name.clone().unwrap_or_else(|| generated("fk", table, &key.columns, r.features().max_name_length))
}

/// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …`: for a key that closes a circle of tables.
///
/// A key without a name is called `fk_<table>_<columns>`, so that [`DropForeignKey`] finds it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, AddForeignKey, BigInteger, Column, DdlStatement, Table};
/// let emp = Table::new("emp").column(Column::new("dept_id", BigInteger).references("dept", "id"));
/// let key = emp.foreign_keys().next().unwrap();
/// assert_eq!(
///     DdlStatement::of(&AddForeignKey::new(&emp, key), &Ansi)?.text(),
///     "ALTER TABLE emp ADD CONSTRAINT fk_emp_dept_id FOREIGN KEY(dept_id) REFERENCES dept (id)",
/// );
/// # Ok::<(), alchemy_core::Error>(())
/// ```
///
/// # Errors
/// Rendering is `Unsupported` where a table that is there takes no more constraints.
#[derive(Debug, Clone, Copy)]
pub struct AddForeignKey<'t> {
    table: &'t Table,
    key: &'t ForeignKey,
}

impl<'t> AddForeignKey<'t> {
    /// Adds a key to a table.
    pub fn new(table: &'t Table, key: &'t ForeignKey) -> Self {
        AddForeignKey { table, key }
    }
}

impl Render for AddForeignKey<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().alter_add_constraint {
            return Err(r.unsupported("ALTER TABLE … ADD CONSTRAINT"));
        }
        r.word("ALTER TABLE");
        r.name(self.table.name())?;
        r.word("ADD");
        let name = name(r, self.table, self.key);
        constraint::foreign_key(r, Some(&name), self.key)
    }
}

/// `ALTER TABLE … DROP CONSTRAINT …`: before the tables of a circle are dropped.
///
/// ```
/// use alchemy_core::{dialect::Ansi, BigInteger, Column, DdlStatement, DropForeignKey, Table};
/// let emp = Table::new("emp").column(Column::new("dept_id", BigInteger).references("dept", "id"));
/// let key = emp.foreign_keys().next().unwrap();
/// assert_eq!(
///     DdlStatement::of(&DropForeignKey::new(&emp, key), &Ansi)?.text(),
///     "ALTER TABLE emp DROP CONSTRAINT fk_emp_dept_id",
/// );
/// # Ok::<(), alchemy_core::Error>(())
/// ```
///
/// # Errors
/// As for [`AddForeignKey`].
#[derive(Debug, Clone, Copy)]
pub struct DropForeignKey<'t> {
    table: &'t Table,
    key: &'t ForeignKey,
}

impl<'t> DropForeignKey<'t> {
    /// Drops a key of a table, by its name or by the one that [`AddForeignKey`] gave it.
    pub fn new(table: &'t Table, key: &'t ForeignKey) -> Self {
        DropForeignKey { table, key }
    }
}

impl Render for DropForeignKey<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().alter_add_constraint {
            return Err(r.unsupported("ALTER TABLE … DROP CONSTRAINT"));
        }
        r.word("ALTER TABLE");
        r.name(self.table.name())?;
        r.word(r.dialect().drop_foreign_key());
        r.name(&name(r, self.table, self.key))
    }
}
