//! WITH: common table expressions are met where they are selected from, and written before the statement.
//!
//! Invariant: a common table expression is written once in each WITH, behind those that it selects from itself.

use std::sync::Arc;

use crate::compile::Renderer;
use crate::compile::output::Output;
use crate::dialect::WithPlace;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::CteNode;

/// A common table expression, written, that awaits its WITH.
#[derive(Debug)]
pub(crate) struct Written {
    id: u32,
    name: Name,
    recursive: bool,
    output: Output,
    /// Behind how many of those for the whole statement it was met.
    at: usize,
}

/// The common table expressions that await their WITH.
#[derive(Debug, Default)]
pub(crate) struct Awaiting {
    /// For the whole statement.
    whole: Vec<Written>,
    /// Where that begins in the text, while it is being written.
    start: Option<usize>,
    /// For the SELECT that is being written.
    inner: Vec<Written>,
    /// The numbers of those that the SELECTs around it have.
    around: Vec<u32>,
    /// Whether all go to the SELECT that is being written.
    all_inner: bool,
    /// Whether the SELECT that is written next cannot have a WITH: it is part of a set operation, which has it.
    member: bool,
    /// Whether the statement that is written next stands in the parentheses of a set operation.
    in_set: bool,
}

impl Renderer<'_> {
    /// Writes a statement, with the WITH that it needs before it. What is embedded where WITH may stand inside, as the
    /// SELECT of CREATE VIEW, is written so, too.
    ///
    /// # Errors
    /// What `write` says.
    pub fn with_ctes(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let start = self.text.len();
        let before = std::mem::take(&mut self.awaiting.whole);
        let started = self.awaiting.start.replace(start);
        write(self)?;
        self.awaiting.start = started;
        let found = std::mem::replace(&mut self.awaiting.whole, before);
        self.insert_with(start, found);
        Ok(())
    }

    /// Writes a SELECT, with the WITH of its own before it.
    pub(crate) fn with_inner_ctes(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if std::mem::take(&mut self.awaiting.member) {
            return write(self);
        }
        let in_set = std::mem::take(&mut self.awaiting.in_set);
        let (start, around) = (self.text.len(), self.awaiting.around.len());
        let before = std::mem::take(&mut self.awaiting.inner);
        write(self)?;
        self.awaiting.around.truncate(around);
        let found = std::mem::replace(&mut self.awaiting.inner, before);
        if self.awaiting.start == Some(start) {
            return self.join_whole(found);
        }
        if in_set && !found.is_empty() && !self.features().combining.nested_with {
            return Err(self.unsupported("WITH inside a set operation"));
        }
        self.insert_with(start, found);
        Ok(())
    }

    /// Puts those of the outermost SELECT into the WITH of the whole statement, where both are one.
    fn join_whole(&mut self, found: Vec<Written>) -> Result<()> {
        for (index, written) in found.into_iter().enumerate() {
            self.must_be_free(&written.name, &self.awaiting.whole)?;
            self.awaiting.whole.insert(written.at + index, written);
        }
        Ok(())
    }

    /// A WITH has each name once.
    fn must_be_free(&self, name: &Name, list: &[Written]) -> Result<()> {
        if list.iter().all(|known| known.name != *name) {
            return Ok(());
        }
        let message = format!("two different common table expressions are called `{name}`");
        Err(Error::new(ErrorKind::Programming, message))
    }

    /// Writes a SELECT of a set operation.
    pub(crate) fn member(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.awaiting.member = true;
        let result = write(self);
        self.awaiting.member = false;
        result
    }

    /// Writes a member of a set operation in parentheses.
    pub(crate) fn member_in_parens(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.awaiting.in_set = true;
        let result = self.parens(write);
        self.awaiting.in_set = false;
        result
    }

    /// Writes a statement that changes rows, with the WITH before it or in the SELECTs inside it.
    ///
    /// # Errors
    /// `Unsupported` where WITH stands inside, and the statement itself selects from a common table expression.
    pub(crate) fn writing(&mut self, with: WithPlace, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if with == WithPlace::Before {
            return self.with_inner_ctes(write);
        }
        let before = std::mem::replace(&mut self.awaiting.all_inner, true);
        let inner = std::mem::take(&mut self.awaiting.inner);
        let result = write(self);
        self.awaiting.all_inner = before;
        let found = std::mem::replace(&mut self.awaiting.inner, inner);
        result?;
        if found.is_empty() { Ok(()) } else { Err(self.unsupported("WITH before a statement that changes rows")) }
    }

    /// Writes the SELECT of an INSERT, with the WITH before it or before the INSERT.
    pub(crate) fn selected(&mut self, with: WithPlace, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let stores = std::mem::replace(&mut self.stores_rows, true);
        let result = if with == WithPlace::Before {
            write(self)
        } else {
            let before = std::mem::replace(&mut self.awaiting.all_inner, false);
            let result = self.with_ctes(write);
            self.awaiting.all_inner = before;
            result
        };
        self.stores_rows = stores;
        result
    }

    /// Sees to it that a common table expression is in the WITH.
    pub(crate) fn need_cte(&mut self, cte: &Arc<CteNode>) -> Result<()> {
        let nested = cte.nested || self.awaiting.all_inner;
        let known = if nested { &self.awaiting.inner } else { &self.awaiting.whole };
        if known.iter().any(|known| known.id == cte.alias.id) || (nested && self.awaiting.around.contains(&cte.alias.id)) {
            return Ok(());
        }
        let written = self.write_cte(cte, nested)?;
        self.must_be_free(&written.name, if nested { &self.awaiting.inner } else { &self.awaiting.whole })?;
        let list = if nested { &mut self.awaiting.inner } else { &mut self.awaiting.whole };
        list.push(written);
        if nested {
            self.awaiting.around.push(cte.alias.id);
        }
        Ok(())
    }

    /// Writes a common table expression apart from what is being written. A nested one sees those before it, and what is
    /// around the SELECT that has it.
    fn write_cte(&mut self, cte: &Arc<CteNode>, nested: bool) -> Result<Written> {
        let name = self.alias_name(&cte.alias);
        let outer = self.take_output();
        let apart = (!nested).then(|| (std::mem::take(&mut self.scopes), std::mem::take(&mut self.awaiting.around)));
        let start = self.awaiting.start.take();
        let inner = std::mem::take(&mut self.awaiting.inner);
        let all_inner = std::mem::take(&mut self.awaiting.all_inner);
        let result = self.qualified(|r| cte.define(r, &name));
        self.awaiting.start = start;
        self.awaiting.inner = inner;
        self.awaiting.all_inner = all_inner;
        if let Some((scopes, around)) = apart {
            (self.scopes, self.awaiting.around) = (scopes, around);
        }
        let output = self.take_output();
        self.put_output(outer);
        result?;
        Ok(Written { id: cte.alias.id, name, recursive: cte.recursive, output, at: self.awaiting.whole.len() })
    }

    /// Puts WITH before what was written since `start`.
    fn insert_with(&mut self, start: usize, found: Vec<Written>) {
        if found.is_empty() {
            return;
        }
        self.moved = true;
        let mut output = self.take_output();
        let rest = output.split_off(start);
        self.put_output(output);
        self.word(if found.iter().any(|cte| cte.recursive) { "WITH RECURSIVE " } else { "WITH " });
        let mut output = self.take_output();
        for (index, cte) in found.into_iter().enumerate() {
            if index > 0 {
                output.text.push_str(", ");
            }
            output.append(cte.output);
        }
        if !rest.text.starts_with(' ') {
            output.text.push(' ');
        }
        output.append(rest);
        self.put_output(output);
    }

    pub(super) fn take_output(&mut self) -> Output {
        Output {
            text: std::mem::take(&mut self.text),
            params: std::mem::take(&mut self.params),
            marks: std::mem::take(&mut self.marks),
            slots: std::mem::take(&mut self.slots),
        }
    }

    pub(super) fn put_output(&mut self, output: Output) {
        Output { text: self.text, params: self.params, marks: self.marks, slots: self.slots } = output;
    }
}
