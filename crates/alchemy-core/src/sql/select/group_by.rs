//! GROUP BY.

use crate::sql::{IntoGroup, Select};

impl<R> Select<R> {
    /// GROUP BY; several are put one behind the other.
    #[must_use]
    pub fn group_by(self, columns: impl IntoGroup) -> Self {
        self.edit(|select| columns.push_group(&mut select.group_by))
    }
}
