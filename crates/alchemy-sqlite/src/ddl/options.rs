//! Options that only SQLite has.

use alchemy_core::{ConstraintKind, ConstraintOptions};

/// Options of a table, for [`Table::with`](alchemy_core::Table::with).
///
/// ```
/// use alchemy_core::{prelude::*, CreateTable, DdlStatement};
/// use alchemy_sqlite::TableOptions;
/// let t = Table::new("t")
///     .column(Column::new("id", Integer).primary_key())
///     .with(TableOptions::new().without_rowid().strict());
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &alchemy_sqlite::Dialect::default())?.text(),
///     "CREATE TABLE t (id INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableOptions {
    pub(crate) without_rowid: bool,
    pub(crate) strict: bool,
    pub(crate) autoincrement: bool,
}

impl TableOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        TableOptions::default()
    }

    /// WITHOUT ROWID: rows are kept in the order of the primary key.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer).primary_key());
    /// let seat = seat.with(TableOptions::new().without_rowid());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER NOT NULL, PRIMARY KEY (number)) WITHOUT ROWID",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn without_rowid(mut self) -> Self {
        self.without_rowid = true;
        self
    }

    /// STRICT: columns hold nothing but their types.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new().strict());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER) STRICT",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// AUTOINCREMENT: generated keys of deleted rows are never used again.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("id", Integer).primary_key().auto_increment());
    /// let seat = seat.with(TableOptions::new().autoincrement());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn autoincrement(mut self) -> Self {
        self.autoincrement = true;
        self
    }
}

/// What happens to a row that breaks a constraint, unless the statement says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// The transaction ends.
    Rollback,
    /// The statement's changes are taken back.
    Abort,
    /// The statement stops; its changes stay.
    Fail,
    /// The row is left out.
    Ignore,
    /// The row takes the place of those that are in its way.
    Replace,
}

impl Conflict {
    /// Its SQL.
    ///
    /// ```
    /// assert_eq!(alchemy_sqlite::Conflict::Replace.sql(), "REPLACE");
    /// ```
    pub fn sql(self) -> &'static str {
        match self {
            Conflict::Rollback => "ROLLBACK",
            Conflict::Abort => "ABORT",
            Conflict::Fail => "FAIL",
            Conflict::Ignore => "IGNORE",
            Conflict::Replace => "REPLACE",
        }
    }
}

/// ON CONFLICT of a constraint, for [`ConstraintBuilder::with`](alchemy_core::ConstraintBuilder::with).
///
/// ```
/// use alchemy_core::{ConstraintBuilder as _, CreateTable, DdlStatement, Unique, prelude::*};
/// use alchemy_sqlite::{Conflict, OnConflict};
/// let seat = Table::new("seat").column(Column::new("number", Integer));
/// let seat = seat.unique(Unique::new(["number"]).with(OnConflict(Conflict::Replace)));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) ON CONFLICT REPLACE)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnConflict(pub Conflict);

/// ON CONFLICT of the constraints that a column states, for [`ColumnDef::with`](alchemy_core::ColumnDef::with).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnOptions {
    pub(crate) primary_key: Option<Conflict>,
    pub(crate) not_null: Option<Conflict>,
    pub(crate) unique: Option<Conflict>,
}

impl ColumnOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::ColumnOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer).not_null().with(ColumnOptions::new()));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER NOT NULL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        ColumnOptions::default()
    }

    /// Of PRIMARY KEY.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::{ColumnOptions, Conflict};
    /// let options = ColumnOptions::new().on_conflict_primary_key(Conflict::Fail);
    /// let seat = Table::new("seat").column(Column::new("number", Integer).primary_key().with(options));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER NOT NULL, PRIMARY KEY (number) ON CONFLICT FAIL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_conflict_primary_key(mut self, conflict: Conflict) -> Self {
        self.primary_key = Some(conflict);
        self
    }

    /// Of NOT NULL.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::{ColumnOptions, Conflict};
    /// let options = ColumnOptions::new().on_conflict_not_null(Conflict::Fail);
    /// let seat = Table::new("seat").column(Column::new("number", Integer).not_null().with(options));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER NOT NULL ON CONFLICT FAIL)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_conflict_not_null(mut self, conflict: Conflict) -> Self {
        self.not_null = Some(conflict);
        self
    }

    /// Of UNIQUE.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_sqlite::{ColumnOptions, Conflict};
    /// let options = ColumnOptions::new().on_conflict_unique(Conflict::Ignore);
    /// let seat = Table::new("seat").column(Column::new("number", Integer).unique().with(options));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_sqlite::Dialect)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) ON CONFLICT IGNORE)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_conflict_unique(mut self, conflict: Conflict) -> Self {
        self.unique = Some(conflict);
        self
    }
}

/// What is said of a constraint, by itself or by its column.
pub(super) fn of_constraint(kind: ConstraintKind, options: &ConstraintOptions) -> Option<Conflict> {
    let own = options.attached.get::<OnConflict>().map(|own| own.0);
    own.or_else(|| {
        let column = options.attached.get::<ColumnOptions>()?;
        match kind {
            ConstraintKind::PrimaryKey => column.primary_key,
            ConstraintKind::Unique => column.unique,
            _ => None,
        }
    })
}
