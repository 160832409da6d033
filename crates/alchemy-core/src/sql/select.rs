//! SELECT.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use crate::compile::{Compiled, Render, Renderer, Scope};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::row::{FromRow, LoadPlan, Shape};
use crate::sql::{
    Columns, Exists, Expr, FamilyOf, InSelect, IntoExpr, IntoFrom, IntoGroup, IntoJoin, IntoOrder, Join, JoinKind, Junction, Limit,
    Node, Order, Prepared, Projection, Query, ScalarSubquery, Source, Statement, Subquery,
};
use crate::types::SqlValue;
use crate::types::family::Condition;

/// A SELECT, erased.
#[derive(Debug, Default)]
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
    prepared: OnceLock<(Arc<dyn Dialect>, Prepared)>,
}

impl Clone for SelectNode {
    fn clone(&self) -> Self {
        SelectNode {
            projection: self.projection.clone(),
            from: self.from.clone(),
            joins: self.joins.clone(),
            filter: self.filter.clone(),
            group_by: self.group_by.clone(),
            having: self.having.clone(),
            order_by: self.order_by.clone(),
            limit: self.limit.clone(),
            distinct: self.distinct,
            loading: self.loading.clone(),
            prepared: OnceLock::new(),
        }
    }
}

/// One entry of FROM: a source and what is joined to it.
struct Chain<'s> {
    head: Source,
    joins: Vec<&'s Join>,
}

impl Chain<'_> {
    fn has(&self, source: &Source) -> bool {
        self.head == *source || self.joins.iter().any(|join| join.target == *source)
    }
}

impl SelectNode {
    /// All that is named in the columns, then in WHERE, each once, in order.
    fn named_sources(&self) -> Vec<Source> {
        let mut sources: Vec<Source> = self.from.clone();
        let mut add = |node: &Node| {
            node.columns(&mut |column| {
                if sources.last() != Some(&column.source) && !sources.contains(&column.source) {
                    sources.push(column.source.clone());
                }
            });
        };
        self.projection.items.iter().flatten().for_each(&mut add);
        self.filter.iter().for_each(&mut add);
        sources
    }

    /// FROM: chains of joins, and what no join reaches. A source that an enclosing SELECT has already is left to it,
    /// unless nothing else would remain.
    fn chains(&self, outer: &[Scope]) -> Result<Vec<Chain<'_>>> {
        let mut chains: Vec<Chain<'_>> = Vec::new();
        let named = self.named_sources();
        let is_target = |source: &Source| self.joins.iter().any(|join| join.target == *source);
        for join in &self.joins {
            let left = join.left.clone().or_else(|| {
                let known = chains.first().map(|chain| chain.head.clone());
                known.or_else(|| named.iter().find(|source| !is_target(source)).cloned())
            });
            let left = left.ok_or_else(|| {
                Error::mapping("a join has nothing to its left; select a column of the left side or name it with `from`")
            })?;
            match chains.iter_mut().find(|chain| chain.has(&left)) {
                Some(chain) => chain.joins.push(join),
                None => chains.push(Chain { head: left, joins: vec![join] }),
            }
        }
        let free: Vec<Source> = named.into_iter().filter(|source| !chains.iter().any(|chain| chain.has(source))).collect();
        let is_outer = |source: &Source| outer.iter().any(|scope| scope.has(source));
        let all_outer = chains.is_empty() && free.iter().all(is_outer);
        for source in free {
            if all_outer || !is_outer(&source) {
                chains.push(Chain { head: source, joins: Vec::new() });
            }
        }
        Ok(chains)
    }

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

    /// The text for a dialect, with what execution needs; made once as long as the dialect stays the same.
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        if let Some((known, prepared)) = self.prepared.get()
            && Arc::ptr_eq(known, dialect)
        {
            return Ok(prepared.clone());
        }
        let prepared = match &self.loading {
            Some(plan) => {
                let (widened, reader) = plan.widen(self)?;
                Prepared::of_rows(&widened, dialect, Some(reader))?
            }
            None => Prepared::of_rows(self, dialect, None)?,
        };
        // Another thread, or another dialect, may have been first: then this one is simply not kept.
        let _ = self.prepared.set((dialect.clone(), prepared.clone()));
        Ok(prepared)
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

/// A SELECT whose rows are `R`. One type, whatever is chained onto it; cheap to clone.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select((users::id, users::name)).filter(users::name.like("s%")).order_by(users::id).limit(10);
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT user_account.id, user_account.name FROM user_account WHERE user_account.name LIKE ? \
///      ORDER BY user_account.id LIMIT ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub struct Select<R> {
    node: Arc<SelectNode>,
    row: PhantomData<fn() -> R>,
}

/// Selects columns, expressions or entities: one, or a tuple of up to 16, which may be nested.
pub fn select<C: Columns>(columns: C) -> Select<C::Row> {
    let mut node = SelectNode::default();
    columns.push_columns(&mut node.projection);
    Select::from_node(node)
}

impl<R> Select<R> {
    /// Gives an erased SELECT its row type. The caller vouches for it.
    pub fn from_node(node: SelectNode) -> Self {
        Select { node: Arc::new(node), row: PhantomData }
    }

    /// The erased SELECT.
    pub fn node(&self) -> &Arc<SelectNode> {
        &self.node
    }

    /// Changes the erased SELECT; for crates that add clauses of their own.
    #[must_use]
    pub fn edit(mut self, change: impl FnOnce(&mut SelectNode)) -> Self {
        // A copy, even where nobody else holds it, would be wasteful; but what it was compiled to must go.
        match Arc::get_mut(&mut self.node) {
            Some(node) => {
                node.prepared.take();
                change(node);
            }
            None => {
                let mut node = (*self.node).clone();
                change(&mut node);
                self.node = Arc::new(node);
            }
        }
        self
    }

    /// WHERE; several are joined by AND.
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|select| select.filter = Some(and(select.filter.take(), condition)))
    }

    /// HAVING; several are joined by AND.
    #[must_use]
    pub fn having<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|select| select.having = Some(and(select.having.take(), condition)))
    }

    /// ORDER BY; several are put one behind the other.
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|select| order.push_orders(&mut select.order_by))
    }

    /// GROUP BY; several are put one behind the other.
    #[must_use]
    pub fn group_by(self, columns: impl IntoGroup) -> Self {
        self.edit(|select| columns.push_group(&mut select.group_by))
    }

    /// At most `count` rows. The number is bound, so the text stays the same.
    #[must_use]
    pub fn limit(self, count: u64) -> Self {
        self.edit(|select| select.limit.count = Some(Node::Bind(count.into())))
    }

    /// Leaves out the first `count` rows.
    #[must_use]
    pub fn offset(self, count: u64) -> Self {
        self.edit(|select| select.limit.offset = Some(Node::Bind(count.into())))
    }

    /// DISTINCT: each row once.
    #[must_use]
    pub fn distinct(self) -> Self {
        self.edit(|select| select.distinct = true)
    }

    /// Selects from something that no column names.
    #[must_use]
    pub fn from(self, from: impl IntoFrom) -> Self {
        self.edit(|select| select.from.push(from.into_from()))
    }

    /// Joins by a relationship.
    #[must_use]
    pub fn join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::Inner)))
    }

    /// Joins by a relationship, keeping rows without a partner.
    #[must_use]
    pub fn outer_join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::LeftOuter)))
    }

    /// Joins on a condition.
    #[must_use]
    pub fn join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(JoinKind::Inner, target.into_from(), on.into_expr().into_node())
    }

    /// Joins on a condition, keeping rows without a partner.
    #[must_use]
    pub fn outer_join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(JoinKind::LeftOuter, target.into_from(), on.into_expr().into_node())
    }

    fn joined(self, kind: JoinKind, target: Source, on: Node) -> Self {
        self.edit(|select| select.joins.push(Join { left: None, target, kind, on }))
    }

    /// As something to select from.
    pub fn subquery(self, name: &str) -> Subquery<R> {
        Subquery::new(self.node, name)
    }

    /// As a struct of one's own, read by column name.
    pub fn into<T: FromRow>(self) -> Select<T> {
        Select { node: self.node, row: PhantomData }
    }

    /// As a value: one column, at most one row.
    pub fn scalar_subquery(self) -> Expr<R>
    where
        R: SqlValue,
    {
        Expr::from_node(ScalarSubquery { select: self.node })
    }

    /// Whether it has a row.
    pub fn exists(self) -> Expr<bool> {
        Expr::from_node(Exists { select: self.node })
    }

    pub(crate) fn into_in(self, operand: Node, negated: bool) -> Node {
        InSelect { operand, select: self.node, negated }.into()
    }

    /// Its SQL in a dialect; no connection is needed.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        match &self.node.loading {
            Some(plan) => Compiled::of(&plan.widen(&self.node)?.0, dialect),
            None => Compiled::of(&*self.node, dialect),
        }
    }
}

/// Both conditions, or the one that there is.
pub(crate) fn and(known: Option<Node>, more: Node) -> Node {
    match known {
        Some(known) => Junction::of(true, known, more),
        None => more,
    }
}

impl<R> Clone for Select<R> {
    fn clone(&self) -> Self {
        Select { node: self.node.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Select<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<R> Statement for Select<R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        self.node.prepare(dialect)
    }
}

impl<R: Shape> Query for Select<R> {
    type Row = R;
}
