//! What follows the parentheses of CREATE TABLE.

use std::fmt::Display;

use alchemy_core::dialect::ddl;
use alchemy_core::{Name, Renderer, Result, Table, TableName};

use super::{parameter, storage};

/// What happens to a temporary table at the end of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnCommit {
    /// Nothing.
    PreserveRows,
    /// Its rows go.
    DeleteRows,
    /// It goes.
    Drop,
}

/// Options of a table, for [`Table::with`](alchemy_core::Table::with).
///
/// ```
/// use alchemy_core::{prelude::*, CreateTable, DdlStatement};
/// use alchemy_postgres::TableOptions;
/// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().partition_by("RANGE (day)"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
///     "CREATE TABLE log (day INTEGER) PARTITION BY RANGE (day)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableOptions {
    inherits: Vec<TableName>,
    partition_by: Option<Name>,
    using: Option<Name>,
    with: Vec<(Name, String)>,
    on_commit: Option<OnCommit>,
    tablespace: Option<Name>,
}

impl TableOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        TableOptions::default()
    }

    /// INHERITS: another parent.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().inherits("all_logs"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER) INHERITS (all_logs)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn inherits(mut self, parent: impl Into<TableName>) -> Self {
        self.inherits.push(parent.into());
        self
    }

    /// PARTITION BY, in SQL text of the program's own.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().partition_by("RANGE (day)"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER) PARTITION BY RANGE (day)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn partition_by(mut self, sql: impl Into<Name>) -> Self {
        self.partition_by = Some(sql.into());
        self
    }

    /// USING: the access method.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().using("heap"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER) USING heap",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn using(mut self, method: impl Into<Name>) -> Self {
        self.using = Some(method.into());
        self
    }

    /// WITH: a storage parameter.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().with("fillfactor", 50));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER) WITH (fillfactor = 50)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl Into<Name>, value: impl Display) -> Self {
        self.with.push(parameter(name, value));
        self
    }

    /// ON COMMIT, for temporary tables.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::{OnCommit, TableOptions};
    /// let log = Table::new("log").column(Column::new("day", Integer)).prefix("TEMPORARY");
    /// let log = log.with(TableOptions::new().on_commit(OnCommit::DeleteRows));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TEMPORARY TABLE log (day INTEGER) ON COMMIT DELETE ROWS",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_commit(mut self, action: OnCommit) -> Self {
        self.on_commit = Some(action);
        self
    }

    /// TABLESPACE.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::TableOptions;
    /// let log = Table::new("log").column(Column::new("day", Integer)).with(TableOptions::new().tablespace("fast"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&log), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE log (day INTEGER) TABLESPACE fast",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn tablespace(mut self, name: impl Into<Name>) -> Self {
        self.tablespace = Some(name.into());
        self
    }
}

pub(crate) fn table_suffix(r: &mut Renderer<'_>, table: &Table) -> Result<()> {
    let Some(options) = table.attached::<TableOptions>() else { return Ok(()) };
    if !options.inherits.is_empty() {
        r.word("INHERITS");
        r.parens(|r| r.list(&options.inherits, ddl::reference))?;
    }
    if let Some(partition) = &options.partition_by {
        r.word("PARTITION BY");
        r.word(partition);
    }
    if let Some(method) = &options.using {
        r.word("USING");
        r.name(method)?;
    }
    storage(r, &options.with)?;
    match options.on_commit {
        Some(OnCommit::PreserveRows) => r.word("ON COMMIT PRESERVE ROWS"),
        Some(OnCommit::DeleteRows) => r.word("ON COMMIT DELETE ROWS"),
        Some(OnCommit::Drop) => r.word("ON COMMIT DROP"),
        None => {}
    }
    if let Some(tablespace) = &options.tablespace {
        r.word("TABLESPACE");
        r.name(tablespace)?;
    }
    Ok(())
}
