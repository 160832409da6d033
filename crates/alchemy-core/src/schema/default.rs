//! What a column gets that a statement does not mention, filled in by the program rather than by the database.

use std::fmt;
use std::sync::Arc;

use crate::schema::Name;
use crate::sql::Node;
use crate::types::SqlValue;
use crate::value::Value;

/// A default of the program's own: an expression or value that is put into the statement, or a function that is called for
/// each row.
#[derive(Clone)]
pub enum ColumnDefault {
    /// A value, or an SQL expression.
    Expr(Node),
    /// A function that is called when the statement is compiled, once for each row.
    Call(Arc<dyn Fn() -> Value + Send + Sync>),
    /// The same, of a function that sees what the statement gives to the row's other columns.
    OfRow(Arc<dyn Fn(&GivenValues<'_>) -> Value + Send + Sync>),
}

/// What a statement gives to the columns of a row, for a default that follows from it: see
/// [`ColumnDef::default_of_row`](crate::ColumnDef::default_of_row).
pub struct GivenValues<'r> {
    value_of: &'r dyn Fn(&str) -> Option<&'r Node>,
}

impl<'r> GivenValues<'r> {
    pub(crate) fn new(value_of: &'r dyn Fn(&str) -> Option<&'r Node>) -> Self {
        GivenValues { value_of }
    }

    /// The value of a column. `None` where the statement does not mention the column, or gives it an expression that only the
    /// database can evaluate, and for a value of another type.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let seat = Table::new("seat")
    ///     .column(Column::new("number", Integer))
    ///     .column(Column::new("code", Integer).default_of_row(|row| row.get::<i32>("number").map_or(0, |number| number * 10)));
    /// let stmt = seat.insert().values(seat.c("number").to(4));
    /// let compiled = stmt.compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "INSERT INTO seat (number, code) VALUES (?, ?)");
    /// assert_eq!(compiled.params(), [Value::Int(4), Value::Int(40)]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn get<T: SqlValue>(&self, column: &str) -> Option<T> {
        match (self.value_of)(column)? {
            Node::Bind(value) => T::from_value(value.as_ref()).ok(),
            _ => None,
        }
    }
}

impl fmt::Debug for GivenValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GivenValues")
    }
}

impl ColumnDefault {
    /// Whether it is the next number of a sequence. Where there are no sequences, such a column is left to the database.
    ///
    /// ```
    /// use alchemy_core::{Sequence, prelude::*};
    /// let id = Column::new("id", Integer).default(Sequence::new("number").next_value());
    /// assert!(id.default.is_some_and(|default| default.is_next_value()));
    /// ```
    pub fn is_next_value(&self) -> bool {
        match self {
            ColumnDefault::Expr(Node::NextValue(_)) => true,
            ColumnDefault::Expr(Node::Function(call)) => matches!(call.arguments.as_slice(), [Node::NextValue(_)]),
            ColumnDefault::Expr(_) | ColumnDefault::Call(_) | ColumnDefault::OfRow(_) => false,
        }
    }

    /// The expression for one row, of which `value_of` tells what its columns are given.
    pub(crate) fn node<'r>(&self, value_of: &'r dyn Fn(&str) -> Option<&'r Node>) -> Node {
        match self {
            ColumnDefault::Expr(node) => node.clone(),
            ColumnDefault::Call(call) => Node::Bind(call()),
            ColumnDefault::OfRow(call) => Node::Bind(call(&GivenValues::new(value_of))),
        }
    }

    /// Whether it follows from the row's other values.
    pub(crate) fn is_of_row(&self) -> bool {
        matches!(self, ColumnDefault::OfRow(_))
    }
}

/// The value among pairs of columns and values.
pub(crate) fn among<'r>(pairs: &'r [(Name, Node)], column: &str) -> Option<&'r Node> {
    pairs.iter().find(|(name, _)| **name == *column).map(|(_, node)| node)
}

impl fmt::Debug for ColumnDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnDefault::Expr(node) => node.fmt(f),
            ColumnDefault::Call(_) | ColumnDefault::OfRow(_) => f.write_str("a function"),
        }
    }
}
