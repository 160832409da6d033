//! EXCLUDE.

use alchemy_core::{
    ConstraintBuilder, ConstraintOptions, IntoCondition, IntoExpr, Name, Node, Render, Renderer, Result, TableConstraint,
};

use crate::Dialect;

/// EXCLUDE: no two rows of which all comparisons hold.
///
/// ```
/// use alchemy_core::{prelude::*, CreateTable, DdlStatement};
/// use alchemy_postgres::Exclude;
/// let booking = Table::new("booking").column(Column::new("room", Integer)).column(Column::new("day", Integer));
/// let one = Exclude::new().element(booking.c("room"), "=").element(booking.c("day"), "=");
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&booking.constraint(one)), &alchemy_postgres::Dialect::default())?.text(),
///     "CREATE TABLE booking (room INTEGER, day INTEGER, EXCLUDE USING gist (room WITH =, day WITH =))",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Rendering is `Unsupported` in another dialect.
#[derive(Debug, Clone)]
pub struct Exclude {
    using: Name,
    elements: Vec<Element>,
    filter: Option<Node>,
    options: ConstraintOptions,
}

#[derive(Debug, Clone)]
struct Element {
    operand: Node,
    class: Option<Name>,
    operator: Name,
}

impl Default for Exclude {
    fn default() -> Self {
        Exclude::new()
    }
}

impl Exclude {
    /// Without comparisons yet, by an index of the kind `gist`.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::Exclude;
    /// let booking = Table::new("booking").column(Column::new("room", Integer));
    /// let booking = booking.clone().constraint(Exclude::new().element(booking.c("room"), "="));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&booking), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE booking (room INTEGER, EXCLUDE USING gist (room WITH =))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new() -> Self {
        let using = Name::Static("gist");
        Exclude { using, elements: Vec::new(), filter: None, options: ConstraintOptions::default() }
    }

    /// USING: the kind of index.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::Exclude;
    /// let booking = Table::new("booking").column(Column::new("room", Integer));
    /// let booking = booking.clone().constraint(Exclude::new().using("hash").element(booking.c("room"), "="));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&booking), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE booking (room INTEGER, EXCLUDE USING hash (room WITH =))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn using(mut self, method: impl Into<Name>) -> Self {
        self.using = method.into();
        self
    }

    /// Compares a column or an expression by an operator.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::Exclude;
    /// let booking = Table::new("booking").column(Column::new("room", Integer)).column(Column::new("day", Integer));
    /// let one = Exclude::new().element(booking.c("room"), "=").element(booking.c("day"), "=");
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&booking.constraint(one)), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE booking (room INTEGER, day INTEGER, EXCLUDE USING gist (room WITH =, day WITH =))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn element(mut self, operand: impl IntoExpr, operator: impl Into<Name>) -> Self {
        self.elements.push(Element { operand: operand.into_expr().into_node(), class: None, operator: operator.into() });
        self
    }

    /// The operator class of the element named last.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::Exclude;
    /// let booking = Table::new("booking").column(Column::new("room", Integer));
    /// let one = Exclude::new().element(booking.c("room"), "=").ops("gist_int4_ops");
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&booking.constraint(one)), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE booking (room INTEGER, EXCLUDE USING gist (room gist_int4_ops WITH =))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ops(mut self, class: impl Into<Name>) -> Self {
        if let Some(element) = self.elements.last_mut() {
            element.class = Some(class.into());
        }
        self
    }

    /// WHERE: only rows that meet the condition are compared.
    ///
    /// ```
    /// use alchemy_core::{CreateTable, DdlStatement, prelude::*};
    /// use alchemy_postgres::Exclude;
    /// let booking = Table::new("booking").column(Column::new("room", Integer));
    /// let one = Exclude::new().element(booking.c("room"), "=").filter("room > 0");
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&booking.constraint(one)), &alchemy_postgres::Dialect::default())?.text(),
    ///     "CREATE TABLE booking (room INTEGER, EXCLUDE USING gist (room WITH =) WHERE (room > 0))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.filter = Some(condition.into_condition());
        self
    }
}

impl ConstraintBuilder for Exclude {
    fn options_mut(&mut self) -> &mut ConstraintOptions {
        &mut self.options
    }
}

impl TableConstraint for Exclude {
    fn options(&self) -> &ConstraintOptions {
        &self.options
    }

    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.dialect().dialect_type() != std::any::TypeId::of::<Dialect>() {
            return Err(r.unsupported("EXCLUDE"));
        }
        r.word("EXCLUDE USING");
        r.word(&self.using);
        r.parens(|r| r.list(&self.elements, element))?;
        if let Some(filter) = &self.filter {
            r.word("WHERE");
            r.parens(|r| r.qualified(|r| filter.render(r)))?;
        }
        Ok(())
    }
}

fn element(r: &mut Renderer<'_>, element: &Element) -> Result<()> {
    if matches!(element.operand, Node::Column(_) | Node::Function(_) | Node::Cast(_)) {
        element.operand.render(r)?;
    } else {
        r.parens(|r| element.operand.render(r))?;
    }
    element.class.iter().for_each(|class| r.word(class));
    r.word("WITH");
    r.word(&element.operator);
    Ok(())
}
