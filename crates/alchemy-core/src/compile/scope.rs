//! Which tables the SELECTs around a place already have in their FROM.

use crate::schema::Name;
use crate::sql::{Source, Verbatim};

/// The FROM list of one SELECT.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The sources that it selects from.
    pub(crate) sources: Vec<Source>,
    /// What is hinted about them.
    pub(crate) hints: Vec<(Source, Verbatim)>,
    /// Tables without a schema that have the name of one in a schema beside them: they get names of their own, since the
    /// database would take either for the other.
    pub(crate) renamed: Vec<Name>,
}

impl Scope {
    /// A statement's own tables.
    pub(crate) fn of(sources: Vec<Source>) -> Self {
        Scope { sources, ..Scope::default() }
    }

    /// What a SELECT selects from.
    pub(crate) fn of_select(sources: Vec<Source>, hints: Vec<(Source, Verbatim)>) -> Self {
        let plain = |source: &Source| match source {
            Source::Table { table, alias: None } => Some((table.name().clone(), table.schema().is_some())),
            _ => None,
        };
        let qualified: Vec<Name> =
            sources.iter().filter_map(plain).filter(|(_, qualified)| *qualified).map(|(name, _)| name).collect();
        let renamed = match qualified.is_empty() {
            true => Vec::new(),
            false => sources
                .iter()
                .filter_map(plain)
                .filter(|(name, own)| !own && qualified.contains(name))
                .map(|(name, _)| name)
                .collect(),
        };
        Scope { sources, hints, renamed }
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
