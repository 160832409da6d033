//! ORDER BY and LIMIT of an UPDATE or DELETE: which rows, where not all of them are meant.

use crate::compile::{Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::Order;

/// ORDER BY and LIMIT of an UPDATE or DELETE.
#[derive(Debug, Clone, Default)]
pub struct Limited {
    /// In which order rows are taken.
    pub order_by: Vec<Order>,
    /// How many at most.
    pub limit: Option<u64>,
}

impl Keyed for Limited {
    crate::key!(order_by; limit);
}

impl Limited {
    /// Refuses it where it cannot stand.
    pub(super) fn must_be_empty(&self, r: &Renderer<'_>, what: &str) -> Result<()> {
        if self.limit.is_none() && self.order_by.is_empty() { Ok(()) } else { Err(r.unsupported(what)) }
    }

    /// Writes it.
    pub(super) fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.features().write_limit {
            self.must_be_empty(r, "ORDER BY or LIMIT in an UPDATE or DELETE")?;
        }
        if !self.order_by.is_empty() {
            r.word("ORDER BY");
            r.list(&self.order_by, |r, order| order.render(r))?;
        }
        if let Some(limit) = self.limit {
            r.word("LIMIT");
            r.word(&limit.to_string());
        }
        Ok(())
    }
}
