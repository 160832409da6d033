//! Constraints that only some databases have.

use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::Renderer;
use crate::error::Result;
use crate::schema::ConstraintOptions;

/// A constraint that only some databases have; their crates define it.
pub trait TableConstraint: Debug + Send + Sync + 'static {
    /// Its name, when it is enforced, what is attached to it.
    fn options(&self) -> &ConstraintOptions;

    /// Writes what stands between its name and when it is enforced.
    ///
    /// # Errors
    /// `Unsupported` in a dialect that does not have it.
    fn render(&self, r: &mut Renderer<'_>) -> Result<()>;
}

/// A [`TableConstraint`] in a table.
#[derive(Debug, Clone)]
pub struct OwnConstraint(pub(crate) Arc<dyn TableConstraint>);

impl OwnConstraint {
    /// The constraint.
    pub fn get(&self) -> &dyn TableConstraint {
        &*self.0
    }
}
