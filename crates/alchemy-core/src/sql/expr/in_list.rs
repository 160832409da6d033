//! `operand [NOT] IN (…)`: over values, and over the rows of a SELECT.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::{EmptySet, InSpelling};
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::expr::row_value::render_list;
use crate::sql::{Construct, Node, RowSource};
use crate::value::Value;

/// `operand [NOT] IN (…)`. An empty list is false, negated true, whatever the operand.
#[derive(Debug, Clone)]
pub struct InList {
    /// What is looked for.
    pub operand: Node,
    /// Where it is looked for.
    pub items: InItems,
    /// NOT IN.
    pub negated: bool,
}

/// What stands in the list.
#[derive(Debug, Clone)]
pub enum InItems {
    /// Values, one array of them: neither NULL nor arrays.
    Values(Value),
    /// Expressions.
    Expressions(Vec<Node>),
}

impl InList {
    /// A list of expressions. If all are bound values they can travel as one.
    pub fn of(operand: Node, items: Vec<Node>, negated: bool) -> Self {
        let is_value = |item: &Node| matches!(item, Node::Bind(value) if !matches!(value, Value::Null | Value::Array(_)));
        if items.is_empty() || !items.iter().all(is_value) {
            return InList { operand, items: InItems::Expressions(items), negated };
        }
        let values = items.into_iter().map(|item| match item {
            Node::Bind(value) => value,
            _ => Value::Null,
        });
        InList { operand, items: InItems::Values(Value::Array(values.collect())), negated }
    }

    /// Whether it is over nothing, which some dialects say with two conditions joined by AND.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.items, InItems::Expressions(items) if items.is_empty())
    }

    /// How many parts the operand has.
    fn width(&self) -> usize {
        match &self.operand {
            Node::RowValue(row) => row.parts.len(),
            _ => 1,
        }
    }

    fn expanded(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.negated { "NOT IN" } else { "IN" });
        r.parens(|r| match &self.items {
            InItems::Values(Value::Array(values)) => r.list(values.iter(), |r, value| r.bind(value)),
            InItems::Values(value) => r.bind(value),
            InItems::Expressions(items) if self.width() > 1 => render_list(r, items),
            InItems::Expressions(items) => r.list(items, |r, item| item.render(r)),
        })
    }

    /// IN over nothing.
    fn empty(&self, r: &mut Renderer<'_>) -> Result<()> {
        let repeated = |word| vec![word; self.width()].join(", ");
        r.word(if self.negated { "NOT IN" } else { "IN" });
        match (r.features().empty_set, self.width()) {
            (EmptySet::EmptySelect, _) => {
                let ones = repeated("1");
                r.word(&format!("(SELECT {ones} FROM (SELECT {ones}) WHERE 1!=1)"));
                return Ok(());
            }
            (EmptySet::NullAndFalse, 1) => r.word("(NULL)"),
            (EmptySet::NullAndFalse, _) => r.word(&format!("(({}))", repeated("NULL"))),
        }
        r.word(if self.negated { "OR (1 = 1)" } else { "AND (1 != 1)" });
        Ok(())
    }
}

impl Keyed for InItems {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            InItems::Values(values) => {
                key.tag(0);
                key.bind(values);
            }
            InItems::Expressions(items) => {
                key.tag(1);
                items.key(key);
            }
        }
    }
}

impl Construct for InList {
    crate::key!(operand, items; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        if let InItems::Expressions(items) = &self.items {
            items.iter().for_each(visit);
        }
    }
}

impl Render for InList {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        grouped_if(self.negated, r, |r| {
            self.operand.render_within(r, COMPARISON)?;
            match &self.items {
                InItems::Expressions(items) if items.is_empty() => self.empty(r),
                InItems::Values(values) if r.features().in_list == InSpelling::AnyArray && !r.is_literal() => {
                    r.word(if self.negated { "!= ALL" } else { "= ANY" });
                    r.parens(|r| r.bind(values))
                }
                _ => self.expanded(r),
            }
        })
    }
}

/// NOT IN has parentheses of its own, wherever it stands.
pub(crate) fn grouped_if(negated: bool, r: &mut Renderer<'_>, write: impl FnOnce(&mut Renderer<'_>) -> Result<()>) -> Result<()> {
    if negated { r.parens(write) } else { write(r) }
}

/// `operand [NOT] IN (SELECT …)`.
#[derive(Debug, Clone)]
pub struct InSelect {
    /// What is looked for.
    pub operand: Node,
    /// Where it is looked for.
    pub rows: Arc<dyn RowSource>,
    /// NOT IN.
    pub negated: bool,
}

impl Construct for InSelect {
    crate::key!(operand, rows; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for InSelect {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        grouped_if(self.negated, r, |r| {
            self.operand.render_within(r, COMPARISON)?;
            r.word(if self.negated { "NOT IN" } else { "IN" });
            r.parens(|r| self.rows.render_in_list(r))
        })
    }
}
