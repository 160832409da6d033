//! What follows the parentheses of CREATE TABLE.

use std::fmt::Display;

use alchemy_core::dialect::ddl;
use alchemy_core::{Name, Renderer, Result, Table};

use crate::Dialect;

/// Options of a table, for [`Table::with`](alchemy_core::Table::with).
///
/// ```
/// use alchemy_core::{prelude::*, CreateTable, DdlStatement};
/// use alchemy_mysql::TableOptions;
/// let t = Table::new("t")
///     .column(Column::new("v", Integer))
///     .with(TableOptions::new().engine("InnoDB").charset("utf8mb4"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &alchemy_mysql::Dialect::mysql())?.text(),
///     "CREATE TABLE t (v INTEGER) ENGINE=InnoDB CHARSET=utf8mb4",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableOptions {
    options: Vec<(Name, String)>,
    partition_by: Option<Name>,
    partitions: Option<u32>,
    subpartition_by: Option<Name>,
    subpartitions: Option<u32>,
    mariadb: Option<Box<TableOptions>>,
}

impl TableOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        TableOptions::default()
    }

    /// Any other option: `NAME=value`. Both come from the program, never from users.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().option("ROW_FORMAT", "COMPRESSED");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) ROW_FORMAT=COMPRESSED",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn option(mut self, name: impl Into<Name>, value: impl Display) -> Self {
        self.options.push((name.into(), value.to_string()));
        self
    }

    /// ENGINE.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new().engine("InnoDB"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) ENGINE=InnoDB",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn engine(self, engine: impl Display) -> Self {
        self.option("ENGINE", engine)
    }

    /// CHARSET.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new().charset("utf8mb4"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) CHARSET=utf8mb4",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn charset(self, charset: impl Display) -> Self {
        self.option("CHARSET", charset)
    }

    /// DEFAULT CHARSET.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().default_charset("utf8mb4");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) DEFAULT CHARSET=utf8mb4",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn default_charset(self, charset: impl Display) -> Self {
        self.option("DEFAULT CHARSET", charset)
    }

    /// COLLATE.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new().collate("utf8mb4_bin"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) COLLATE utf8mb4_bin",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn collate(self, collation: impl Display) -> Self {
        self.option("COLLATE", collation)
    }

    /// AUTO_INCREMENT: the first generated key.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(TableOptions::new().auto_increment(100));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) AUTO_INCREMENT=100",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn auto_increment(self, first: u64) -> Self {
        self.option("AUTO_INCREMENT", first)
    }

    /// PARTITION BY, in SQL text of the program's own.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().partition_by("HASH (number)");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) PARTITION BY HASH (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn partition_by(mut self, sql: impl Into<Name>) -> Self {
        self.partition_by = Some(sql.into());
        self
    }

    /// PARTITIONS.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().partition_by("HASH (number)").partitions(4);
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) PARTITION BY HASH (number) PARTITIONS 4",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn partitions(mut self, count: u32) -> Self {
        self.partitions = Some(count);
        self
    }

    /// SUBPARTITION BY, in SQL text of the program's own.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().partition_by("RANGE (number)").subpartition_by("KEY (number)").subpartitions(2);
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) PARTITION BY RANGE (number) SUBPARTITION BY KEY (number) SUBPARTITIONS 2",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn subpartition_by(mut self, sql: impl Into<Name>) -> Self {
        self.subpartition_by = Some(sql.into());
        self
    }

    /// SUBPARTITIONS.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().partition_by("RANGE (number)").subpartition_by("HASH (number)").subpartitions(4);
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) PARTITION BY RANGE (number) SUBPARTITION BY HASH (number) SUBPARTITIONS 4",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn subpartitions(mut self, count: u32) -> Self {
        self.subpartitions = Some(count);
        self
    }

    /// What a MariaDB is told instead.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::TableOptions;
    /// let options = TableOptions::new().engine("InnoDB").on_mariadb(TableOptions::new().engine("Aria"));
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).with(options);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) ENGINE=InnoDB",
    /// );
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mariadb())?.text(),
    ///     "CREATE TABLE seat (number INTEGER) ENGINE=Aria",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on_mariadb(mut self, options: TableOptions) -> Self {
        self.mariadb = Some(Box::new(options));
        self
    }
}

/// The number with which an identity column starts, where no option says it.
fn first_number(r: &Renderer<'_>, table: &Table, options: Option<&TableOptions>) -> Result<Option<(Name, String)>> {
    const OPTION: Name = Name::Static("AUTO_INCREMENT");
    let starts = table.columns().iter().filter_map(|column| column.identity.as_ref()?.options.start);
    let Some(start) = starts.map(|start| start.to_string()).find(|start| start != "1") else { return Ok(None) };
    match options.and_then(|options| options.options.iter().find(|(name, _)| *name == OPTION)) {
        None => Ok(Some((OPTION, start))),
        Some((_, said)) if *said == start => Ok(None),
        Some((_, said)) => Err(r.unsupported(&format!("an identity that starts with {start} and AUTO_INCREMENT={said}"))),
    }
}

pub(crate) fn table_suffix(dialect: &Dialect, r: &mut Renderer<'_>, table: &Table) -> Result<()> {
    let all = table.attached::<TableOptions>();
    let options = all.map(|all| all.mariadb.as_deref().filter(|_| dialect.is_mariadb()).unwrap_or(all));
    let first = first_number(r, table, options)?;
    let mut pairs: Vec<&(Name, String)> = options.iter().flat_map(|options| &options.options).chain(&first).collect();
    // A collation is one of the character set, which so comes first.
    pairs.sort_by_key(|(name, _)| **name == *"COLLATE");
    for (name, value) in pairs {
        r.word(name);
        let spaced = ["COLLATE", "TABLESPACE", "CHARACTER SET", "DEFAULT CHARACTER SET"].contains(&&**name);
        r.glue(if spaced { " " } else { "=" });
        r.glue(value);
    }
    if let Some(comment) = table.comment_text() {
        r.word("COMMENT=");
        r.tight(|r| ddl::text_literal(r, comment))?;
    }
    let Some(options) = options else { return Ok(()) };
    if let Some(partition) = &options.partition_by {
        r.word("PARTITION BY");
        r.word(partition);
    }
    let parts = options.partitions.is_some() || options.subpartition_by.is_some() || options.subpartitions.is_some();
    if parts && options.partition_by.is_none() {
        return Err(r.unsupported("PARTITIONS and SUBPARTITION BY without PARTITION BY"));
    }
    if let Some(count) = options.partitions {
        r.word(&format!("PARTITIONS {count}"));
    }
    if let Some(partition) = &options.subpartition_by {
        r.word("SUBPARTITION BY");
        r.word(partition);
    }
    if let Some(count) = options.subpartitions {
        r.word(&format!("SUBPARTITIONS {count}"));
    }
    Ok(())
}
