//! LIMIT and OFFSET. The dialect writes them.

use crate::compile::Keyed;
use crate::sql::{Node, Select};

/// How many rows, and from where.
#[derive(Debug, Clone, Default)]
pub struct Limit {
    /// At most so many rows.
    pub count: Option<Node>,
    /// After so many rows.
    pub offset: Option<Node>,
}

impl Keyed for Limit {
    crate::key!(count, offset);
}

impl<R> Select<R> {
    /// At most `count` rows. The number is bound, so the text stays the same.
    #[must_use]
    pub fn limit(self, count: u64) -> Self {
        self.edit(|select| select.limit.count = Some(Node::Bind(count.into())))
    }

    /// Leaves out the first `count` rows.
    #[must_use]
    pub fn offset(self, count: u64) -> Self {
        self.edit(|select| select.limit.offset = Some(Node::Bind(count.into())))
    }
}
