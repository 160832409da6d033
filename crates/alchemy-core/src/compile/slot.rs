//! What a statement leaves open until it is executed, and how that is filled in.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::dialect::{Dialect, InSpelling};
use crate::error::{Error, Result};
use crate::sql::{Given, Node, Parameter};
use crate::types::SqlType;
use crate::value::Value;

/// A list without values, where the text has one: a SELECT without rows, so that IN is false and NOT IN true.
///
/// Where a list of values is an array of its type, NULL would be text without one.
///
/// # Errors
/// `Unsupported` for a type that cannot be had.
pub(crate) fn empty_list(dialect: &dyn Dialect, element: Option<&SqlType>) -> Result<String> {
    let features = dialect.features();
    let value = match element.filter(|_| features.in_list == InSpelling::AnyArray) {
        Some(element) => format!("CAST(NULL AS {})", dialect.cast_type(element)?),
        None => "NULL".to_owned(),
    };
    Ok(match features.empty_from {
        "" => format!("SELECT {value} WHERE 1 != 1"),
        from => format!("SELECT {value} {from} WHERE 1 != 1"),
    })
}

/// How the value of a parameter gets into the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filling {
    /// It is bound; a list as one array.
    Bound,
    /// It is put into the text: a list as its placeholders, any other value as a literal.
    Spliced,
}

/// One place of a statement that is filled in at execution.
#[derive(Debug, Clone)]
pub struct Slot {
    /// By which parameter.
    pub(crate) parameter: Parameter,
    /// How.
    pub(crate) filling: Filling,
    /// Where in the text.
    pub(crate) text: usize,
    /// Behind how many of the bound values; where it is bound, it is the next of them.
    pub(crate) values: usize,
}

/// A statement's text and values with all slots filled: by what is given, else by default.
///
/// # Errors
/// `Programming` for a parameter without a value, and for a value without its parameter.
pub(crate) fn fill(
    (text, values): (&Arc<str>, &[Value]),
    slots: &[Slot],
    given: &[Given],
    dialect: &dyn Dialect,
) -> Result<(Arc<str>, Vec<Value>)> {
    if let Some(stray) = given.iter().find(|given| !slots.iter().any(|slot| given.is_for(&slot.parameter))) {
        return Err(Error::stray_parameter(stray.name()));
    }
    let mut filled = Filled { text: String::new(), values: Vec::with_capacity(values.len()) };
    let (mut text_done, mut values_done) = (0, 0);
    for slot in slots {
        filled.values.extend_from_slice(&values[values_done..slot.values]);
        values_done = slot.values;
        let value = slot.parameter.value_among(given)?;
        match slot.filling {
            Filling::Bound => {
                filled.values.push(value);
                values_done += 1;
            }
            Filling::Spliced => {
                filled.text.push_str(&text[text_done..slot.text]);
                text_done = slot.text;
                filled.splice(value, slot.parameter.sql_type(), dialect)?;
            }
        }
    }
    filled.values.extend_from_slice(&values[values_done..]);
    if text_done == 0 {
        return Ok((text.clone(), filled.values));
    }
    filled.text.push_str(&text[text_done..]);
    Ok((filled.text.into(), filled.values))
}

struct Filled {
    text: String,
    values: Vec<Value>,
}

impl Filled {
    fn splice(&mut self, value: Value, element: Option<&SqlType>, dialect: &dyn Dialect) -> Result<()> {
        match value {
            Value::Array(items) if items.is_empty() => self.text.push_str(&empty_list(dialect, element)?),
            Value::Array(items) => {
                // Lists are spliced only where placeholders have no numbers.
                self.text.push_str(&vec!["?"; items.len()].join(", "));
                self.values.extend(items.iter().cloned());
            }
            value => {
                let mut r = Renderer::inlined(dialect);
                Node::Bind(value).render(&mut r)?;
                self.text.push_str(&r.finish().0);
            }
        }
        Ok(())
    }
}
