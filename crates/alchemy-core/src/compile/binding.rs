//! Values in the text: each is a placeholder and a parameter at once, or written out.

use std::fmt::Write;

use crate::compile::output::Mark;
use crate::compile::slot::{Filling, empty_list};
use crate::compile::{Renderer, Slot};
use crate::dialect::{Placeholder, RowList};
use crate::error::{Error, Result};
use crate::sql::Parameter;
use crate::value::Value;

/// In place of an address: a value that is given at execution. No value lies there.
pub(crate) const PARAMETER: usize = 0;

/// In place of an address: a value that follows from the structure of the statement. No value lies there.
pub(crate) const CONSTANT: usize = 1;

impl Renderer<'_> {
    /// Gives the placeholders their numbers, where these are not what was written.
    pub(super) fn number(&mut self) {
        if self.features().placeholder == Placeholder::Numbered && (self.moved || self.groups > 0) {
            let mut output = self.take_output();
            output.number();
            self.put_output(output);
            (self.moved, self.groups) = (false, 0);
        }
    }

    /// Writes clauses of a SELECT that groups its rows or gives each once; if `number` is none, of any other.
    pub(crate) fn in_group(&mut self, number: Option<u32>, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = self.group;
        self.group = number.unwrap_or(before);
        let result = write(self);
        self.group = before;
        result
    }

    /// The number of a SELECT that groups its rows or gives each once.
    pub(crate) fn next_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    /// Where each bound value lies in the statement.
    /// `None` if the text depends on a value.
    pub(crate) fn take_addresses(&mut self) -> Option<Vec<usize>> {
        let addresses = std::mem::take(&mut self.marks).into_iter().map(|mark| mark.address).collect();
        (!self.has_values_in_text).then_some(addresses)
    }

    /// What is filled in at execution.
    pub(crate) fn take_slots(&mut self) -> Vec<Slot> {
        std::mem::take(&mut self.slots)
    }

    /// Writes with values in the text instead of bound.
    pub(crate) fn in_text(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.has_values_in_text = true;
        let before = std::mem::replace(&mut self.literal, true);
        let result = write(self);
        self.literal = before;
        result
    }

    /// A bound value: its placeholder in the text, and the value beside it.
    ///
    /// ```
    /// use alchemy_core::{Renderer, dialect::Ansi, prelude::*};
    /// let mut r = Renderer::new(&Ansi);
    /// r.bind(&Value::Int(7))?;
    /// assert_eq!(r.finish().1, [Value::Int(7)]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn bind(&mut self, value: &Value) -> Result<()> {
        if self.literal {
            return self.dialect.literal(self, value);
        }
        self.push_placeholder(value.clone(), std::ptr::from_ref(value).addr());
        Ok(())
    }

    /// A bound value that follows from the structure of the statement, and is the same whenever that is: a path into a
    /// document.
    pub fn bind_constant(&mut self, value: &Value) -> Result<()> {
        if self.literal {
            return self.dialect.literal(self, value);
        }
        self.push_placeholder(value.clone(), CONSTANT);
        Ok(())
    }

    fn push_placeholder(&mut self, value: Value, address: usize) {
        self.space();
        self.params.push(value);
        self.marks.push(Mark { address, at: self.text.len(), group: self.group });
        match self.features().placeholder {
            Placeholder::Question => self.text.push('?'),
            Placeholder::Numbered => {
                // Writing to a String cannot fail.
                let _ = write!(self.text, "${}", self.params.len());
            }
        }
    }

    /// The place of a value that is given at execution.
    ///
    /// # Errors
    /// `Programming` if two parameters of one name are not the same; where values are written into the text, for one
    /// without a value.
    pub(crate) fn slot(&mut self, parameter: &Parameter, filling: Filling) -> Result<()> {
        if self.literal {
            let value = parameter.value_among(self.given)?;
            return self.literal_slot(parameter, &value, filling);
        }
        if self.slots.iter().any(|slot| slot.parameter.clashes_with(parameter)) {
            return Err(Error::clashing_parameters(parameter.name()));
        }
        let values = self.params.len();
        let is_bound = filling == Filling::Bound;
        if is_bound {
            self.push_placeholder(Value::Null, PARAMETER);
        } else {
            self.space();
        }
        let text = self.marks.last().filter(|_| is_bound).map_or(self.text.len(), |mark| mark.at);
        self.slots.push(Slot { parameter: parameter.clone(), filling, text, values });
        Ok(())
    }

    /// A value that is given at execution, written into the text.
    fn literal_slot(&mut self, parameter: &Parameter, value: &Value, filling: Filling) -> Result<()> {
        match value {
            Value::Array(items) if filling != Filling::Bound && items.is_empty() => {
                self.word(&empty_list(self.dialect, parameter.types())?);
                Ok(())
            }
            Value::Array(items) if filling != Filling::Bound => {
                if filling == Filling::Rows && self.features().row_list == RowList::Values {
                    self.word("VALUES");
                }
                self.list(&**items, |r, item| match item {
                    Value::Array(parts) if filling == Filling::Rows => r.parens(|r| r.list(&**parts, |r, part| r.bind(part))),
                    item => r.bind(item),
                })
            }
            value => self.bind(value),
        }
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
}
