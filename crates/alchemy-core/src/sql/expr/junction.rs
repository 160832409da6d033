//! AND, OR and NOT.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{
    Between, Binary, Construct, DistinctFrom, Expr, FamilyOf, InList, InSelect, IntoExpr, Like, Node, NullTest, Truth,
};
use crate::sql::{InParameter, Is, Label, NamedAfter, RegexpMatch};
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
        Junction::joined(all, left, [right])
    }

    /// Joins conditions. TRUE beside others in AND, and FALSE in OR, say nothing and go; FALSE in AND, and TRUE in OR, say
    /// all and alone stay.
    pub(crate) fn joined(all: bool, first: Node, others: impl IntoIterator<Item = Node>) -> Node {
        let others = others.into_iter();
        let mut parts = match first {
            // Not copied where nobody else holds it, so that a long chain is built in one go.
            Node::Junction(inner) if inner.all == all => Arc::unwrap_or_clone(inner).parts,
            other => {
                let mut parts = Vec::with_capacity(1 + others.size_hint().0);
                parts.push(told(other));
                parts
            }
        };
        for other in others {
            match other {
                Node::Junction(inner) if inner.all == all => parts.append(&mut Arc::unwrap_or_clone(inner).parts),
                other => parts.push(told(other)),
            }
        }
        Junction { all, parts: telling(all, parts) }.into()
    }

    /// Whether it is all of nothing, which filters nothing.
    pub(crate) fn says_nothing(node: &Node) -> bool {
        matches!(node, Node::Junction(junction) if junction.all && junction.parts.is_empty())
    }
}

/// All of nothing is true, any of nothing is false.
fn told(part: Node) -> Node {
    match part {
        Node::Junction(inner) if inner.parts.is_empty() => Truth(inner.all).into(),
        other => other,
    }
}

/// The parts that say something.
fn telling(all: bool, mut parts: Vec<Node>) -> Vec<Node> {
    let truth = |part: &Node| match part {
        Node::Truth(truth) => Some(truth.0),
        _ => None,
    };
    if parts.iter().any(|part| truth(part) == Some(!all)) {
        return Vec::from([Truth(!all).into()]);
    }
    if parts.len() > 1 && parts.iter().any(|part| truth(part) == Some(all)) {
        parts.retain(|part| truth(part) != Some(all));
        if parts.is_empty() {
            parts.push(Truth(all).into());
        }
    }
    parts
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

    /// A truth value needs none, but where it is a number, and `1 = 1` is written for it.
    fn render_in_parens(&self, r: &mut Renderer<'_>) -> Result<()> {
        let stands_alone = self.parts.is_empty() || matches!(&self.parts[..], [only] if only.is_plain());
        if stands_alone && !r.features().booleans.are_numbers() { self.render(r) } else { r.parens(|r| self.render(r)) }
    }
}

impl Render for Junction {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.parts.is_empty() {
            // All of nothing is true, any of nothing is false.
            return Node::from(Truth(self.all)).render_truth(r);
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

/// `NOT operand`.
#[derive(Debug, Clone)]
pub struct Not {
    /// What is negated.
    pub operand: Node,
    /// Whether it is known to be a truth value, so that where those are numbers it can be compared with 0.
    pub is_truth: bool,
}

impl Construct for Not {
    crate::key!(operand; is_truth);

    fn naming(&self) -> NamedAfter<'_> {
        match &self.operand {
            Node::Column(_) => NamedAfter::Within(&self.operand),
            value if self.is_of_value() => value.naming(),
            _ => NamedAfter::Number(Name::Static("anon")),
        }
    }

    fn precedence(&self) -> u8 {
        4
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Not {
    /// Whether it negates a truth value of its own, rather than one that an operator makes.
    pub(crate) fn is_of_value(&self) -> bool {
        self.is_truth && self.operand.is_plain()
    }

    /// The negation of a condition. Where a comparison has an opposite it is that, so that no NOT is read around it. What
    /// has a name keeps it.
    pub fn of(operand: Node, is_truth: bool) -> Node {
        if let Node::Label(label) = &operand {
            return Label { operand: Not::of(label.operand.clone(), is_truth), ..(**label).clone() }.into();
        }
        opposite(&operand).unwrap_or_else(|| Not { operand, is_truth }.into())
    }
}

fn opposite(node: &Node) -> Option<Node> {
    Some(match node {
        Node::Between(n) => Between { negated: !n.negated, ..(**n).clone() }.into(),
        // `a != ANY (…)` is not the opposite of `a = ANY (…)`.
        Node::Binary(n) if quantifies(&n.left) || quantifies(&n.right) => return None,
        Node::Binary(n) => Binary { operator: n.operator.negated()?, ..(**n).clone() }.into(),
        Node::DistinctFrom(n) => DistinctFrom { negated: !n.negated, ..(**n).clone() }.into(),
        Node::InList(n) => InList { negated: !n.negated, ..(**n).clone() }.into(),
        Node::InParameter(n) => InParameter { negated: !n.negated, ..(**n).clone() }.into(),
        Node::InSelect(n) => InSelect { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Is(n) => Is { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Like(n) => Like { negated: !n.negated, ..(**n).clone() }.into(),
        Node::NullTest(n) => NullTest { negated: !n.negated, ..(**n).clone() }.into(),
        Node::RegexpMatch(n) => RegexpMatch { negated: !n.negated, ..(**n).clone() }.into(),
        Node::Truth(n) => Truth(!n.0).into(),
        Node::Not(n) if n.operand.is_plain() => n.operand.clone(),
        Node::Junction(n) => match &n.parts[..] {
            [only] => Not::of(only.clone(), true),
            _ => return None,
        },
        _ => return None,
    })
}

impl Render for Not {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let in_document = matches!(self.operand, Node::JsonAccess(_));
        if (self.is_of_value() || self.is_truth && in_document) && r.features().booleans.are_numbers() {
            self.operand.render_apart(r)?;
            r.word("= 0");
            return Ok(());
        }
        r.word("NOT");
        // What the program wrote itself may have an OR in it.
        if in_document || matches!(self.operand, Node::TextFragment(_)) {
            return r.parens(|r| self.operand.render(r));
        }
        // A comparison under NOT reads better in parentheses, and some databases need them; a search does not.
        if matches!(self.operand, Node::TextMatch(_)) {
            return self.operand.render(r);
        }
        self.operand.render_within(r, COMPARISON)
    }
}

fn junction<E: IntoExpr>(all: bool, items: impl IntoIterator<Item = E>) -> Expr<bool> {
    let mut items = items.into_iter().map(|item| item.into_expr().into_node());
    Expr::from_node(match items.next() {
        Some(first) => Junction::joined(all, first, items),
        None => Junction { all, parts: Vec::new() }.into(),
    })
}

/// All conditions of a list; true if there are none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(book::id).filter(all_of([book::pages.gt(300), book::title.ne("Emma")])).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE book.pages > ? AND book.title != ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn all_of<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> Expr<bool>
where
    FamilyOf<E>: Condition,
{
    junction(true, items)
}

/// Any condition of a list; false if there are none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(book::id).filter(any_of([book::pages.gt(300), book::title.eq("Emma")])).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book WHERE book.pages > ? OR book.title = ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn any_of<E: IntoExpr>(items: impl IntoIterator<Item = E>) -> Expr<bool>
where
    FamilyOf<E>: Condition,
{
    junction(false, items)
}

/// Whether it stands for many values: ANY, ALL and SOME, also where they are called by their names.
fn quantifies(node: &Node) -> bool {
    match node {
        Node::Quantified(_) => true,
        Node::Function(n) => ["any", "all", "some"].iter().any(|name| n.name.name().eq_ignore_ascii_case(name)),
        _ => false,
    }
}
