//! `SelectNode`: a SELECT, erased, and the order of its clauses.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Place, Render, Renderer, Scope};
use crate::dialect::{Dialect, GroupingSpelling};
use crate::error::Result;
use crate::row::LoadPlan;
use crate::sql::select::Correlation;
use crate::sql::select::from::Chain;
use crate::sql::{
    ExtensionPoint, Extra, Join, Kept, Limit, Node, Order, Prepared, Projection, Source, named_windows, window_clause,
};

/// A SELECT, erased.
#[derive(Debug, Clone, Default)]
pub struct SelectNode {
    /// What it gives.
    pub projection: Projection,
    /// What it selects from besides what its columns name.
    pub from: Vec<Source>,
    /// Joins, in order.
    pub joins: Vec<Join>,
    /// WHERE.
    pub filter: Option<Node>,
    /// GROUP BY.
    pub group_by: Vec<Node>,
    /// HAVING.
    pub having: Option<Node>,
    /// ORDER BY.
    pub order_by: Vec<Order>,
    /// LIMIT and OFFSET.
    pub limit: Limit,
    /// DISTINCT.
    pub distinct: bool,
    /// Which sources are left to the statements around it.
    pub correlation: Correlation,
    /// The clauses that few SELECTs have.
    pub extra: Option<Box<Extra>>,
    /// Loader options.
    pub loading: Option<Arc<dyn LoadPlan>>,
    /// What it was compiled to last; a changed copy starts without.
    pub(super) kept: Kept,
}

impl SelectNode {
    /// Whether it locks the rows that it gives.
    pub(super) fn is_locking(&self) -> bool {
        self.extra.as_ref().is_some_and(|extra| extra.lock.is_some())
    }
}

impl Keyed for SelectNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Every field by name: one that is forgotten would make two different statements one.
        let SelectNode {
            projection,
            from,
            joins,
            filter,
            group_by,
            having,
            order_by,
            limit,
            distinct,
            correlation,
            extra,
            loading,
            kept: _,
        } = self;
        if loading.is_some() {
            return key.refuse();
        }
        if self.is_grouped() {
            key.by_identity();
        }
        projection.key(key);
        from.key(key);
        joins.key(key);
        filter.key(key);
        group_by.key(key);
        having.key(key);
        order_by.key(key);
        order_by.iter().for_each(|order| key.tag(order.is_another(projection).into()));
        limit.key(key);
        key.plain(distinct);
        correlation.key(key);
        extra.key(key);
    }
}

impl SelectNode {
    /// Whether it groups its rows, or gives each once: then the same expression stands in several of its clauses.
    fn is_grouped(&self) -> bool {
        let distinct_on = self.extra.as_ref().is_some_and(|extra| !extra.distinct_on.is_empty());
        self.distinct || distinct_on || !self.group_by.is_empty()
    }

    fn render_body(&self, r: &mut Renderer<'_>, chains: &[Chain<'_>], place: Place) -> Result<()> {
        let extra = self.extra.as_deref();
        for cte in extra.iter().flat_map(|extra| &extra.ctes) {
            r.need_cte(cte)?;
        }
        let group = self.is_grouped().then(|| r.next_group());
        r.in_group(group, |r| self.render_columns(r, place))?;
        if !chains.is_empty() {
            r.word("FROM");
            r.list(chains, |r, chain| chain.render(r))?;
        }
        if let Some(filter) = &self.filter {
            if chains.is_empty() {
                r.word(r.features().empty_from);
            }
            r.word("WHERE");
            filter.render_condition(r, 0)?;
        }
        r.in_group(group, |r| self.render_groups(r))?;
        r.dialect().limit(r, &self.limit)?;
        let Some(extra) = extra else { return Ok(()) };
        if let Some(lock) = &extra.lock {
            r.dialect().lock(r, lock)?;
        }
        self.render_extensions(r, ExtensionPoint::PostBody)?;
        extra.hints.iter().chain(&extra.suffixes).for_each(|text| text.render(r));
        Ok(())
    }

    /// SELECT and what it gives.
    fn render_columns(&self, r: &mut Renderer<'_>, place: Place) -> Result<()> {
        r.word("SELECT");
        self.extra.iter().flat_map(|extra| &extra.prefixes).for_each(|prefix| prefix.render(r));
        self.render_extensions(r, ExtensionPoint::PostSelect)?;
        self.render_distinct(r)?;
        self.render_extensions(r, ExtensionPoint::PreColumns)?;
        self.projection.render(r, place)
    }

    /// GROUP BY, HAVING, WINDOW and ORDER BY.
    fn render_groups(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !self.group_by.is_empty() {
            r.word("GROUP BY");
            if let GroupingSpelling::WithRollup { ordered } = r.features().combining.grouping
                && self.group_by.iter().any(|node| matches!(node, Node::Grouping(_)))
            {
                if self.group_by.len() > 1 {
                    return Err(r.unsupported("ROLLUP over some of the columns"));
                }
                if !ordered && !self.order_by.is_empty() {
                    return Err(r.unsupported("ROLLUP with ORDER BY; order a subquery"));
                }
            }
            r.list(&self.group_by, |r, node| node.render_in_clause(r, &self.projection))?;
        }
        if let Some(having) = &self.having {
            r.word("HAVING");
            having.render_condition(r, 0)?;
        }
        window_clause(r)?;
        self.render_extensions(r, ExtensionPoint::PostCriteria)?;
        if !self.order_by.is_empty() {
            r.word("ORDER BY");
            r.list(&self.order_by, |r, order| order.render_in_select(r, &self.projection))?;
        }
        Ok(())
    }

    /// The text for a dialect, with what execution needs.
    pub(super) fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        match &self.loading {
            Some(plan) => {
                let (widened, reader) = plan.widen(self)?;
                Prepared::of_rows(&widened, dialect, Some(reader))
            }
            None => Prepared::of_rows(self, dialect, None),
        }
    }
}

impl Render for SelectNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let place = r.take_place();
        let chains = self.chains(&r.scopes, place)?;
        let mut sources = Vec::with_capacity(chains.len() + self.joins.len());
        chains.iter().for_each(|chain| chain.leaves(&mut |leaf| sources.push(leaf.clone())));
        let hints = self.extra.as_ref().map(|extra| extra.table_hints.clone()).unwrap_or_default();
        let renamed = r.renamed(&sources, place);
        r.scopes.push(Scope { sources, hints, renamed });
        let windows = std::mem::replace(&mut r.windows, named_windows(&self.projection, &self.order_by));
        let result = r.with_inner_ctes(|r| r.qualified(|r| self.render_body(r, &chains, place)));
        r.windows = windows;
        r.scopes.pop();
        result
    }
}
