//! AND, OR and NOT.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::dialect::Booleans;
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{
    Between, Binary, Construct, DistinctFrom, Expr, FamilyOf, InList, InSelect, IntoExpr, Like, Node, NullTest, Truth,
};
use crate::types::family::Condition;

/// Conditions joined by AND or by OR.
#[derive(Debug, Clone)]
pub struct Junction {
    /// AND, or OR.
    pub all: bool,
    /// The conditions.
    pub parts: Vec<Node>,
}

impl Junction {
    /// Joins two conditions; chains of the same kind become one junction.
    pub fn of(all: bool, left: Node, right: Node) -> Node {
        let taken = |side| match side {
            // Not copied where nobody else holds it, so that a long chain is built in one go.
            Node::Junction(inner) if inner.all == all && !inner.parts.is_empty() => Arc::unwrap_or_clone(inner).parts,
            other => vec![other],
        };
        let mut parts = taken(left);
        parts.append(&mut taken(right));
        Junction { all, parts }.into()
    }
}

impl Construct for Junction {
    crate::key!(parts; all);

    fn precedence(&self) -> u8 {
        match (&self.parts[..], self.all) {
            ([], _) => COMPARISON,
            // It is written as the condition that it is, where truth values are numbers as `p = 1`.
            ([only], _) if only.is_plain() => COMPARISON,
            ([only], _) => only.precedence(),
            (_, true) => 3,
            (_, false) => 2,
        }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.parts.iter().for_each(visit);
    }
}

impl Render for Junction {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.parts.is_empty() {
            // All of nothing is true, any of nothing is false.
            return truth(r, self.all);
        }
        if let [only] = &self.parts[..] {
            return only.render_truth(r);
        }
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                r.word(if self.all { "AND" } else { "OR" });
            }
            part.render_condition(r, self.precedence())?;
        }
        Ok(())
    }
}

/// TRUE or FALSE as a condition, not as a bound value.
pub(crate) fn truth(r: &mut Renderer<'_>, value: bool) -> Result<()> {
    r.word(match (r.features().booleans, value) {
        (Booleans::Keywords, true) => "true",
        (Booleans::Keywords, false) => "false",
        (Booleans::Integers, true) => "1 = 1",
        (Booleans::Integers, false) => "0 = 1",
    });
    Ok(())
}

/// `NOT operand`.
#[derive(Debug, Clone)]
pub struct Not {
    /// What is negated.
    pub operand: Node,
}

impl Construct for Not {
    crate::key!(operand);

    fn precedence(&self) -> u8 {
        4
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Not {
    /// The negation of a condition. Where a comparison has an opposite it is that, so that no NOT is read around it.
    pub fn of(operand: Node) -> Node {
        opposite(&operand).unwrap_or_else(|| Not { operand }.into())
    }
}

fn opposite(node: &Node) -> Option<Node> {
    Some(match node {
        Node::Between(n) => Between { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Binary(n) => Binary { operator: n.operator.negated()?, ..(**n).clone() }.into(),
        Node::DistinctFrom(n) => DistinctFrom { negated: !n.negated, ..(**n).clone() }.into(),
        Node::InList(n) => InList { negated: !n.negated, ..(**n).clone() }.into(),
        Node::InSelect(n) => InSelect { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Like(n) => Like { negated: !n.negated, ..(**n).clone() }.into(),
        Node::NullTest(n) => NullTest { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Truth(n) => Truth(!n.0).into(),
        Node::Not(n) if n.operand.is_plain() => n.operand.clone(),
        Node::Junction(n) => match &n.parts[..] {
            [only] => Not::of(only.clone()),
            _ => return None,
        },
        _ => return None,
    })
}

impl Render for Not {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.operand.is_plain() && r.features().booleans == Booleans::Integers {
            self.operand.render(r)?;
            r.word("= 0");
            return Ok(());
        }
        r.word("NOT");
        // A comparison under NOT reads better in parentheses, and some databases need them.
        self.operand.render_within(r, COMPARISON)
    }
}

fn junction<E: IntoExpr>(all: bool, items: impl IntoIterator<Item = E>) -> Expr<bool> {
    Expr::from_node(Junction { all, parts: items.into_iter().map(|item| item.into_expr().into_node()).collect() })
}

/// All conditions of a list; true if there are none.
pub fn all_of<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> Expr<bool>
where
    FamilyOf<E>: Condition,
{
    junction(true, items)
}

/// Any condition of a list; false if there are none.
pub fn any_of<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> Expr<bool>
where
    FamilyOf<E>: Condition,
{
    junction(false, items)
}
