//! Which tables the SELECTs around a place already have in their FROM.

use crate::sql::{Source, Verbatim};

/// The FROM list of one SELECT.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The sources that it selects from.
    pub(crate) sources: Vec<Source>,
    /// What is hinted about them.
    pub(crate) hints: Vec<(Source, Verbatim)>,
}

impl Scope {
    /// A statement's own tables.
    pub(crate) fn of(sources: Vec<Source>) -> Self {
        Scope { sources, hints: Vec::new() }
    }

    pub(crate) fn has(&self, source: &Source) -> bool {
        self.sources.contains(source)
    }
}

/// Where a SELECT stands in the statement around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// On its own, or as a value or a condition: it sees what is around it.
    #[default]
    Embedded,
    /// In FROM, under the number of what it defines: it does not see what is beside it, and names all of its columns.
    Derived(usize),
    /// The same, seeing what is beside it.
    Lateral(usize),
}

impl Place {
    /// The number of what it defines.
    pub(crate) fn derived(self) -> Option<usize> {
        match self {
            Place::Embedded => None,
            Place::Derived(number) | Place::Lateral(number) => Some(number),
        }
    }
}
