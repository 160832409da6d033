//! A value that is written into the text.

use crate::compile::{Key, Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};
use crate::value::Value;

/// A value as a literal, where a database takes none that is bound: a separator, a frame's offset.
#[derive(Debug, Clone)]
pub struct Inline(pub Value);

impl Construct for Inline {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    /// It is part of the text, so its value counts and not only its kind.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.plain(&format!("{:?}", self.0));
    }
}

impl Render for Inline {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.dialect().literal(r, &self.0)
    }
}

/// A bound NULL as the word: databases cannot tell its type otherwise.
pub(crate) fn null_written(node: Node) -> Node {
    match node {
        Node::Bind(Value::Null) => Inline(Value::Null).into(),
        other => other,
    }
}
