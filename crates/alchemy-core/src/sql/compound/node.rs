//! `CompoundNode`: SELECTs with one set operator between them.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Place, Render, Renderer};
use crate::dialect::NestedSets;
use crate::error::{Error, ErrorKind, Result};
use crate::sql::{CteNode, Kept, Limit, Node, Order, Projection, RowSource, Unreadable};

/// How the rows of two statements become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// All rows, equal ones once.
    Union,
    /// All rows.
    UnionAll,
    /// The rows that both have, equal ones once.
    Intersect,
    /// The rows that both have, each as often as in the one that has it less often.
    IntersectAll,
    /// The rows that the second has not, equal ones once.
    Except,
    /// The rows that the second has not, each as often as it is left.
    ExceptAll,
}

impl SetOperator {
    fn render(self, r: &mut Renderer<'_>) -> Result<()> {
        let all = matches!(self, SetOperator::IntersectAll | SetOperator::ExceptAll);
        if all && !r.features().combining.set_all {
            return Err(r.unsupported("INTERSECT ALL and EXCEPT ALL"));
        }
        r.word(match self {
            SetOperator::Union => "UNION",
            SetOperator::UnionAll => "UNION ALL",
            SetOperator::Intersect => "INTERSECT",
            SetOperator::IntersectAll => "INTERSECT ALL",
            SetOperator::Except => "EXCEPT",
            SetOperator::ExceptAll => "EXCEPT ALL",
        });
        Ok(())
    }
}

/// One of the statements of a set operation.
#[derive(Debug, Clone)]
pub struct Member(pub Arc<dyn RowSource>);

impl Member {
    /// What gives rows.
    pub fn new(rows: Arc<dyn RowSource>) -> Self {
        Member(rows)
    }

    fn render(&self, r: &mut Renderer<'_>, place: Place, first: bool) -> Result<()> {
        if self.0.writes() {
            return Err(r.unsupported("a set operation over a statement that writes"));
        }
        // The first one's names are those of the whole; what is chosen for others is theirs.
        let place = match place {
            Place::Embedded => Place::Embedded,
            _ if first => place,
            _ => Place::Derived(std::ptr::from_ref(self).addr()),
        };
        let compound = self.0.as_compound();
        if compound.is_none() && !self.0.has_tail() {
            return r.member(|r| r.apart(place, |r| self.0.render(r)));
        }
        match (r.features().combining.nested_sets, compound) {
            (NestedSets::Parentheses, _) => r.member_in_parens(|r| r.apart(place, |r| self.0.render(r))),
            (NestedSets::LeftToRight, Some(compound)) if first && !compound.is_tailed() => {
                r.member(|r| r.apart(place, |r| self.0.render(r)))
            }
            (NestedSets::LeftToRight, _) => {
                Err(r.unsupported("a set operation, ORDER BY or LIMIT inside a set operation; select from it as a subquery"))
            }
        }
    }
}

impl Keyed for Member {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.0.key(key);
    }
}

/// Statements with one set operator between them, and what holds for the whole.
#[derive(Debug, Clone)]
pub struct CompoundNode {
    /// The operator.
    pub operator: SetOperator,
    /// The statements.
    pub members: Vec<Member>,
    /// ORDER BY of the whole.
    pub order_by: Vec<Order>,
    /// LIMIT and OFFSET of the whole.
    pub limit: Limit,
    /// Common table expressions that nothing in it names.
    pub ctes: Vec<Arc<CteNode>>,
    pub(super) kept: Kept,
}

impl Keyed for CompoundNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let CompoundNode { operator, members, order_by, limit, ctes, kept: _ } = self;
        key.tag(u8::MAX - 1);
        key.plain(operator);
        members.key(key);
        order_by.key(key);
        limit.key(key);
        ctes.key(key);
    }
}

impl CompoundNode {
    /// A set operation without ORDER BY or LIMIT.
    pub fn new(operator: SetOperator, members: Vec<Member>) -> Self {
        CompoundNode { operator, members, order_by: Vec::new(), limit: Limit::default(), ctes: Vec::new(), kept: Kept::default() }
    }

    /// Whether more follows its last member.
    pub(super) fn is_tailed(&self) -> bool {
        !self.order_by.is_empty() || self.limit.count.is_some() || self.limit.offset.is_some()
    }

    fn check(&self) -> Result<()> {
        let wrong = |message: &str| Err(Error::new(ErrorKind::Programming, message));
        if self.members.is_empty() {
            return wrong("a set operation needs at least one statement");
        }
        let mut widths =
            self.members.iter().filter_map(|member| member.0.projection()).map(|columns| columns.items.iter().flatten().count());
        let first = widths.next();
        match widths.all(|width| Some(width) == first) {
            true => Ok(()),
            false => wrong("the statements of a set operation give different numbers of columns"),
        }
    }

    fn render_body(&self, r: &mut Renderer<'_>, place: Place) -> Result<()> {
        for cte in &self.ctes {
            r.need_cte(cte)?;
        }
        for (index, member) in self.members.iter().enumerate() {
            if index > 0 {
                self.operator.render(r)?;
            }
            member.render(r, place, index == 0)?;
        }
        if !self.order_by.is_empty() {
            r.word("ORDER BY");
            r.bare(|r| r.list(&self.order_by, |r, order| self.render_order(r, order, place)))?;
        }
        r.dialect().limit(r, &self.limit)
    }

    /// Columns of the members are now those of the whole, which the first member names.
    fn render_order(&self, r: &mut Renderer<'_>, order: &Order, place: Place) -> Result<()> {
        let none = Projection::default();
        let projection = self.projection().unwrap_or(&none);
        let at = match &order.operand {
            Node::Column(column) => self.members.iter().find_map(|member| member.0.projection()?.place_of(column)),
            Node::Named(named) => projection.named_item(&named.0).map(|(at, _)| at),
            _ => None,
        };
        if let Some(at) = at
            && let Some(name) = projection.written_name(r, place, at)
        {
            r.free_name(&name)?;
            return order.render_direction(r);
        }
        order.render_over(r, projection)
    }
}

impl RowSource for CompoundNode {
    fn projection(&self) -> Option<&Projection> {
        self.members.first()?.0.projection()
    }

    fn readable(&self, unreadable: Unreadable) -> Result<()> {
        self.members.iter().try_for_each(|member| member.0.readable(unreadable))
    }

    fn as_compound(&self) -> Option<&CompoundNode> {
        Some(self)
    }
}

impl Render for CompoundNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.check()?;
        let place = r.take_place();
        r.with_inner_ctes(|r| self.render_body(r, place))
    }
}
