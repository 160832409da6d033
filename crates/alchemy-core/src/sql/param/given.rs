//! Values for parameters.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{IntoExpr, IntoTuple, Node, Parameter};
use crate::types::SqlValue;
use crate::value::Value;

/// A value for a parameter.
#[derive(Debug, Clone)]
pub struct Given {
    name: Name,
    unique: Option<u32>,
    value: Node,
}

impl Given {
    pub(super) fn new(name: Name, unique: Option<u32>, value: impl IntoExpr) -> Self {
        Given { name, unique, value: value.into_expr().into_node() }
    }

    /// A list; an expression in it is refused when its value is asked for.
    pub(super) fn list<E: IntoExpr>(name: Name, unique: Option<u32>, list: impl IntoIterator<Item = E>) -> Self {
        let list = all_values(list.into_iter().map(|item| item.into_expr().into_node()));
        Given { name, unique, value: list.map_or_else(|node| node, |list| Node::Bind(Value::Array(list.into()))) }
    }

    /// A list of row values, likewise.
    pub(super) fn rows<T: IntoTuple>(name: Name, unique: Option<u32>, rows: impl IntoIterator<Item = T>) -> Self {
        let parts = |row: T| match row.into_row() {
            Node::RowValue(row) => all_values(Arc::unwrap_or_clone(row).parts),
            other => Err(other),
        };
        let list: std::result::Result<Vec<Value>, Node> =
            rows.into_iter().map(|row| parts(row).map(|parts| Value::Array(parts.into()))).collect();
        Given { name, unique, value: list.map_or_else(|node| node, |list| Node::Bind(Value::Array(list.into()))) }
    }

    pub(crate) fn is_for(&self, parameter: &Parameter) -> bool {
        self.name == parameter.name && self.unique == parameter.unique
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value.
    ///
    /// # Errors
    /// What refused it; `Programming` for an expression, which has no value here.
    pub(crate) fn value(&self) -> Result<Value> {
        match &self.value {
            Node::Bind(value) => Ok(value.clone()),
            Node::Refused(refused) => Err(refused.0.clone()),
            _ => Err(Error::expression_for_parameter(&self.name)),
        }
    }
}

/// The bound values; the first node that is none.
fn all_values(nodes: impl IntoIterator<Item = Node>) -> std::result::Result<Vec<Value>, Node> {
    let value = |node| match node {
        Node::Bind(value) => Ok(value),
        other => Err(other),
    };
    nodes.into_iter().map(value).collect()
}

/// Values for parameters: `parameter.to(value)`, `("name", value)`, a tuple or a list of these; `()` leaves all to their
/// defaults.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let (least, most) = (param::<i64>("least"), param::<i64>("most"));
/// let stmt = select(book::id).filter(book::pages.between(&least, &most));
/// let dialect: std::sync::Arc<dyn Dialect> = std::sync::Arc::new(Ansi);
/// let prepared = stmt.params((least.to(100), ("most", 300))).prepare(&dialect)?;
/// assert_eq!(&*prepared.text, "SELECT book.id FROM book WHERE book.pages BETWEEN ? AND ?");
/// assert_eq!(&*prepared.params, [Value::Int(100), Value::Int(300)]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no values to parameters",
    note = "give `parameter.to(value)`, `(\"name\", value)`, a tuple, an array or a `Vec` of these"
)]
pub trait IntoGiven {
    /// Adds its values.
    fn push_given(self, given: &mut Vec<Given>);
}

impl IntoGiven for Given {
    fn push_given(self, given: &mut Vec<Given>) {
        given.push(self);
    }
}

impl IntoGiven for () {
    fn push_given(self, _: &mut Vec<Given>) {}
}

impl<V: IntoExpr<Value: SqlValue>> IntoGiven for (&str, V) {
    fn push_given(self, given: &mut Vec<Given>) {
        given.push(Given::new(self.0.into(), None, self.1));
    }
}

impl<G: IntoGiven, const N: usize> IntoGiven for [G; N] {
    fn push_given(self, given: &mut Vec<Given>) {
        self.into_iter().for_each(|value| value.push_given(given));
    }
}

impl<G: IntoGiven> IntoGiven for Vec<G> {
    fn push_given(self, given: &mut Vec<Given>) {
        self.into_iter().for_each(|value| value.push_given(given));
    }
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: IntoGiven),+> IntoGiven for ($($t,)+) {
            fn push_given(self, given: &mut Vec<Given>) {
                $(self.$i.push_given(given);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);
