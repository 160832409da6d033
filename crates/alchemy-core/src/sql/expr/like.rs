//! LIKE and its case-insensitive form.

use crate::compile::{Render, Renderer};
use crate::dialect::IlikeSpelling;
use crate::error::Result;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};

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
}

impl Construct for Like {
    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.pattern);
    }
}

impl Like {
    fn side(&self, r: &mut Renderer<'_>, side: &Node, lowered: bool) -> Result<()> {
        if lowered { r.call("lower", std::slice::from_ref(side)) } else { side.render_within(r, COMPARISON) }
    }
}

impl Render for Like {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let lowered = self.insensitive && r.features().ilike == IlikeSpelling::Lowered;
        self.side(r, &self.operand, lowered)?;
        if self.negated {
            r.word("NOT");
        }
        r.word(if self.insensitive && !lowered { "ILIKE" } else { "LIKE" });
        self.side(r, &self.pattern, lowered)?;
        if let Some(escape) = self.escape {
            r.word("ESCAPE");
            let text = escape.to_string();
            r.dialect().literal(r, &text.as_str().into())?;
        }
        Ok(())
    }
}

/// Text with the wildcards `%` and `_`, and the escape itself, escaped by `/`.
pub(crate) fn escape_wildcards(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        if matches!(c, '%' | '_' | '/') {
            escaped.push('/');
        }
        escaped.push(c);
    }
    escaped
}
