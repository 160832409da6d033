//! Which tables the SELECTs around a place already have in their FROM.

use crate::compile::Renderer;
use crate::schema::Name;
use crate::sql::{Source, Verbatim};

/// The FROM list of one SELECT.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The sources that it selects from.
    pub(crate) sources: Vec<Source>,
    /// What is hinted about them.
    pub(crate) hints: Vec<(Source, Verbatim)>,
    /// Those that get another name, as their own stands for a table of another schema.
    pub(crate) renamed: Vec<(Source, Name)>,
}

impl Scope {
    /// A statement's own tables.
    pub(crate) fn of(sources: Vec<Source>) -> Self {
        Scope { sources, ..Scope::default() }
    }

    pub(crate) fn has(&self, source: &Source) -> bool {
        self.sources.contains(source)
    }
}

/// The name of a table without an alias, and its schema.
fn table_of(source: &Source) -> Option<(&Name, Option<&Name>)> {
    match source {
        Source::Table { table, alias: None } => Some((table.name(), table.schema())),
        _ => None,
    }
}

impl Renderer<'_> {
    /// Names for the tables of a statement that would be taken for a table of the same name in another schema, which the
    /// statement has, too, or sees from inside of another. Those of no stated schema give way, unless they are written already.
    pub(crate) fn renamed(&mut self, sources: &[Source], place: Place) -> Vec<(Source, Name)> {
        if sources.len() < 2 && self.scopes.is_empty() {
            return Vec::new();
        }
        // What stands in FROM does not see what is beside it.
        let seen = match place {
            Place::Derived(_) => self.scopes.len().saturating_sub(1),
            Place::Embedded | Place::Lateral(_) => self.scopes.len(),
        };
        let around = || self.scopes[..seen].iter().flat_map(|scope| &scope.sources);
        let gives_way = |source: &&Source| {
            let Some((name, schema)) = table_of(source) else { return false };
            let of_name = |other: &&Source| table_of(other).is_some_and(|(known, _)| known == name) && other != source;
            match schema {
                None => sources.iter().chain(around()).any(|other| of_name(&other)),
                Some(_) => around().any(|other| of_name(&other) && self.new_name(other).is_none()),
            }
        };
        let bases: Vec<(Source, Name)> =
            sources.iter().filter(gives_way).filter_map(|source| Some((source.clone(), table_of(source)?.0.clone()))).collect();
        bases.into_iter().map(|(source, base)| (source, self.fresh_name(&base))).collect()
    }

    /// Names for the tables that an UPDATE or DELETE looks at, which would be taken for its target.
    pub(crate) fn renamed_beside(&mut self, target: &Source, others: &[Source]) -> Vec<(Source, Name)> {
        let Some((name, _)) = table_of(target) else { return Vec::new() };
        let mut same = Vec::new();
        others.iter().for_each(|source| {
            source.leaves(&mut |leaf| {
                if leaf != target && table_of(leaf).is_some_and(|(known, _)| known == name) {
                    same.push(leaf.clone());
                }
            });
        });
        same.into_iter().map(|source| (source, self.fresh_name(name))).collect()
    }

    /// The name that a table got in place of its own.
    pub(crate) fn new_name(&self, source: &Source) -> Option<Name> {
        if self.scopes.iter().all(|scope| scope.renamed.is_empty()) {
            return None;
        }
        let scope = self.scopes.iter().rev().find(|scope| scope.has(source))?;
        scope.renamed.iter().find(|(known, _)| known == source).map(|(_, name)| name.clone())
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
