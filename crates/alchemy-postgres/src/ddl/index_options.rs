//! CREATE INDEX.

use std::fmt::Display;

use alchemy_core::dialect::{NewIndex, OldIndex, ddl};
use alchemy_core::{IndexPart, Name, Node, Order, Renderer, Result};

use super::{nulls_distinct, parameter, storage};

/// Options of an index, for [`Index::with`](alchemy_core::Index::with).
///
/// ```
/// use alchemy_core::{prelude::*, CreateIndex, DdlStatement, Index};
/// use alchemy_postgres::IndexOptions;
/// let t = Table::new("t").column(Column::new("b", Varchar(10)));
/// let index = Index::new(["b"]).with(IndexOptions::new().using("gin").ops("b", "gin_trgm_ops"));
/// assert_eq!(
///     DdlStatement::of(&CreateIndex::new(&t, &index), &alchemy_postgres::Dialect::default())?.text(),
///     "CREATE INDEX ix_t_b ON t USING gin (b gin_trgm_ops)",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexOptions {
    using: Option<Name>,
    ops: Vec<(Name, Name)>,
    include: Vec<Name>,
    nulls_distinct: Option<bool>,
    with: Vec<(Name, String)>,
    tablespace: Option<Name>,
    concurrently: bool,
}

impl IndexOptions {
    /// None yet.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        IndexOptions::default()
    }

    /// USING: the kind of index, such as `gin`.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new().using("hash"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat USING hash (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn using(mut self, method: impl Into<Name>) -> Self {
        self.using = Some(method.into());
        self
    }

    /// The operator class of a column, or of an expression by its label.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("name", Varchar(9)));
    /// let index = Index::new(["name"]).with(IndexOptions::new().ops("name", "varchar_pattern_ops"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_name ON seat (name varchar_pattern_ops)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ops(mut self, column: impl Into<Name>, class: impl Into<Name>) -> Self {
        self.ops.push((column.into(), class.into()));
        self
    }

    /// INCLUDE: columns that are kept in the index without being searched by.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).column(Column::new("number", Integer));
    /// let index = Index::new(["hall"]).with(IndexOptions::new().include(["number"]));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_hall ON seat (hall) INCLUDE (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn include(mut self, columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        self.include = columns.into_iter().map(Into::into).collect();
        self
    }

    /// Whether NULLs of a unique index differ from each other.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).unique().with(IndexOptions::new().nulls_distinct(false));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE UNIQUE INDEX ix_seat_number ON seat (number) NULLS NOT DISTINCT",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn nulls_distinct(mut self, distinct: bool) -> Self {
        self.nulls_distinct = Some(distinct);
        self
    }

    /// WITH: a storage parameter.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new().with("fillfactor", 50));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number) WITH (fillfactor = 50)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl Into<Name>, value: impl Display) -> Self {
        self.with.push(parameter(name, value));
        self
    }

    /// TABLESPACE.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new().tablespace("fast"));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number) TABLESPACE fast",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn tablespace(mut self, name: impl Into<Name>) -> Self {
        self.tablespace = Some(name.into());
        self
    }

    /// CONCURRENTLY: writers need not wait. It cannot stand in a transaction.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, Index, DdlStatement, prelude::*};
    /// use alchemy_postgres::IndexOptions;
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).with(IndexOptions::new().concurrently());
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE INDEX CONCURRENTLY ix_seat_number ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn concurrently(mut self) -> Self {
        self.concurrently = true;
        self
    }
}

pub(crate) fn create_index(r: &mut Renderer<'_>, new: &NewIndex<'_>) -> Result<()> {
    let none = IndexOptions::default();
    let options = new.index.attached.get::<IndexOptions>().unwrap_or(&none);
    check_classes(r, new, options)?;
    r.word(if new.index.unique { "CREATE UNIQUE INDEX" } else { "CREATE INDEX" });
    if options.concurrently {
        r.word("CONCURRENTLY");
    }
    if new.if_not_exists {
        r.word("IF NOT EXISTS");
    }
    r.name(new.name)?;
    r.word("ON");
    ddl::table_name(r, new.table)?;
    if let Some(method) = &options.using {
        r.word("USING");
        r.word(&method.to_lowercase());
    }
    r.parens(|r| r.list(&new.index.parts, |r, part| index_part(r, part, options)))?;
    if !options.include.is_empty() {
        r.word("INCLUDE");
        r.parens(|r| r.list(&options.include, |r, name| r.name(name)))?;
    }
    if let Some(distinct) = options.nulls_distinct {
        if !new.index.unique {
            return Err(r.unsupported("NULLS NOT DISTINCT of an index that is not unique"));
        }
        nulls_distinct(r, distinct)?;
    }
    storage(r, &options.with)?;
    if let Some(tablespace) = &options.tablespace {
        r.word("TABLESPACE");
        r.name(tablespace)?;
    }
    ddl::filter(r, new.index)
}

/// `DROP INDEX [CONCURRENTLY] name`: what is made beside the statements that write, goes so.
pub(crate) fn drop_index(r: &mut Renderer<'_>, old: &OldIndex<'_>) -> Result<()> {
    if !old.index.attached.get::<IndexOptions>().is_some_and(|options| options.concurrently) {
        return ddl::drop_index(r, old);
    }
    r.word("DROP INDEX CONCURRENTLY");
    if old.if_exists {
        r.word("IF EXISTS");
    }
    r.qualified_name(old.table.schema_name(), old.name)
}

fn index_part(r: &mut Renderer<'_>, part: &IndexPart, options: &IndexOptions) -> Result<()> {
    let Some(class) = part.name().and_then(|part| options.ops.iter().find(|(name, _)| name == part)) else {
        return ddl::index_part(r, part, needs_parentheses);
    };
    let upwards = match part {
        IndexPart::Column(name) => IndexPart::Column(name.clone()),
        IndexPart::Expr(order) => IndexPart::Expr(Order::by(order.operand.clone())),
    };
    ddl::index_part(r, &upwards, needs_parentheses)?;
    r.word(&class.1);
    match part {
        IndexPart::Expr(order) => order.render_direction(r),
        IndexPart::Column(_) => Ok(()),
    }
}

/// Whether every operator class is one of a part of the index.
fn check_classes(r: &Renderer<'_>, new: &NewIndex<'_>, options: &IndexOptions) -> Result<()> {
    let of_none = |name: &&(Name, Name)| !new.index.parts.iter().any(|part| part.name() == Some(&name.0));
    match options.ops.iter().find(of_none) {
        Some((name, class)) => {
            Err(r.unsupported(&format!("the operator class {class} of `{name}`, which the index does not have")))
        }
        None => Ok(()),
    }
}

/// Columns and what looks like a call stand by themselves.
fn needs_parentheses(node: &Node) -> bool {
    !matches!(node, Node::Column(_) | Node::Function(_) | Node::Cast(_) | Node::Raw(_))
}
