//! Options of constraints.

use alchemy_core::Name;

/// Whether NULLs of a UNIQUE constraint differ from each other, for
/// [`ConstraintBuilder::with`](alchemy_core::ConstraintBuilder::with).
///
/// ```
/// use alchemy_core::{prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, Unique};
/// use alchemy_postgres::NullsDistinct;
/// let t = Table::new("t").column(Column::new("a", Integer)).unique(Unique::new(["a"]).with(NullsDistinct(false)));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?.text(),
///     "CREATE TABLE t (a INTEGER, UNIQUE NULLS NOT DISTINCT (a))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NullsDistinct(pub bool);

/// INCLUDE: columns that the index of a primary key or of UNIQUE holds besides.
///
/// ```
/// use alchemy_core::{prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, Unique};
/// use alchemy_postgres::Include;
/// let t = Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer));
/// let t = t.unique(Unique::new(["a"]).with(Include::new(["b"])));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?.text(),
///     "CREATE TABLE t (a INTEGER, b INTEGER, UNIQUE (a) INCLUDE (b))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include(pub(crate) Vec<Name>);

impl Include {
    /// These.
    ///
    /// ```
    /// use alchemy_core::{prelude::*, ConstraintBuilder as _, CreateTable, DdlStatement, PrimaryKey};
    /// use alchemy_postgres::Include;
    /// let t = Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer));
    /// let t = t.constraint(PrimaryKey::new(["a"]).with(Include::new(["b"])));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&t), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, PRIMARY KEY (a) INCLUDE (b))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        Include(columns.into_iter().map(Into::into).collect())
    }
}

/// NOT VALID: rows that are there are not checked.
///
/// ```
/// use alchemy_core::{AddConstraint, Check, Constraint, ConstraintBuilder as _, DdlStatement, prelude::*};
/// use alchemy_postgres::NotValid;
/// let seat = Table::new("seat").column(Column::new("number", Integer));
/// let check = Check::new("number > 0").name("positive").with(NotValid);
/// assert_eq!(
///     DdlStatement::of(&AddConstraint::new(&seat, &Constraint::from(check)), &alchemy_postgres::Dialect::default())?.text(),
///     "ALTER TABLE seat ADD CONSTRAINT positive CHECK (number > 0) NOT VALID",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotValid;

/// The columns of a foreign key that ON DELETE SET NULL, or SET DEFAULT, changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetNullColumns(pub(crate) Vec<Name>);

impl SetNullColumns {
    /// Only these.
    ///
    /// ```
    /// use alchemy_core::{ForeignKey, ConstraintBuilder as _, OnChange, CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::SetNullColumns;
    /// let key = ForeignKey::new(["city", "hall"], "hall", ["city", "number"]).on_delete(OnChange::SetNull);
    /// let seat = Table::new("seat").column(Column::new("city", Integer)).column(Column::new("hall", Integer));
    /// let seat = seat.foreign_key(key.with(SetNullColumns::new(["hall"])));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE seat (city INTEGER, hall INTEGER, FOREIGN KEY(city, hall) REFERENCES hall (city, number) ON \
    ///      DELETE SET NULL (hall))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        SetNullColumns(columns.into_iter().map(Into::into).collect())
    }
}
