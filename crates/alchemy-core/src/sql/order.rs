//! ORDER BY.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::Node;

/// Where NULLs stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

/// One term of ORDER BY.
#[derive(Debug, Clone)]
pub struct Order {
    /// By what.
    pub operand: Node,
    /// Downwards; `None` leaves the word out, which is upwards.
    pub descending: Option<bool>,
    /// Where NULLs stand.
    pub nulls: Option<NullsOrder>,
}

impl Order {
    /// By an expression, upwards without saying so.
    pub fn by(operand: Node) -> Self {
        Order { operand, descending: None, nulls: None }
    }

    /// NULLs before all values.
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.nulls = Some(NullsOrder::First);
        self
    }

    /// NULLs after all values.
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.nulls = Some(NullsOrder::Last);
        self
    }
}

impl Render for Order {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match &self.operand {
            // A label stands for what it names.
            Node::Label(label) => r.name(&label.name)?,
            operand => operand.render(r)?,
        }
        match self.descending {
            Some(true) => r.word("DESC"),
            Some(false) => r.word("ASC"),
            None => {}
        }
        match self.nulls {
            None => Ok(()),
            Some(_) if !r.features().null_ordering => Err(r.unsupported("NULLS FIRST or NULLS LAST")),
            Some(nulls) => {
                r.word(if nulls == NullsOrder::First { "NULLS FIRST" } else { "NULLS LAST" });
                Ok(())
            }
        }
    }
}
