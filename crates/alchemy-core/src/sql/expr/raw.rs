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
        if is_word(&self.0) { NamedAfter::Itself(&self.0) } else { NamedAfter::Nothing }
    }

    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.0.key(key);
    }
}

/// Whether a text is a name and nothing else.
fn is_word(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    plain && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
}

impl Render for Raw {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(&self.0);
        Ok(())
    }
}
