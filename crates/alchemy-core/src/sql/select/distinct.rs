//! DISTINCT.

use crate::sql::Select;

impl<R> Select<R> {
    /// DISTINCT: each row once.
    #[must_use]
    pub fn distinct(self) -> Self {
        self.edit(|select| select.distinct = true)
    }
}
