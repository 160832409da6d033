//! TRUE and FALSE as values in the text.

use crate::compile::{Key, Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Expr, Inline, Node};
use crate::types::SqlValue;
use crate::value::Value;

/// A truth value that is part of the text: `p = true`. Of two texts, each can be planned for its own rows.
#[derive(Debug, Clone, Copy)]
pub struct Truth(pub bool);

impl Construct for Truth {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.plain(&self.0);
    }
}

impl Render for Truth {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().literal(r, &Value::Bool(self.0))
    }
}

/// NULL and truth values that are compared with become part of the text: what the database plans depends on them.
pub(crate) fn constant(node: Node) -> Node {
    match node {
        Node::Bind(Value::Null) => Inline(Value::Null).into(),
        Node::Bind(Value::Bool(value)) => Truth(value).into(),
        other => other,
    }
}

/// TRUE, in the text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, true_};
/// # table! { pub bits ("bits") { x: i32 } }
/// assert_eq!(select(bits::x).filter(true_()).compile(&Ansi)?.text(), "SELECT bits.x FROM bits WHERE true");
/// # Ok::<(), Error>(())
/// ```
pub fn true_() -> Expr<bool> {
    Expr::from_node(Truth(true))
}

/// FALSE, in the text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, false_, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(book::id).filter(false_()).compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE false");
/// # Ok::<(), Error>(())
/// ```
pub fn false_() -> Expr<bool> {
    Expr::from_node(Truth(false))
}

/// NULL, in the text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, null, prelude::*};
/// assert_eq!(select(null::<i64>().label("nothing")).compile(&Ansi)?.text(), "SELECT NULL AS nothing");
/// # Ok::<(), Error>(())
/// ```
pub fn null<T: SqlValue<NotNull = T>>() -> Expr<Option<T>> {
    Expr::from_node(Inline(Value::Null))
}
