//! TRUE and FALSE as values in the text.

use crate::compile::{Key, Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node};
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
