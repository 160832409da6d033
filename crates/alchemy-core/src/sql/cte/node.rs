//! What a common table expression defines.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Place, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, NameBase, RowSource, Verbatim};

/// Whether the rows are made once, for all who use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Materialized {
    /// Once.
    Yes,
    /// As part of each statement that uses them.
    No,
}

/// `name AS (SELECT …)`.
#[derive(Debug, Clone)]
pub struct CteNode {
    /// Its name.
    pub alias: AliasId,
    /// What gives the rows.
    pub rows: Arc<dyn RowSource>,
    /// Whether it selects from itself.
    pub recursive: bool,
    /// Whether it stands before the innermost SELECT that uses it, not before the whole statement.
    pub nested: bool,
    /// Whether its rows are made once.
    pub materialized: Option<Materialized>,
    /// Words of the program's own before the rows.
    pub prefixes: Vec<Verbatim>,
    /// Words of the program's own behind the rows: SEARCH and CYCLE.
    pub suffixes: Vec<Verbatim>,
    /// The columns whose names the statement chooses, as in a derived table.
    pub(crate) chosen: Vec<(Name, NameBase)>,
}

impl Keyed for CteNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // The chosen names follow from the rows.
        let CteNode { alias, rows, recursive, nested, materialized, prefixes, suffixes, chosen: _ } = self;
        key.once(alias.id as usize, |key| alias.key(key));
        rows.key(key);
        key.plain(&(recursive, nested));
        key.plain(materialized);
        prefixes.key(key);
        suffixes.key(key);
    }
}

impl CteNode {
    pub(crate) fn new(alias: AliasId, rows: Arc<dyn RowSource>, recursive: bool) -> Self {
        let chosen = rows.projection().map(|projection| projection.chosen_names()).unwrap_or_default();
        let (materialized, prefixes, suffixes) = (None, Vec::new(), Vec::new());
        CteNode { alias, rows, recursive, nested: false, materialized, prefixes, suffixes, chosen }
    }

    /// The names of its columns, by which it is referred to.
    pub(super) fn columns(&self) -> Vec<Option<Name>> {
        match self.rows.projection() {
            Some(projection) => projection.names(),
            None => self.rows.column_names().iter().cloned().map(Some).collect(),
        }
    }

    /// The number under which the names that the statement chooses are kept.
    pub(super) fn number(&self) -> usize {
        self.alias.id as usize
    }

    /// Writes it as WITH does.
    pub(crate) fn define(&self, r: &mut Renderer<'_>, name: &Name) -> Result<()> {
        if self.rows.writes() && !r.features().combining.cte_writes {
            return Err(r.unsupported("a common table expression that writes"));
        }
        r.free_name(name)?;
        self.define_columns(r)?;
        r.word("AS");
        if let (Some(materialized), true) = (self.materialized, r.features().combining.cte_materialized) {
            r.word(if materialized == Materialized::Yes { "MATERIALIZED" } else { "NOT MATERIALIZED" });
        }
        self.prefixes.iter().for_each(|prefix| prefix.render(r));
        r.parens(|r| r.apart(Place::Derived(self.number()), |r| self.rows.render(r)))?;
        self.suffixes.iter().for_each(|suffix| suffix.render(r));
        Ok(())
    }

    /// The names of the columns, where the rows do not tell them, or tell them of their first part only.
    fn define_columns(&self, r: &mut Renderer<'_>) -> Result<()> {
        let own = self.rows.column_names();
        if !own.is_empty() {
            r.glue("(");
            r.list(own, |r, name| r.free_name(name))?;
            r.glue(")");
        } else if self.recursive && self.rows.projection().is_some() {
            r.glue("(");
            r.list(self.columns().iter().flatten(), |r, name| {
                let base = self.chosen.iter().find(|(known, _)| known == name).map(|(_, base)| base);
                match base {
                    Some(base) => {
                        let chosen = r.chosen_name(self.number(), name, base);
                        r.free_name(&chosen)
                    }
                    None => r.free_name(name),
                }
            })?;
            r.glue(")");
        }
        Ok(())
    }
}
