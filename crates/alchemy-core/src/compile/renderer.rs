//! The renderer: the only code that touches the text buffer.
//!
//! Nodes contain no spaces and no quotes: [`Renderer::word`] puts a space where one is needed, names are quoted in one
//! function, a bound value is a placeholder and a parameter at once.

use std::fmt::Write;
use std::sync::Arc;

use crate::compile::Render;
use crate::compile::scope::Scope;
use crate::dialect::{Dialect, Features, Placeholder, is_reserved_everywhere};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{Node, Source};
use crate::value::Value;

/// Writes one statement in one dialect.
#[derive(Debug)]
pub struct Renderer<'d> {
    dialect: &'d dyn Dialect,
    text: String,
    params: Vec<Value>,
    /// Where each of them lies in the statement.
    addresses: Vec<usize>,
    /// Whether a value stands in the text that would be bound in another dialect.
    has_values_in_text: bool,
    /// The FROM lists of the SELECTs around the place that is being written, innermost last.
    pub(crate) scopes: Vec<Scope>,
    /// Whether values are written into the text (DDL cannot bind).
    literal: bool,
    /// Names chosen for anonymous aliases, by the alias's number.
    aliases: Vec<(u32, Name)>,
    /// How often each base of a chosen name was used.
    counters: Vec<(Name, u32)>,
    /// Whether columns are written without their table (CHECK, index, INSERT and single-table UPDATE).
    bare_columns: bool,
    /// Whether the SELECT that is written next is a derived table.
    derived: bool,
    /// Whether what is written next stands without a space before it.
    tight: bool,
}

impl<'d> Renderer<'d> {
    /// A renderer that binds values.
    pub fn new(dialect: &'d dyn Dialect) -> Self {
        Renderer {
            dialect,
            text: String::with_capacity(160),
            params: Vec::new(),
            addresses: Vec::new(),
            has_values_in_text: false,
            scopes: Vec::new(),
            aliases: Vec::new(),
            counters: Vec::new(),
            literal: false,
            bare_columns: false,
            derived: false,
            tight: false,
        }
    }

    /// A renderer that writes values into the text, for DDL.
    pub fn literal(dialect: &'d dyn Dialect) -> Self {
        Renderer { literal: true, bare_columns: true, ..Renderer::new(dialect) }
    }

    /// The dialect.
    pub fn dialect(&self) -> &'d dyn Dialect {
        self.dialect
    }

    /// The dialect's answers.
    pub fn features(&self) -> &'d Features {
        self.dialect.features()
    }

    /// The text and the values bound so far.
    pub fn finish(self) -> (Arc<str>, Vec<Value>) {
        (self.text.into(), self.params)
    }

    /// Where each bound value lies in the statement.
    /// `None` if the text depends on a value.
    pub(crate) fn take_addresses(&mut self) -> Option<Vec<usize>> {
        let addresses = std::mem::take(&mut self.addresses);
        (!self.has_values_in_text).then_some(addresses)
    }

    /// A keyword, an operator or a run of them, with a space before it where one is needed.
    pub fn word(&mut self, word: &str) {
        self.space();
        self.text.push_str(word);
    }

    /// Text that sticks to what stands before it: `.`, `::text`.
    pub fn glue(&mut self, text: &str) {
        self.tight = false;
        self.text.push_str(text);
    }

    fn space(&mut self) {
        let tight = std::mem::take(&mut self.tight);
        if !tight && !matches!(self.text.as_bytes().last(), None | Some(b' ' | b'(' | b'.' | b'[' | b'\n')) {
            self.text.push(' ');
        }
    }

    /// A name, quoted if it has to be.
    pub fn name(&mut self, name: &str) -> Result<()> {
        self.space();
        self.glued_name(name)
    }

    fn glued_name(&mut self, name: &str) -> Result<()> {
        if name.is_empty() || name.contains('\0') {
            return Err(Error::bad_value("a name may be neither empty nor contain NUL"));
        }
        let features = self.features();
        if name.len() > features.max_name_length {
            let message = format!(
                "the name `{name}` is longer than the {} bytes that {} allows",
                features.max_name_length,
                self.dialect.name()
            );
            return Err(Error::new(ErrorKind::Programming, message));
        }
        if !needs_quotes(name, self.dialect) {
            self.text.push_str(name);
            return Ok(());
        }
        self.quoted(name);
        Ok(())
    }

    fn quoted(&mut self, name: &str) {
        let quote = self.features().quote;
        self.text.push(quote);
        for c in name.chars() {
            if c == quote {
                self.text.push(quote);
            }
            self.text.push(c);
        }
        self.text.push(quote);
    }

    /// A function's name, with packages before dots. Reserved words are left alone, as many functions are called by one; what
    /// is no plain word is quoted.
    pub(crate) fn function_name(&mut self, name: &str, quoted: bool) {
        self.space();
        for (index, part) in name.split('.').enumerate() {
            if index > 0 {
                self.text.push('.');
            }
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$');
            let plain = plain && !part.starts_with(|c: char| c.is_ascii_digit());
            if quoted || !plain { self.quoted(part) } else { self.text.push_str(part) }
        }
    }

    /// `table.column`, or the column alone where the table is understood.
    pub fn column(&mut self, source: &Source, column: &str) -> Result<()> {
        if self.bare_columns {
            return self.name(column);
        }
        self.source_name(source)?;
        self.text.push('.');
        self.glued_name(column)
    }

    /// The name by which columns refer to a source.
    pub(crate) fn source_name(&mut self, source: &Source) -> Result<()> {
        match source {
            Source::Table { name, alias: None } => self.name(name),
            Source::Table { alias: Some(alias), .. } if !alias.anonymous => self.name(&alias.name),
            Source::Table { alias: Some(alias), .. } => {
                let known = self.aliases.iter().find(|(id, _)| *id == alias.id).map(|(_, name)| name.clone());
                let name = known.unwrap_or_else(|| {
                    let name = self.fresh_name(&alias.name);
                    self.aliases.push((alias.id, name.clone()));
                    name
                });
                self.name(&name)
            }
            Source::Derived(derived) => self.name(&derived.name),
        }
    }

    /// `base_1`, `base_2`, …: a name that this statement has not used yet.
    pub(crate) fn fresh_name(&mut self, base: &Name) -> Name {
        let index = self.counters.iter().position(|(known, _)| known == base).unwrap_or_else(|| {
            self.counters.push((base.clone(), 0));
            self.counters.len() - 1
        });
        self.counters[index].1 += 1;
        format!("{base}_{}", self.counters[index].1).into()
    }

    /// Writes a SELECT that does not see the tables around it: a derived table.
    pub(crate) fn apart(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let outer = std::mem::take(&mut self.scopes);
        self.derived = true;
        let result = write(self);
        self.scopes = outer;
        result
    }

    /// Whether the list that is written now names all of its columns; asked once, by that list.
    pub(crate) fn takes_names(&mut self) -> bool {
        std::mem::take(&mut self.derived)
    }

    /// Writes with columns qualified: inside a SELECT.
    pub(crate) fn qualified(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.bare_columns, false);
        let result = write(self);
        self.bare_columns = before;
        result
    }

    /// Writes what follows without a space before it: `name=?`.
    pub(crate) fn tight(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.tight = true;
        write(self)
    }

    /// Writes with columns unqualified.
    pub fn bare(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = std::mem::replace(&mut self.bare_columns, true);
        let result = write(self);
        self.bare_columns = before;
        result
    }

    /// A bound value: its placeholder in the text, and the value beside it.
    pub fn bind(&mut self, value: &Value) -> Result<()> {
        if self.literal {
            return self.dialect.literal(self, value);
        }
        self.space();
        self.params.push(value.clone());
        self.addresses.push(std::ptr::from_ref(value).addr());
        match self.features().placeholder {
            Placeholder::Question => self.text.push('?'),
            Placeholder::Numbered => {
                // Writing to a String cannot fail.
                let _ = write!(self.text, "${}", self.params.len());
            }
        }
        Ok(())
    }

    /// A value that this dialect wants in the text though others bind it. The text is then for this value only.
    pub fn value_in_text(&mut self, value: &Value) -> Result<()> {
        self.has_values_in_text = true;
        self.dialect.literal(self, value)
    }

    /// A placeholder whose value is given at execution.
    pub fn placeholder(&mut self) -> Result<()> {
        self.bind(&Value::Null)
    }

    /// `( … )`.
    pub fn parens(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.space();
        self.text.push('(');
        write(self)?;
        self.text.push(')');
        Ok(())
    }

    /// A comma-separated list.
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T) -> Result<()>) -> Result<()> {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            write(self, item)?;
        }
        Ok(())
    }

    /// A line break, for scripts.
    pub fn line(&mut self) {
        self.text.push('\n');
    }

    /// `left operator right`, without parentheses.
    pub fn infix(&mut self, left: &Node, operator: &str, right: &Node) -> Result<()> {
        left.render(self)?;
        self.word(operator);
        right.render(self)
    }

    /// `name(a, b)`.
    pub fn call(&mut self, name: &str, arguments: &[Node]) -> Result<()> {
        self.word(name);
        self.text.push('(');
        self.list(arguments, |r, argument| argument.render(r))?;
        self.text.push(')');
        Ok(())
    }

    /// The error that this dialect cannot say `what`.
    pub fn unsupported(&self, what: &str) -> Error {
        Error::unsupported(what, self.dialect.name())
    }
}

/// Names are quoted only where needed: not lower case, odd characters, or reserved.
fn needs_quotes(name: &str, dialect: &dyn Dialect) -> bool {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'$');
    !plain
        || name.starts_with(|c: char| c.is_ascii_digit() || c == '$')
        || is_reserved_everywhere(name)
        || dialect.is_reserved(name)
}
