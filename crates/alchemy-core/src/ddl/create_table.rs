//! CREATE TABLE.

use crate::compile::{Render, Renderer};
use crate::ddl::column::definition;
use crate::ddl::constraint::{self, clause, is_left_out};
use crate::dialect::ddl;
use crate::error::Result;
use crate::schema::{Check, ColumnDef, Constraint, ConstraintBuilder as _, ForeignKey, Name, Table, Unique};
use crate::sql::{ColumnRef, InList, Node, Source};
use crate::value::Value;

/// `CREATE TABLE …`: the columns, as the dialect writes them, the primary key, the table's constraints, then those that
/// its columns state. Indexes are statements of their own, see [`CreateIndex`](crate::CreateIndex).
///
/// ```
/// use alchemy_core::{dialect::Ansi, BigInteger, Column, CreateTable, DdlStatement, Table, Varchar};
/// let invoice = Table::new("invoice")
///     .column(Column::new("id", BigInteger).primary_key())
///     .column(Column::new("number", Varchar(20)).not_null().unique())
///     .column(Column::new("customer_id", BigInteger).references("customer", "id"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&invoice), &Ansi)?.text(),
///     "CREATE TABLE invoice (id BIGINT NOT NULL, number VARCHAR(20) NOT NULL, customer_id BIGINT, PRIMARY KEY (id), \
///      UNIQUE (number), FOREIGN KEY(customer_id) REFERENCES customer (id))",
/// );
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateTable<'t> {
    table: &'t Table,
    if_not_exists: bool,
    /// Foreign keys that are added later.
    later: Vec<&'t ForeignKey>,
}

impl<'t> CreateTable<'t> {
    /// Creates the table with all its constraints.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).primary_key());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER NOT NULL, PRIMARY KEY (number))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table) -> Self {
        CreateTable { table, if_not_exists: false, later: Vec::new() }
    }

    /// Does nothing if there is a table of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat).if_not_exists(), &Ansi)?.text(),
    ///     "CREATE TABLE IF NOT EXISTS seat (number INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_not_exists(mut self) -> Self {
        self.if_not_exists = true;
        self
    }

    /// Leaves out foreign keys, which [`AddConstraint`](crate::AddConstraint) adds later. They have to be the table's own,
    /// as [`Table::foreign_keys`] gives them, not others that look alike.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall_id", Integer).references("hall", "id"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat).without(seat.foreign_keys()), &Ansi)?.text(),
    ///     "CREATE TABLE seat (hall_id INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn without(mut self, keys: impl IntoIterator<Item = &'t ForeignKey>) -> Self {
        self.later.extend(keys);
        self
    }

    fn foreign_key(&self, r: &mut Renderer<'_>, key: &ForeignKey) -> Result<()> {
        let waits = key.use_alter && r.features().alter_add_constraint;
        if waits || self.later.iter().any(|later| std::ptr::eq(*later, key)) || is_left_out(r, self.table, key) {
            return Ok(());
        }
        self.constraint(r, &Constraint::from(key))
    }

    fn constraint(&self, r: &mut Renderer<'_>, constraint: &Constraint) -> Result<()> {
        let of_columns = matches!(constraint, Constraint::PrimaryKey(_) | Constraint::Unique(_));
        if !constraint.options().is_for(r.dialect()) || of_columns && constraint.columns().is_empty() {
            return Ok(());
        }
        r.glue(",");
        clause(r, self.table, constraint)
    }

    fn constraints(&self, r: &mut Renderer<'_>) -> Result<()> {
        if let Some(key) = self.table.primary_key_constraint().filter(|_| !r.dialect().has_key_at_column(self.table)) {
            self.constraint(r, &key.into())?;
        }
        for constraint in self.table.constraints() {
            match constraint {
                Constraint::ForeignKey(key) => self.foreign_key(r, key)?,
                other => self.constraint(r, other)?,
            }
        }
        for column in self.table.columns().iter().filter(|column| !column.system) {
            self.column_constraints(r, column)?;
        }
        Ok(())
    }

    /// What the convention makes of the name of a column's CHECK.
    fn check_name(&self, r: &Renderer<'_>, column: &ColumnDef, name: Option<&Name>) -> Result<Option<Name>> {
        let mut check = Check::new(unqualified(column));
        if let Some(name) = name {
            check = check.name(name.clone());
        }
        constraint::name(r, self.table, &check.into())
    }

    fn column_constraints(&self, r: &mut Renderer<'_>, column: &ColumnDef) -> Result<()> {
        if let Some((name, values)) = column.sql_type.to_check(r.dialect()) {
            r.glue(",");
            let name = self.check_name(r, column, name)?;
            confirmed(r, column, name.as_ref(), values)?;
        }
        // A column that is indexed as well gets a unique index instead.
        if column.unique && !column.index {
            let mut unique = Unique::new([&column.name]);
            unique.options.attached = column.attached.clone();
            self.constraint(r, &unique.into())?;
        }
        match &column.foreign_key {
            Some(key) => self.foreign_key(r, key),
            None => Ok(()),
        }
    }
}

/// CHECK that a column holds one of the values.
fn confirmed(r: &mut Renderer<'_>, column: &ColumnDef, name: Option<&Name>, values: Vec<Value>) -> Result<()> {
    if let Some(name) = name {
        r.word("CONSTRAINT");
        r.name(name)?;
    }
    r.word("CHECK");
    r.parens(|r| InList::of(unqualified(column), values.into_iter().map(Node::Bind).collect(), false).render(r))
}

/// The column without its table.
fn unqualified(column: &ColumnDef) -> Node {
    Node::Column(ColumnRef { source: Source::named(""), name: column.name.clone() })
}

impl Render for CreateTable<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("CREATE");
        self.table.prefixes().iter().for_each(|word| r.word(word));
        r.word(if self.if_not_exists { "TABLE IF NOT EXISTS" } else { "TABLE" });
        ddl::table_name(r, self.table)?;
        r.parens(|r| {
            let columns = self.table.columns().iter().filter(|column| !column.system);
            r.list(columns, |r, column| definition(r, self.table, column))?;
            self.constraints(r)
        })?;
        r.dialect().table_suffix(r, self.table)
    }
}
