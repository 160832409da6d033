//! LIMIT and OFFSET. The dialect writes them.

use crate::sql::Node;

/// How many rows, and from where.
#[derive(Debug, Clone, Default)]
pub struct Limit {
    /// At most so many rows.
    pub count: Option<Node>,
    /// After so many rows.
    pub offset: Option<Node>,
}
