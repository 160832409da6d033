//! `operand [NOT] IN (…)`: over values, and over the rows of a SELECT.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::dialect::InSpelling;
use crate::error::Result;
use crate::sql::expr::binary::{ALWAYS_GROUPED, COMPARISON};
use crate::sql::expr::junction::truth;
use crate::sql::{Construct, Node, RowSource};
use crate::value::Value;

/// `operand [NOT] IN (values)`. An empty list is false, negated true, whatever the operand.
#[derive(Debug, Clone)]
pub struct InList {
    /// What is looked for.
    pub operand: Node,
    /// Where it is looked for.
    pub items: Vec<Node>,
    /// NOT IN.
    pub negated: bool,
}

impl InList {
    /// The values, if all items are bound values, neither NULL nor arrays: then they can travel as one array.
    fn values(&self) -> Option<Vec<Value>> {
        self.items
            .iter()
            .map(|item| match item {
                Node::Bind(value) if !matches!(value, Value::Null | Value::Array(_)) => Some(value.clone()),
                _ => None,
            })
            .collect()
    }
}

impl Construct for InList {
    crate::key!(operand, items; negated);

    fn precedence(&self) -> u8 {
        if self.negated { ALWAYS_GROUPED } else { COMPARISON }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        self.items.iter().for_each(visit);
    }
}

impl Render for InList {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.items.is_empty() {
            return truth(r, self.negated);
        }
        self.operand.render_within(r, COMPARISON)?;
        if r.features().in_list == InSpelling::AnyArray
            && let Some(values) = self.values()
        {
            r.word(if self.negated { "!= ALL" } else { "= ANY" });
            return r.parens(|r| r.bind(&Value::Array(values.into())));
        }
        r.word(if self.negated { "NOT IN" } else { "IN" });
        r.parens(|r| r.list(&self.items, |r, item| item.render(r)))
    }
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
        if self.negated { ALWAYS_GROUPED } else { COMPARISON }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for InSelect {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.operand.render_within(r, COMPARISON)?;
        r.word(if self.negated { "NOT IN" } else { "IN" });
        r.parens(|r| self.rows.render(r))
    }
}
