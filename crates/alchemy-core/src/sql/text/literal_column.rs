//! Typed parts of statements in SQL text, and values in the text.

use crate::schema::Name;
use crate::sql::{Expr, Inline, IntoExpr, Node, Raw};
use crate::types::SqlValue;

/// An expression in SQL text, of a type. The text is taken as it is: it must be the program's own.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let stmt = select(literal_column::<i64>("1 + 1").label("two"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT 1 + 1 AS two");
/// # Ok::<(), Error>(())
/// ```
pub fn literal_column<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(Name::from(sql)))
}

/// A value that is written into the text instead of being bound, as a literal that is safe to execute.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select(users::id).filter(users::name.eq(inline("O'Hara")));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT user_account.id FROM user_account WHERE user_account.name = 'O''Hara'");
/// # Ok::<(), Error>(())
/// ```
pub fn inline<E: IntoExpr<Value: SqlValue>>(value: E) -> Expr<E::Value> {
    match value.into_expr().into_node() {
        Node::Bind(value) => Expr::from_node(Inline(value)),
        other => Expr::from_node(other),
    }
}
