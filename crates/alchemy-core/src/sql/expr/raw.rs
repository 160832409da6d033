//! Trusted SQL text inside an expression.

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Construct, NamedAfter, Node};

/// SQL text of the program's own, taken as it is: `*`, `CURRENT_TIMESTAMP`.
#[derive(Debug, Clone)]
pub struct Raw(pub Name);

impl Construct for Raw {
    fn naming(&self) -> NamedAfter<'_> {
        NamedAfter::Nothing
    }

    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.0.key(key);
    }
}

impl Render for Raw {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(&self.0);
        Ok(())
    }
}
