//! Types that stand in SQL of their own: a function around each bound value, another around each selected column.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, InItems, Label, NamedAfter, Node, Refused};
use crate::types::{SqlType, SqlValue};
use crate::value::Value;

/// A value bound for a column of the type `T`, in the SQL that the type puts around it.
pub(crate) fn bound<T: SqlValue>(node: Node) -> Node {
    match node {
        Node::Bind(value) if T::WRAPPED && !value.is_null() => T::wrap_bind(Node::Bind(value)),
        other => other,
    }
}

/// A value given to a column of the type `T`: a number of another kind becomes one of that type, or is refused, since a
/// database might round it, or keep what the column cannot be read as.
#[doc(hidden)]
pub fn stored<T: SqlValue>(node: Node) -> Node {
    match node {
        Node::Bind(value @ (Value::Float(_) | Value::Decimal(_))) if is_integer(&T::sql_type()) => {
            match T::from_value(value.as_ref()) {
                Ok(number) => bound::<T>(Node::Bind(number.to_value())),
                Err(error) => Refused(error).into(),
            }
        }
        other => bound::<T>(other),
    }
}

fn is_integer(sql_type: &SqlType) -> bool {
    matches!(sql_type, SqlType::SmallInteger | SqlType::Integer | SqlType::BigInteger | SqlType::UnsignedBigInteger)
}

/// A list of values for a column of the type `T`, each in the SQL that the type puts around it.
pub(crate) fn bound_list<T: SqlValue>(node: Node) -> Node {
    match node {
        Node::InList(list) if T::WRAPPED => {
            let mut list = Arc::unwrap_or_clone(list);
            let items = match list.items {
                InItems::Values(Value::Array(values)) => values.iter().cloned().map(Node::Bind).collect(),
                InItems::Values(value) => vec![Node::Bind(value)],
                InItems::Expressions(items) => items,
            };
            list.items = InItems::Expressions(items.into_iter().map(bound::<T>).collect());
            list.into()
        }
        other => other,
    }
}

/// What is selected of the type `T`, in the SQL that the type puts around it.
#[doc(hidden)]
pub fn selected<T: SqlValue>(node: Node) -> Node {
    match node {
        node if !T::WRAPPED => node,
        Node::Label(label) => {
            let Label { operand, name, anonymous } = (*label).clone();
            Label { operand: selected::<T>(operand), name, anonymous }.into()
        }
        plain => Selected { wrapped: T::wrap_column(plain.clone()), plain, wrap: T::wrap_column }.into(),
    }
}

/// Something selected. The outermost statement gives it in the SQL of its type, every other as it is.
#[derive(Debug, Clone)]
pub struct Selected {
    /// As it is.
    pub plain: Node,
    /// In the SQL of its type.
    pub wrapped: Node,
    /// Puts the SQL of its type around something.
    pub wrap: fn(Node) -> Node,
}

/// A column of a subquery, in the SQL of the type of what the subquery selects there.
pub(crate) fn selected_again(column: Node, inner: &Node) -> Node {
    match inner {
        Node::Label(label) => selected_again(column, &label.operand),
        Node::Selected(inner) => Selected { wrapped: (inner.wrap)(column.clone()), plain: column, wrap: inner.wrap }.into(),
        _ => column,
    }
}

impl Construct for Selected {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Selected { plain, wrapped, wrap: _ } = self;
        plain.key(key);
        wrapped.key(key);
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.plain);
    }

    fn naming(&self) -> NamedAfter<'_> {
        match &self.plain {
            // Not of a bound value, around which its type may write a function.
            Node::Function(call) if call.arguments.iter().any(reads_a_column) => self.plain.naming(),
            plain => NamedAfter::Operand(plain),
        }
    }
}

impl Render for Selected {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if r.is_outermost() { self.wrapped.render(r) } else { self.plain.render(r) }
    }
}

fn reads_a_column(node: &Node) -> bool {
    let mut found = false;
    node.columns(&mut |_| found = true);
    found
}
