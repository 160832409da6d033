//! From a statement to SQL text and bound values.

mod key;
mod renderer;
mod scope;

use std::sync::Arc;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::value::Value;

pub use key::{Key, Keyed};
pub use renderer::Renderer;
pub use scope::Place;
pub(crate) use scope::Scope;

/// What can write itself as SQL.
pub trait Render {
    /// Writes it.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn render(&self, r: &mut Renderer<'_>) -> Result<()>;
}

/// A statement as text, with the values bound to it.
#[derive(Debug, Clone)]
pub struct Compiled {
    text: Arc<str>,
    params: Vec<Value>,
    /// Where each value lay when it was bound; see [`Key`].
    pub(crate) addresses: Option<Vec<usize>>,
}

impl PartialEq for Compiled {
    fn eq(&self, other: &Compiled) -> bool {
        self.text == other.text && self.params == other.params
    }
}

impl Compiled {
    /// Writes a statement in a dialect.
    pub fn of(statement: &dyn Render, dialect: &dyn Dialect) -> Result<Compiled> {
        let mut renderer = Renderer::new(dialect);
        statement.render(&mut renderer)?;
        let addresses = renderer.take_addresses();
        let (text, params) = renderer.finish();
        Ok(Compiled { text, params, addresses })
    }

    /// A text of the program's own, with its values.
    pub fn from_parts(text: Arc<str>, params: Vec<Value>) -> Compiled {
        Compiled { text, params, addresses: None }
    }

    /// The SQL text, with the dialect's placeholders.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// The bound values, in the order of their placeholders.
    pub fn params(&self) -> &[Value] {
        &self.params
    }

    /// Text and values, taken apart.
    pub fn into_parts(self) -> (Arc<str>, Vec<Value>) {
        (self.text, self.params)
    }
}
