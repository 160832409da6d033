//! Indexes.

use crate::schema::{Attachment, Attachments, DdlIf, IntoCondition, ItemName, Name};
use crate::sql::{IntoOrder, Node, Order};

/// An index.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, CreateIndex, DdlStatement, Index};
/// let t = Table::new("t").column(Column::new("a", Integer)).column(Column::new("b", Integer));
/// let index = Index::on((func::abs(t.c("a")), t.c("b").desc())).name("ix_ab").unique().filter(t.c("b").gt(0));
/// assert_eq!(
///     DdlStatement::of(&CreateIndex::new(&t, &index), &Ansi)?.text(),
///     "CREATE UNIQUE INDEX ix_ab ON t (abs(a), b DESC) WHERE b > 0",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Index {
    /// Its name; without one it is `ix_<table>_<columns>`, or what a naming convention says.
    pub name: ItemName,
    /// Its parts.
    pub parts: Vec<IndexPart>,
    /// Whether it is unique.
    pub unique: bool,
    /// Which rows are in it; `None` is all.
    pub filter: Option<Node>,
    /// Where it exists; `None` is everywhere.
    pub ddl_if: Option<DdlIf>,
    /// Options of one database, and the program's own notes.
    pub attached: Attachments,
}

/// One part of an index.
#[derive(Debug, Clone)]
pub enum IndexPart {
    /// A column.
    Column(Name),
    /// An expression, or a column with a direction.
    Expr(Order),
}

impl IndexPart {
    /// The column, if it is one, whatever its direction.
    ///
    /// ```
    /// use alchemy_core::{IndexPart, prelude::*};
    /// assert_eq!(IndexPart::Column("number".into()).column().map(|name| &**name), Some("number"));
    /// ```
    pub fn column(&self) -> Option<&Name> {
        match self {
            IndexPart::Column(name) => Some(name),
            IndexPart::Expr(Order { operand: Node::Column(column), .. }) => Some(&column.name),
            IndexPart::Expr(_) => None,
        }
    }

    /// By what name options speak of it: a column's, or an expression's label.
    ///
    /// ```
    /// use alchemy_core::{Index, prelude::*};
    /// let name = Column::<String>::of("guest", "name");
    /// let index = Index::on(func::lower(name).label("folded"));
    /// assert_eq!(index.parts[0].name().map(|name| &**name), Some("folded"));
    /// ```
    pub fn name(&self) -> Option<&Name> {
        match self {
            IndexPart::Expr(Order { operand: Node::Label(label), .. }) => Some(&label.name),
            part => part.column(),
        }
    }
}

impl Index {
    fn of(parts: Vec<IndexPart>) -> Self {
        Index { name: ItemName::Unnamed, parts, unique: false, filter: None, ddl_if: None, attached: Attachments::default() }
    }

    /// Over columns, by name.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("hall", Integer)).column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &Index::new(["hall", "number"])), &Ansi)?.text(),
    ///     "CREATE INDEX ix_seat_hall_number ON seat (hall, number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(columns: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        Index::of(columns.into_iter().map(|name| IndexPart::Column(name.into())).collect())
    }

    /// Over expressions and columns, which may have a direction.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("name", Varchar(9)));
    /// let index = Index::on((func::lower(Column::<String>::of("seat", "name")), seat.c("name").desc())).name("ix_names");
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &Ansi)?.text(),
    ///     "CREATE INDEX ix_names ON seat (lower(name), name DESC)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn on(parts: impl IntoOrder) -> Self {
        let mut orders = Vec::new();
        parts.push_orders(&mut orders);
        Index::of(orders.into_iter().map(IndexPart::Expr).collect())
    }

    /// Names it.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &Index::new(["number"]).name("numbers")), &Ansi)?.text(),
    ///     "CREATE INDEX numbers ON seat (number)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.name = ItemName::Given(name.into());
        self
    }

    /// UNIQUE.
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
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// WHERE: only rows that meet the condition are in it.
    ///
    /// ```
    /// use alchemy_core::{CreateIndex, DdlStatement, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let index = Index::new(["number"]).filter("number > 0");
    /// assert_eq!(
    ///     DdlStatement::of(&CreateIndex::new(&seat, &index), &Ansi)?.text(),
    ///     "CREATE INDEX ix_seat_number ON seat (number) WHERE number > 0",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.filter = Some(condition.into_condition());
        self
    }

    /// Only in databases for which the condition holds; elsewhere it is left out.
    ///
    /// ```
    /// use alchemy_core::{DdlIf, Index, dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat").column(Column::new("number", Integer));
    /// let seat = seat.index(Index::new(["number"]).ddl_if(DdlIf::dialects(["postgresql"])));
    /// assert_eq!(seat.create_statements(&Ansi)?.len(), 1);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ddl_if(mut self, condition: DdlIf) -> Self {
        self.ddl_if = Some(condition);
        self
    }

    /// Attaches an option of one database, or a note of the program's own.
    ///
    /// ```
    /// use alchemy_core::{Index, prelude::*};
    /// #[derive(Debug, PartialEq)]
    /// struct Slow;
    /// assert_eq!(Index::new(["number"]).with(Slow).attached.get::<Slow>(), Some(&Slow));
    /// ```
    #[must_use]
    pub fn with(mut self, option: impl Attachment) -> Self {
        self.attached.set(option);
        self
    }

    /// Its columns, as far as it is over columns.
    ///
    /// ```
    /// use alchemy_core::{Index, prelude::*};
    /// assert_eq!(Index::new(["hall", "number"]).columns().count(), 2);
    /// ```
    pub fn columns(&self) -> impl Iterator<Item = &Name> {
        self.parts.iter().filter_map(IndexPart::column)
    }

    /// The columns after which it is named: those of expressions as well, each once.
    pub(crate) fn named_columns(&self) -> Vec<Name> {
        let mut columns: Vec<Name> = Vec::new();
        for part in &self.parts {
            match part {
                IndexPart::Column(name) => columns.push(name.clone()),
                IndexPart::Expr(order) => order.operand.columns(&mut |column| {
                    if !columns.contains(&column.name) {
                        columns.push(column.name.clone());
                    }
                }),
            }
        }
        columns
    }
}
