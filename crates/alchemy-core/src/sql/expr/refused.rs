//! What cannot be said at all: the reason is told when the statement is compiled.

use crate::compile::{Render, Renderer};
use crate::error::{Error, Result};
use crate::sql::{Construct, Node};

/// An expression that could not be built, where building cannot fail. Compiling gives its error.
#[derive(Debug, Clone)]
pub struct Refused(pub Error);

impl Construct for Refused {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for Refused {
    fn render(&self, _: &mut Renderer<'_>) -> Result<()> {
        Err(self.0.clone())
    }
}
