//! AND, OR and NOT.

use crate::compile::{Render, Renderer};
use crate::dialect::Booleans;
use crate::error::Result;
use crate::sql::{Construct, Expr, FamilyOf, IntoExpr, Node};
use crate::types::family::Condition;
use crate::value::Value;

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
        let mut parts = Vec::with_capacity(2);
        for side in [left, right] {
            match side {
                Node::Junction(inner) if inner.all == all && !inner.parts.is_empty() => parts.extend(inner.parts.iter().cloned()),
                other => parts.push(other),
            }
        }
        Junction { all, parts }.into()
    }
}

impl Construct for Junction {
    fn precedence(&self) -> u8 {
        match (self.parts.len(), self.all) {
            (0 | 1, _) => u8::MAX,
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
            return only.render(r);
        }
        for (index, part) in self.parts.iter().enumerate() {
            if index > 0 {
                r.word(if self.all { "AND" } else { "OR" });
            }
            part.render_within(r, self.precedence())?;
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
    fn precedence(&self) -> u8 {
        4
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Not {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("NOT");
        // A comparison under NOT reads better in parentheses, and some databases need them.
        if matches!(self.operand, Node::Bind(Value::Bool(_))) { self.operand.render(r) } else { self.operand.render_within(r, 5) }
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
