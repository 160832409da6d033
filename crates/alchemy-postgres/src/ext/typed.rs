//! A bound value with its type: `$1::INTEGER`, where the server could not tell which type is meant.

use std::sync::Arc;

use alchemy_core::{Construct, Key, Node, Render, Renderer, Result, SqlType, Value};

/// A bound value with its type written behind it.
#[derive(Debug, Clone)]
pub struct TypedBind {
    /// The value.
    pub value: Value,
    /// Its type.
    pub sql_type: SqlType,
}

impl Construct for TypedBind {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let TypedBind { value, sql_type } = self;
        key.bind(value);
        key.plain(sql_type);
    }
}

impl Render for TypedBind {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, "`::`")?;
        r.bind(&self.value)?;
        if r.is_literal() && is_plain(&self.value, &self.sql_type) {
            return Ok(());
        }
        r.glue("::");
        r.glue(&r.dialect().column_type(&self.sql_type)?);
        Ok(())
    }
}

/// Whether the value's literal has the type by itself.
fn is_plain(value: &Value, sql_type: &SqlType) -> bool {
    match (value, sql_type) {
        // The least of them is read as the negation of a number that is wider.
        (Value::Int(number), SqlType::Integer) => i32::try_from(*number).is_ok_and(|number| number != i32::MIN),
        (Value::Bool(_), SqlType::Boolean) => true,
        _ => false,
    }
}

/// A node; a bound value states its type.
pub(super) fn with_type(node: Node, sql_type: SqlType) -> Node {
    match node {
        Node::Bind(value) if !value.is_null() => Node::Extension(Arc::new(TypedBind { value, sql_type })),
        other => other,
    }
}
