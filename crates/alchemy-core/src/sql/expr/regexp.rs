//! Regular expressions: matching and replacing.

use crate::compile::{Render, Renderer};
use crate::dialect::RegexpSpelling;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::expr::binary::COMPARISON;
use crate::sql::{Construct, Node};
use crate::value::Value;

/// Whether a text matches a regular expression.
#[derive(Debug, Clone)]
pub struct RegexpMatch {
    /// The text.
    pub operand: Node,
    /// The pattern, in the database's own syntax.
    pub pattern: Node,
    /// The database's own flags.
    pub flags: Option<Name>,
    /// Whether it must not match.
    pub negated: bool,
}

impl Construct for RegexpMatch {
    crate::key!(operand, pattern, flags; negated);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.pattern);
    }
}

impl RegexpMatch {
    fn infix(&self, r: &mut Renderer<'_>, operator: &str) -> Result<()> {
        self.operand.render_within(r, COMPARISON)?;
        r.word(operator);
        match &self.flags {
            Some(flags) if operator != "~*" && operator != "!~*" => embedded(r, flags, &self.pattern),
            _ => self.pattern.render_within(r, COMPARISON),
        }
    }

    /// `operand REGEXP '(?flags)' || pattern`.
    fn prefixed(&self, r: &mut Renderer<'_>, operator: &str, flags: &Name) -> Result<()> {
        self.operand.render_within(r, COMPARISON)?;
        r.word(operator);
        r.dialect().literal(r, &Value::from(format!("(?{flags})").as_str()))?;
        r.word("||");
        self.pattern.render_within(r, COMPARISON)
    }

    /// `REGEXP_LIKE(operand, pattern, 'flags')`.
    fn call(&self, r: &mut Renderer<'_>, flags: &Name) -> Result<()> {
        r.around(if self.negated { "NOT REGEXP_LIKE" } else { "REGEXP_LIKE" }, |r| {
            r.list([&self.operand, &self.pattern], |r, node| node.render(r))?;
            r.glue(",");
            r.dialect().literal(r, &Value::from(&**flags))
        })
    }
}

impl Render for RegexpMatch {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let word = if self.negated { "NOT REGEXP" } else { "REGEXP" };
        match (r.features().regexp, &self.flags) {
            (RegexpSpelling::Tilde, Some(flags)) if &**flags == "i" => self.infix(r, if self.negated { "!~*" } else { "~*" }),
            (RegexpSpelling::Tilde, _) => self.infix(r, if self.negated { "!~" } else { "~" }),
            (RegexpSpelling::RegexpLike, Some(flags)) => self.call(r, flags),
            (RegexpSpelling::Operator, Some(flags)) => self.prefixed(r, word, flags),
            (RegexpSpelling::None, _) => Err(r.unsupported("a regular expression")),
            (RegexpSpelling::RegexpLike | RegexpSpelling::Operator | RegexpSpelling::Embedded, _) => self.infix(r, word),
        }
    }
}

/// A text with what matches a regular expression replaced.
#[derive(Debug, Clone)]
pub struct RegexpReplace {
    /// The text.
    pub operand: Node,
    /// The pattern, in the database's own syntax.
    pub pattern: Node,
    /// What stands in its place.
    pub replacement: Node,
    /// The database's own flags.
    pub flags: Option<Name>,
}

impl Construct for RegexpReplace {
    crate::key!(operand, pattern, replacement, flags);

    fn precedence(&self) -> u8 {
        COMPARISON
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        [&self.operand, &self.pattern, &self.replacement].into_iter().for_each(visit);
    }
}

impl Render for RegexpReplace {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let spelling = r.features().regexp;
        if matches!(spelling, RegexpSpelling::Operator | RegexpSpelling::None) {
            return Err(r.unsupported("replacing by a regular expression"));
        }
        r.around("REGEXP_REPLACE", |r| {
            self.operand.render(r)?;
            r.glue(",");
            match &self.flags {
                Some(flags) if spelling == RegexpSpelling::Embedded => embedded(r, flags, &self.pattern)?,
                _ => self.pattern.render(r)?,
            }
            r.glue(",");
            self.replacement.render(r)?;
            match &self.flags {
                Some(flags) if spelling != RegexpSpelling::Embedded => {
                    r.glue(",");
                    r.dialect().literal(r, &Value::from(&**flags))
                }
                _ => Ok(()),
            }
        })
    }
}

/// `CONCAT('(?', 'flags', ')', pattern)`: flags at the head of the pattern.
fn embedded(r: &mut Renderer<'_>, flags: &Name, pattern: &Node) -> Result<()> {
    r.word("CONCAT('(?',");
    r.dialect().literal(r, &Value::from(&**flags))?;
    r.glue(", ')',");
    pattern.render(r)?;
    r.glue(")");
    Ok(())
}
