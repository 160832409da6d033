//! Which tables the SELECTs around a place already have in their FROM.

use crate::sql::Source;

/// The FROM list of one SELECT.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The sources that it selects from.
    pub(crate) sources: Vec<Source>,
}

impl Scope {
    pub(crate) fn has(&self, source: &Source) -> bool {
        self.sources.contains(source)
    }
}
