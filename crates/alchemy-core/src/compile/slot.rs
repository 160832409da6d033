//! What a statement leaves open until it is executed, and how that is filled in.

use std::sync::Arc;

use crate::compile::Renderer;
use crate::dialect::{Dialect, InSpelling, Placeholder, RowList};
use crate::error::{Error, Result};
use crate::sql::{Given, Parameter};
use crate::types::SqlType;
use crate::value::Value;

/// A list without values, where the text has one: a SELECT without rows, so that IN is false and NOT IN true. `types` are
/// those of its values, or of the parts of its row values, where they are known.
///
/// Where a list of values is an array of its type, NULL would be text without one.
///
/// # Errors
/// `Unsupported` for a type that cannot be had.
pub(crate) fn empty_list(dialect: &dyn Dialect, types: &[SqlType]) -> Result<String> {
    let features = dialect.features();
    let null = |part| match features.in_list {
        InSpelling::AnyArray => Ok(format!("CAST(NULL AS {})", dialect.cast_type(part)?)),
        InSpelling::Expanded => Ok("NULL".to_owned()),
    };
    let nulls = types.iter().map(null).collect::<Result<Vec<_>>>()?;
    let nulls = if nulls.is_empty() { "NULL".to_owned() } else { nulls.join(", ") };
    Ok(match features.empty_from {
        "" => format!("SELECT {nulls} WHERE 1 != 1"),
        from => format!("SELECT {nulls} {from} WHERE 1 != 1"),
    })
}

/// How the value of a parameter gets into the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filling {
    /// It is bound; a list as one array.
    Bound,
    /// It is put into the text: a list as its placeholders; what is inlined, as literals.
    Spliced,
    /// It is a list of row values, put into the text as their placeholders.
    Rows,
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
    let numbered = (dialect.features().placeholder == Placeholder::Numbered).then_some(values.len());
    let mut filled = Filled { text: String::new(), values: Vec::with_capacity(values.len()), behind: Vec::new(), numbered };
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
            Filling::Spliced | Filling::Rows => {
                filled.text.push_str(&text[text_done..slot.text]);
                text_done = slot.text;
                filled.splice(value, slot, dialect)?;
            }
        }
    }
    filled.values.extend_from_slice(&values[values_done..]);
    if text_done == 0 {
        return Ok((text.clone(), filled.values));
    }
    filled.text.push_str(&text[text_done..]);
    filled.values.append(&mut filled.behind);
    Ok((filled.text.into(), filled.values))
}

struct Filled {
    text: String,
    values: Vec<Value>,
    /// The values of lists, where placeholders have numbers: those of the others stay what they are.
    behind: Vec<Value>,
    /// How many numbers the others have.
    numbered: Option<usize>,
}

impl Filled {
    fn splice(&mut self, value: Value, slot: &Slot, dialect: &dyn Dialect) -> Result<()> {
        let put = |filled: &mut Filled, value: &Value| match slot.parameter.is_inlined() {
            true => filled.literal(value, dialect),
            false => filled.placeholder(value),
        };
        match value {
            Value::Array(items) if items.is_empty() => self.text.push_str(&empty_list(dialect, slot.parameter.types())?),
            Value::Array(rows) if slot.filling == Filling::Rows => {
                if dialect.features().row_list == RowList::Values {
                    self.text.push_str("VALUES ");
                }
                self.list(&rows, |filled, row| {
                    filled.text.push('(');
                    filled.list(if let Value::Array(parts) = row { parts } else { std::slice::from_ref(row) }, put)?;
                    filled.text.push(')');
                    Ok(())
                })?;
            }
            Value::Array(items) => self.list(&items, put)?,
            value => self.literal(&value, dialect)?,
        }
        Ok(())
    }

    fn list(&mut self, items: &[Value], mut write: impl FnMut(&mut Self, &Value) -> Result<()>) -> Result<()> {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            write(self, item)?;
        }
        Ok(())
    }

    fn placeholder(&mut self, value: &Value) -> Result<()> {
        match self.numbered {
            Some(before) => {
                self.behind.push(value.clone());
                self.text.push_str(&format!("${}", before + self.behind.len()));
            }
            None => {
                self.values.push(value.clone());
                self.text.push('?');
            }
        }
        Ok(())
    }

    fn literal(&mut self, value: &Value, dialect: &dyn Dialect) -> Result<()> {
        let mut r = Renderer::inlined(dialect);
        r.bind(value)?;
        self.text.push_str(&r.finish().0);
        Ok(())
    }
}
