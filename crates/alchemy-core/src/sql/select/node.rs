//! `SelectNode`: a SELECT, erased, and the order of its clauses.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer, Scope};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::LoadPlan;
use crate::sql::select::from::Chain;
use crate::sql::{Join, Kept, Limit, Node, Order, Prepared, Projection, Source};

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
    /// Loader options.
    pub loading: Option<Arc<dyn LoadPlan>>,
    /// What it was compiled to last; a changed copy starts without.
    pub(super) kept: Kept,
}

impl Keyed for SelectNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let SelectNode { projection, from, joins, filter, group_by, having, order_by, limit, distinct, loading, kept: _ } = self;
        if loading.is_some() {
            return key.refuse();
        }
        projection.key(key);
        from.key(key);
        joins.key(key);
        filter.key(key);
        group_by.key(key);
        having.key(key);
        order_by.key(key);
        limit.key(key);
        key.plain(distinct);
    }
}

impl SelectNode {
    fn render_body(&self, r: &mut Renderer<'_>, chains: &[Chain<'_>]) -> Result<()> {
        r.word(if self.distinct { "SELECT DISTINCT" } else { "SELECT" });
        self.projection.render(r)?;
        if !chains.is_empty() {
            r.word("FROM");
            r.list(chains, |r, chain| {
                chain.head.render_definition(r)?;
                chain.joins.iter().try_for_each(|join| join.render(r))
            })?;
        }
        if let Some(filter) = &self.filter {
            r.word("WHERE");
            filter.render_condition(r, 0)?;
        }
        if !self.group_by.is_empty() {
            r.word("GROUP BY");
            r.list(&self.group_by, |r, node| node.render(r))?;
        }
        if let Some(having) = &self.having {
            r.word("HAVING");
            having.render_condition(r, 0)?;
        }
        if !self.order_by.is_empty() {
            r.word("ORDER BY");
            r.list(&self.order_by, |r, order| order.render_over(r, &self.projection))?;
        }
        r.dialect().limit(r, &self.limit)
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
        let chains = self.chains(&r.scopes)?;
        let sources =
            chains.iter().flat_map(|chain| std::iter::once(&chain.head).chain(chain.joins.iter().map(|join| &join.target)));
        r.scopes.push(Scope { sources: sources.cloned().collect() });
        let result = r.qualified(|r| self.render_body(r, &chains));
        r.scopes.pop();
        result
    }
}
