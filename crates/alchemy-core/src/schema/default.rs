//! What a column gets that a statement does not mention, filled in by the program rather than by the database.

use std::fmt;
use std::sync::Arc;

use crate::sql::Node;
use crate::value::Value;

/// A default of the program's own: an expression or value that is put into the statement, or a function that is called for
/// each row.
#[derive(Clone)]
pub enum ColumnDefault {
    /// A value, or an SQL expression.
    Expr(Node),
    /// A function that is called when the statement is compiled, once for each row.
    Call(Arc<dyn Fn() -> Value + Send + Sync>),
}

impl ColumnDefault {
    /// Whether it is the next number of a sequence. Where there are no sequences, such a column is left to the database.
    pub fn is_next_value(&self) -> bool {
        match self {
            ColumnDefault::Expr(Node::NextValue(_)) => true,
            ColumnDefault::Expr(Node::Function(call)) => matches!(call.arguments.as_slice(), [Node::NextValue(_)]),
            ColumnDefault::Expr(_) | ColumnDefault::Call(_) => false,
        }
    }

    /// The expression for one row.
    pub(crate) fn node(&self) -> Node {
        match self {
            ColumnDefault::Expr(node) => node.clone(),
            ColumnDefault::Call(call) => Node::Bind(call()),
        }
    }
}

impl fmt::Debug for ColumnDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColumnDefault::Expr(node) => node.fmt(f),
            ColumnDefault::Call(_) => f.write_str("a function"),
        }
    }
}
