//! `.options(…)`: loader options on a SELECT.

use std::sync::Arc;

use alchemy_core::{LoadPlan, Select};

use crate::load::{LoaderOptions, OptionSet};

/// Statements that take loader options.
pub trait Options<R>: Sized {
    /// Adds loader options: one, a tuple or a `Vec`.
    #[must_use]
    fn options(self, options: impl LoaderOptions<R>) -> Self;
}

impl<R> Options<R> for Select<R> {
    fn options(self, options: impl LoaderOptions<R>) -> Self {
        self.edit(|select| {
            let known: Option<&dyn std::any::Any> = select.loading.as_deref().map(|plan| plan as &dyn std::any::Any);
            let mut set = known.and_then(|plan| plan.downcast_ref::<OptionSet>()).cloned().unwrap_or_default();
            options.push_options(&mut set);
            let plan: Arc<dyn LoadPlan> = Arc::new(set);
            select.loading = Some(plan);
        })
    }
}
