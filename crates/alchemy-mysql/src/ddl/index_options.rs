//! CREATE INDEX.

use alchemy_core::dialect::{NewIndex, ddl};
use alchemy_core::{IndexPart, Name, Node, Order, Renderer, Result};

use crate::Dialect;
use crate::ddl::only_mariadb;

/// USING of a primary key or UNIQUE constraint, for [`ConstraintBuilder::with`](alchemy_core::ConstraintBuilder::with).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Using(pub(crate) Name);

impl Using {
    /// By an index of this kind, such as `btree`.
    ///
    /// ```
    /// use alchemy_core::{ConstraintBuilder as _, Unique, CreateTable, DdlStatement, prelude::*};
    /// use alchemy_mysql::Using;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let seat = seat.unique(Unique::new(["number"]).with(Using::new("btree")));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE TABLE seat (number INTEGER, UNIQUE (number) USING btree)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(method: impl Into<Name>) -> Self {
        Using(method.into())
    }
}

/// Options of an index, for [`Index::with`](alchemy_core::Index::with).
///
/// ```
/// use alchemy_core::{prelude::*, CreateIndex, DdlStatement, Index};
/// use alchemy_mysql::IndexOptions;
/// let t = Table::new("t").column(Column::new("b", Varchar(100)));
/// let index = Index::new(["b"]).with(IndexOptions::new().length("b", 5));
/// assert_eq!(
///     DdlStatement::of(&CreateIndex::new(&t, &index), &alchemy_mysql::Dialect::mysql())?.text(),
///     "CREATE INDEX ix_t_b ON t (b(5))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexOptions {
    lengths: Vec<(Name, u32)>,
    prefix: Option<Name>,
    using: Option<Name>,
    parser: Option<Name>,
}

impl IndexOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_mysql::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        IndexOptions::default()
    }

    /// Only so many characters, or bytes, of a column.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_mysql::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("name", Varchar(99)));
    /// let index = Index::new(["name"]).with(IndexOptions::new().length("name", 5));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE INDEX ix_seat_name ON seat (name(5))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn length(mut self, column: impl Into<Name>, length: u32) -> Self {
        self.lengths.push((column.into(), length));
        self
    }

    /// A word before INDEX: `FULLTEXT`, `SPATIAL`.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_mysql::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("name", Varchar(99)));
    /// let index = Index::new(["name"]).with(IndexOptions::new().prefix("FULLTEXT"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE FULLTEXT INDEX ix_seat_name ON seat (name)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn prefix(mut self, word: impl Into<Name>) -> Self {
        self.prefix = Some(word.into());
        self
    }

    /// USING: the kind of index, such as `hash`.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_mysql::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new().using("hash"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number) USING hash",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn using(mut self, method: impl Into<Name>) -> Self {
        self.using = Some(method.into());
        self
    }

    /// WITH PARSER, for full text.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_mysql::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("name", Varchar(99)));
    /// let index = Index::new(["name"]).with(IndexOptions::new().prefix("FULLTEXT").parser("ngram"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_mysql::Dialect::mysql())?.text(),
    ///     "CREATE FULLTEXT INDEX ix_seat_name ON seat (name) WITH PARSER ngram",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn parser(mut self, parser: impl Into<Name>) -> Self {
        self.parser = Some(parser.into());
        self
    }
}

pub(crate) fn create_index(dialect: &Dialect, r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
    if new.index.filter.is_some() {
        return Err(r.unsupported("an index of some rows only"));
    }
    let none = IndexOptions::default();
    let options = new.index.attached.get::<IndexOptions>().unwrap_or(&none);
    let of_none = |name: &&(Name, u32)| !new.index.parts.iter().any(|part| part.column() == Some(&name.0));
    if let Some((name, _)) = options.lengths.iter().find(of_none) {
        return Err(r.unsupported(&format!("the length of `{name}`, which the index does not have")));
    }
    r.word(if new.index.unique { "CREATE UNIQUE" } else { "CREATE" });
    options.prefix.iter().for_each(|word| r.word(word));
    r.word("INDEX");
    if new.if_not_exists {
        only_mariadb(dialect, r, "CREATE INDEX IF NOT EXISTS")?;
        r.word("IF NOT EXISTS");
    }
    r.name(new.name)?;
    r.word("ON");
    ddl::table_name(r, new.table)?;
    r.parens(|r| r.list(&new.index.parts, |r, part| index_part(dialect, r, part, options)))?;
    if let Some(parser) = &options.parser {
        r.word("WITH PARSER");
        r.word(parser);
    }
    if let Some(method) = &options.using {
        r.word("USING");
        r.word(method);
    }
    Ok(())
}

fn index_part(dialect: &Dialect, r: &mut Renderer<'_>, part: &IndexPart, options: &IndexOptions) -> Result<()> {
    let length = part.column().and_then(|column| options.lengths.iter().find(|(name, _)| name == column));
    if let Some((column, length)) = length {
        r.name(column)?;
        r.glue(&format!("({length})"));
        return match part {
            IndexPart::Expr(order) => order.render_direction(r),
            IndexPart::Column(_) => Ok(()),
        };
    }
    if let IndexPart::Expr(Order { operand, .. }) = part
        && is_expression(operand)
        && dialect.is_mariadb()
    {
        return Err(r.unsupported("an index over an expression"));
    }
    ddl::index_part(r, part, is_expression)
}

/// Whether it is neither a column nor text of the program's own.
fn is_expression(node: &Node) -> bool {
    match node {
        Node::Label(label) => is_expression(&label.operand),
        node => !matches!(node, Node::Column(_) | Node::Raw(_)),
    }
}
