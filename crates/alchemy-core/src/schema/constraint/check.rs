//! CHECK.

use crate::schema::{ConstraintBuilder, ConstraintOptions, Name};
use crate::sql::{Column, Expr, IntoExpr, LikePattern, Node, Raw};

/// CHECK: a condition that every row meets.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, Check, ConstraintBuilder as _, CreateTable, DdlStatement};
/// let t = Table::new("t").column(Column::new("a", Integer));
/// let positive = Check::new(t.c("a").gt(0)).name("ck_a");
/// let t = t.check(positive).check(Check::new("a < 100"));
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&t), &Ansi)?.text(),
///     "CREATE TABLE t (a INTEGER, CONSTRAINT ck_a CHECK (a > 0), CHECK (a < 100))",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Check {
    /// The condition.
    pub condition: Node,
    /// What else it says.
    pub options: ConstraintOptions,
}

impl Check {
    /// An expression, or a condition in SQL text; the text comes from the program, never from users.
    ///
    /// ```
    /// use alchemy_core::{Check, CreateTable, DdlStatement, dialect::Ansi, prelude::*};
    /// let number = Column::<i64>::of("seat", "number");
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).check(Check::new(number.gt(0)));
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
    ///     "CREATE TABLE seat (number INTEGER, CHECK (number > 0))",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(condition: impl IntoCondition) -> Self {
        Check { condition: condition.into_condition(), options: ConstraintOptions::default() }
    }
}

impl ConstraintBuilder for Check {
    fn options_mut(&mut self) -> &mut ConstraintOptions {
        &mut self.options
    }
}

/// A condition in a schema: an expression, or SQL text of the program's own.
///
/// ```
/// use alchemy_core::{Check, CreateTable, DdlStatement, dialect::Ansi, prelude::*};
/// let number = Column::new("number", Integer);
/// let (as_text, as_expression) = (Check::new("number > 0"), Check::new(literal_column::<i32>("number").lt(100)));
/// let seat = Table::new("seat").column(number).check(as_text).check(as_expression);
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&seat), &Ansi)?.text(),
///     "CREATE TABLE seat (number INTEGER, CHECK (number > 0), CHECK (number < 100))",
/// );
/// # Ok::<(), Error>(())
/// ```
pub trait IntoCondition {
    /// The expression.
    fn into_condition(self) -> Node;
}

impl IntoCondition for &str {
    fn into_condition(self) -> Node {
        Raw(self.into()).into()
    }
}

impl IntoCondition for String {
    fn into_condition(self) -> Node {
        Raw(self.into()).into()
    }
}

impl IntoCondition for Name {
    fn into_condition(self) -> Node {
        Raw(self).into()
    }
}

impl IntoCondition for Node {
    fn into_condition(self) -> Node {
        self
    }
}

impl<T> IntoCondition for Expr<T> {
    fn into_condition(self) -> Node {
        self.into_node()
    }
}

impl<T> IntoCondition for Column<T> {
    fn into_condition(self) -> Node {
        self.to_node()
    }
}

impl IntoCondition for LikePattern {
    fn into_condition(self) -> Node {
        self.into_expr().into_node()
    }
}
