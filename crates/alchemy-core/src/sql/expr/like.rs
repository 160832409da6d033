//! LIKE and its case-insensitive form.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::dialect::IlikeSpelling;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::expr::binary::{ALWAYS_GROUPED, COMPARISON};
use crate::sql::{Binary, Construct, Node, Operator, Raw};

/// `operand [NOT] LIKE pattern [ESCAPE c]`.
#[derive(Debug, Clone)]
pub struct Like {
    /// What is matched.
    pub operand: Node,
    /// The pattern.
    pub pattern: Node,
    /// NOT LIKE.
    pub negated: bool,
    /// Without regard to case.
    pub insensitive: bool,
    /// The character that takes the meaning from the pattern character behind it.
    pub escape: Option<char>,
    /// Whether `%` is put before the pattern.
    pub before: bool,
    /// Whether `%` is put behind the pattern.
    pub behind: bool,
}

impl Construct for Like {
    crate::key!(operand, pattern; negated, insensitive, escape, before, behind);

    fn precedence(&self) -> u8 {
        if self.before || self.behind { ALWAYS_GROUPED } else { COMPARISON }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.pattern);
    }
}

impl Like {
    /// Whether the pattern is the program's own, without wildcards put around it.
    fn is_whole(&self) -> bool {
        !(self.before || self.behind)
    }

    /// The pattern with its wildcards: written into the text, so that the text is the same whatever the pattern is.
    fn surrounded(&self, mut pattern: Node) -> Node {
        let percent = || Node::from(Raw(Name::Static("'%'")));
        if self.before {
            pattern = Binary { left: percent(), operator: Operator::Concat, right: pattern }.into();
        }
        if self.behind {
            pattern = Binary { left: pattern, operator: Operator::Concat, right: percent() }.into();
        }
        pattern
    }
}

/// `lower(text)`; what an operator made keeps its parentheses.
#[derive(Debug)]
struct Lowered(Node);

impl Construct for Lowered {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.0);
    }
}

impl Render for Lowered {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.around("lower", |r| self.0.render_within(r, COMPARISON))
    }
}

impl Render for Like {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let lowered = self.insensitive && r.features().ilike == IlikeSpelling::Lowered;
        let side = |node: &Node| if lowered { Node::Extension(Arc::new(Lowered(node.clone()))) } else { node.clone() };
        match side(&self.operand) {
            // Every spelling of a place binds tighter.
            Node::JsonAccess(access) if self.is_whole() => access.render(r)?,
            operand => operand.render_within(r, COMPARISON)?,
        }
        if self.negated {
            r.word("NOT");
        }
        r.word(if self.insensitive && !lowered { "ILIKE" } else { "LIKE" });
        let pattern = side(&self.pattern);
        if self.is_whole() {
            pattern.render_within(r, COMPARISON)?;
        } else {
            self.surrounded(pattern).render(r)?;
        }
        if let Some(escape) = self.escape {
            r.word("ESCAPE");
            let text = escape.to_string();
            r.dialect().literal(r, &text.as_str().into())?;
        }
        Ok(())
    }
}

/// Text with the wildcards `%` and `_`, and the escape itself, escaped.
pub(crate) fn escape_wildcards(text: &str, escape: char) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_') || c == escape {
            escaped.push(escape);
        }
        escaped.push(c);
    }
    escaped
}
