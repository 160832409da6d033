//! ORDER BY.

use crate::sql::{IntoOrder, Select};

impl<R> Select<R> {
    /// ORDER BY; several are put one behind the other.
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|select| order.push_orders(&mut select.order_by))
    }
}
