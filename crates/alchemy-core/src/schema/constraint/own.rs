//! Constraints that only some databases have.

use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::Renderer;
use crate::error::Result;
use crate::schema::ConstraintOptions;

/// A constraint that only some databases have; their crates define it.
///
/// ```
/// use alchemy_core::{ConstraintOptions, CreateTable, DdlStatement, Renderer, TableConstraint, dialect::Ansi, prelude::*};
/// #[derive(Debug, Default)]
/// struct Period(ConstraintOptions);
/// impl TableConstraint for Period {
///     fn options(&self) -> &ConstraintOptions {
///         &self.0
///     }
///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
///         r.word("PERIOD FOR SYSTEM_TIME (begins, ends)");
///         Ok(())
///     }
/// }
/// let rate = Table::new("rate").column(Column::new("begins", Integer)).column(Column::new("ends", Integer));
/// let rate = rate.constraint(Period::default());
/// assert_eq!(
///     DdlStatement::of(&CreateTable::new(&rate), &Ansi)?.text(),
///     "CREATE TABLE rate (begins INTEGER, ends INTEGER, PERIOD FOR SYSTEM_TIME (begins, ends))",
/// );
/// # Ok::<(), Error>(())
/// ```
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
    ///
    /// ```
    /// use alchemy_core::{Constraint, ConstraintOptions, Renderer, Result, TableConstraint};
    /// # #[derive(Debug, Default)]
    /// # struct Period(ConstraintOptions);
    /// # impl TableConstraint for Period {
    /// #     fn options(&self) -> &ConstraintOptions {
    /// #         &self.0
    /// #     }
    /// #     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    /// #         r.word("PERIOD FOR SYSTEM_TIME (begins, ends)");
    /// #         Ok(())
    /// #     }
    /// # }
    /// let Constraint::Own(own) = Constraint::from(Period::default()) else { unreachable!() };
    /// assert_eq!(own.get().options().deferrable, None);
    /// ```
    pub fn get(&self) -> &dyn TableConstraint {
        &*self.0
    }
}
