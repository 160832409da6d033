//! Constraints of tables that are there already, by ALTER TABLE.

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::{altered_name, named_clause};
use crate::dialect::{OldConstraint, ddl};
use crate::error::Result;
use crate::schema::{Constraint, Table};

/// `ALTER TABLE … ADD CONSTRAINT …`.
///
/// A foreign key without a name is called `fk_<table>_<columns>`, so that [`DropConstraint`] finds it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, AddConstraint, ConstraintBuilder as _, DdlStatement, Unique};
/// let t = Table::new("t").column(Column::new("a", Integer));
/// let unique = Unique::new(["a"]).name("uq_a");
/// assert_eq!(
///     DdlStatement::of(&AddConstraint::new(&t, &unique), &Ansi)?.text(),
///     "ALTER TABLE t ADD CONSTRAINT uq_a UNIQUE (a)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Rendering is `Unsupported` where a table that is there takes no more constraints.
#[derive(Debug, Clone)]
pub struct AddConstraint<'t> {
    table: &'t Table,
    constraint: Constraint,
}

impl<'t> AddConstraint<'t> {
    /// Adds a constraint to a table.
    ///
    /// ```
    /// use alchemy_core::{AddConstraint, Check, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&AddConstraint::new(&seat, Check::new("number > 0")), &Ansi)?.text(),
    ///     "ALTER TABLE seat ADD CHECK (number > 0)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table, constraint: impl Into<Constraint>) -> Self {
        AddConstraint { table, constraint: constraint.into() }
    }
}

impl Render for AddConstraint<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().alter_add_constraint {
            return Err(r.unsupported("ALTER TABLE … ADD CONSTRAINT"));
        }
        r.word("ALTER TABLE");
        ddl::table_name(r, self.table)?;
        r.word("ADD");
        let name = altered_name(r, self.table, &self.constraint)?;
        named_clause(r, &self.constraint, name.as_ref())
    }
}

/// `ALTER TABLE … DROP CONSTRAINT …`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, ConstraintBuilder as _, DdlStatement, DropConstraint, Unique};
/// let t = Table::new("t").column(Column::new("a", Integer));
/// let unique = Unique::new(["a"]).name("uq_a");
/// assert_eq!(
///     DdlStatement::of(&DropConstraint::new(&t, &unique).if_exists().cascade(), &Ansi)?.text(),
///     "ALTER TABLE t DROP CONSTRAINT IF EXISTS uq_a CASCADE",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Rendering is `Unsupported` as for [`AddConstraint`], and `Mapping` for a constraint without a name, unless it is a
/// foreign key.
#[derive(Debug, Clone)]
pub struct DropConstraint<'t> {
    table: &'t Table,
    constraint: Constraint,
    if_exists: bool,
    cascade: bool,
}

impl<'t> DropConstraint<'t> {
    /// Drops a constraint of a table, by its name.
    ///
    /// ```
    /// use alchemy_core::{Check, ConstraintBuilder as _, DdlStatement, DropConstraint, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let check = Check::new("number > 0").name("ck_number");
    /// assert_eq!(
    ///     DdlStatement::of(&DropConstraint::new(&seat, &check), &Ansi)?.text(),
    ///     "ALTER TABLE seat DROP CONSTRAINT ck_number",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table, constraint: impl Into<Constraint>) -> Self {
        DropConstraint { table, constraint: constraint.into(), if_exists: false, cascade: false }
    }

    /// Does nothing if it is not there.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, DdlStatement, DropConstraint, Unique, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let unique = Unique::new(["number"]).name("uq_number");
    /// assert_eq!(
    ///     DdlStatement::of(&DropConstraint::new(&seat, &unique).if_exists(), &Ansi)?.text(),
    ///     "ALTER TABLE seat DROP CONSTRAINT IF EXISTS uq_number",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }

    /// What depends on it goes as well.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, DdlStatement, DropConstraint, Unique, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let unique = Unique::new(["number"]).name("uq_number");
    /// assert_eq!(
    ///     DdlStatement::of(&DropConstraint::new(&seat, &unique).cascade(), &Ansi)?.text(),
    ///     "ALTER TABLE seat DROP CONSTRAINT uq_number CASCADE",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn cascade(mut self) -> Self {
        self.cascade = true;
        self
    }
}

impl Render for DropConstraint<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().alter_add_constraint {
            return Err(r.unsupported("ALTER TABLE … DROP CONSTRAINT"));
        }
        r.word("ALTER TABLE");
        ddl::table_name(r, self.table)?;
        let name = altered_name(r, self.table, &self.constraint)?;
        let old = OldConstraint {
            kind: self.constraint.kind(),
            name: name.as_ref(),
            table: self.table,
            if_exists: self.if_exists,
            cascade: self.cascade,
        };
        r.dialect().drop_constraint(r, &old)
    }
}
