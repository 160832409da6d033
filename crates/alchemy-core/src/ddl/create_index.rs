//! CREATE INDEX and DROP INDEX.

use std::borrow::Cow;

use crate::compile::{Render, Renderer};
use crate::ddl::constraint::longest;
use crate::dialect::{Dialect, NewIndex, OldIndex};
use crate::error::{Error, Result};
use crate::schema::{Index, Name, Table};

/// `CREATE [UNIQUE] INDEX … ON …`. An index without a name is called `ix_<table>_<columns>`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, Column, CreateIndex, DdlStatement, Table, Varchar};
/// let invoice = Table::new("invoice").column(Column::new("number", Varchar(20)).index());
/// let indexes = CreateIndex::all(&invoice);
/// assert_eq!(DdlStatement::of(&indexes[0], &Ansi)?.text(), "CREATE INDEX ix_invoice_number ON invoice (number)");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateIndex<'t> {
    table: &'t Table,
    index: Cow<'t, Index>,
    if_not_exists: bool,
}

impl<'t> CreateIndex<'t> {
    /// An index of a table.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &Index::new(["number"]).unique()), &Ansi)?.text(),
    ///     "CREATE UNIQUE INDEX ix_seat_number ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table, index: &'t Index) -> Self {
        CreateIndex { table, index: Cow::Borrowed(index), if_not_exists: false }
    }

    /// All indexes of a table: its own, then those of single columns.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer).index()).index(Index::new(["number"]).name("other"));
    /// let all = CreateIndex::all(&seat);
    /// assert_eq!(DdlStatement::of(&all[0], &Ansi)?.text(), "CREATE INDEX other ON seat (number)");
    /// assert_eq!(DdlStatement::of(&all[1], &Ansi)?.text(), "CREATE INDEX ix_seat_number ON seat (number)");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn all(table: &'t Table) -> Vec<Self> {
        let own = table.indexes().iter().map(|index| CreateIndex::new(table, index));
        let single = table.columns().iter().filter(|column| column.index).map(|column| {
            let mut index = Index::new([&column.name]);
            index.unique = column.unique;
            CreateIndex { table, index: Cow::Owned(index), if_not_exists: false }
        });
        own.chain(single).collect()
    }

    /// Does nothing if there is an index of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]);
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index).if_not_exists(), &Ansi)?.text(),
    ///     "CREATE INDEX IF NOT EXISTS ix_seat_number ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_not_exists(mut self) -> Self {
        self.if_not_exists = true;
        self
    }

    /// Whether the index exists in a dialect.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlIf, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).ddl_if(DdlIf::dialects(["postgresql"]));
    /// assert!(!CreateIndex::new(&seat, &index).is_for(&Ansi));
    /// ```
    pub fn is_for(&self, dialect: &dyn Dialect) -> bool {
        self.index.ddl_if.as_ref().is_none_or(|condition| condition.holds(dialect))
    }
}

fn name(r: &Renderer<'_>, table: &Table, index: &Index) -> Result<Name> {
    let name = table.index_name(index)?.fitting(longest(r));
    name.ok_or_else(|| Error::mapping(format!("an index of table `{}` needs a name", table.name())))
}

impl Render for CreateIndex<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let name = name(r, self.table, &self.index)?;
        if self.index.parts.is_empty() {
            return Err(Error::mapping(format!("the index `{name}` of table `{}` has no columns", self.table.name())));
        }
        let new = NewIndex { table: self.table, index: &self.index, name: &name, if_not_exists: self.if_not_exists };
        r.dialect().create_index(r, &new)
    }
}

/// `DROP INDEX …`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, DdlStatement, DropIndex, Index};
/// let t = Table::new("t").column(Column::new("a", Integer));
/// let index = Index::new(["a"]);
/// assert_eq!(DdlStatement::of(&DropIndex::new(&t, &index).if_exists(), &Ansi)?.text(), "DROP INDEX IF EXISTS ix_t_a");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct DropIndex<'t> {
    table: &'t Table,
    index: &'t Index,
    if_exists: bool,
}

impl<'t> DropIndex<'t> {
    /// Drops an index of a table.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropIndex, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&DropIndex::new(&seat, &Index::new(["number"])), &Ansi)?.text(),
    ///     "DROP INDEX ix_seat_number",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(table: &'t Table, index: &'t Index) -> Self {
        DropIndex { table, index, if_exists: false }
    }

    /// Does nothing if it is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropIndex, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&DropIndex::new(&seat, &Index::new(["number"])).if_exists(), &Ansi)?.text(),
    ///     "DROP INDEX IF EXISTS ix_seat_number",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }
}

impl Render for DropIndex<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let name = name(r, self.table, self.index)?;
        let old = OldIndex { table: self.table, index: self.index, name: &name, if_exists: self.if_exists };
        r.dialect().drop_index(r, &old)
    }
}
