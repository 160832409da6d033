//! ORDER BY.

use crate::compile::{Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{Node, Projection};

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

impl Keyed for Order {
    crate::key!(operand; descending, nulls);
}

impl Render for Order {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        // AND and OR are put in parentheses before a word that seems to belong to their last part only.
        if self.descending.is_some() {
            self.operand.render_within(r, 3)?
        } else {
            self.operand.render(r)?
        }
        self.direction(r)
    }
}

impl Order {
    /// Writes it as a SELECT has it: a label that is selected stands for what it names.
    pub(crate) fn render_over(&self, r: &mut Renderer<'_>, projection: &Projection) -> Result<()> {
        match &self.operand {
            Node::Label(label) if projection.has_label(&label.name) => {
                r.name(&label.name)?;
                self.direction(r)
            }
            _ => self.render(r),
        }
    }

    fn direction(&self, r: &mut Renderer<'_>) -> Result<()> {
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
