//! `Parameter`: the place of a value that is given at execution.

use std::fmt;
use std::sync::Arc;

use crate::compile::{Filling, Key, Keyed, Render, Renderer};
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{Construct, Given, Node};
use crate::types::SqlType;
use crate::value::Value;

/// The place of a value that is given at execution, or left to a default.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub(super) name: Name,
    /// Its number, if others of its name are not meant to be it.
    pub(super) unique: Option<u32>,
    /// Of which type, where it is known.
    pub(super) sql_type: Option<SqlType>,
    /// Of which types the parts of its row values are, where it is a list of these.
    pub(super) parts: Vec<SqlType>,
    /// Whether its value is a list.
    pub(super) list: bool,
    /// Whether its value is written into the text.
    pub(super) inlined: bool,
    pub(super) default: Option<Default>,
    /// Set where it stands for a column of an INSERT or UPDATE that names no values; which of the two.
    pub(super) unsaid: Option<Unsaid>,
}

/// A statement that says nothing to write: each column is a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unsaid {
    Insert,
    Update,
}

impl Unsaid {
    fn refused(self, column: &str) -> Error {
        match self {
            Unsaid::Insert => {
                let remedy = "say `values(…)`, or `default_values()` for a row of nothing but defaults";
                Error::nothing_to_write(column, "INSERT", remedy)
            }
            Unsaid::Update => Error::nothing_to_write(column, "UPDATE", "say `set(…)`"),
        }
    }
}

/// Where the value comes from if none is given.
#[derive(Clone)]
pub(super) enum Default {
    Value(Value),
    Made(Arc<dyn Fn() -> Value + Send + Sync>),
}

impl Default {
    fn is(&self, other: &Default) -> bool {
        match (self, other) {
            (Default::Value(a), Default::Value(b)) => a == b,
            (Default::Made(a), Default::Made(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl fmt::Debug for Default {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Default::Value(_) => "a value",
            Default::Made(_) => "a function",
        })
    }
}

impl Parameter {
    /// A parameter that must be given, of any type.
    ///
    /// ```
    /// use alchemy_core::{Node, Parameter, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let least: Expr<i64> = Expr::from_node(Node::from(Parameter::named("least")));
    /// let compiled = select(book::id).filter(book::pages.gt(least)).compile(&Ansi)?;
    /// assert_eq!(compiled.text(), "SELECT book.id FROM book WHERE book.pages > ?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn named(name: impl Into<Name>) -> Self {
        Parameter {
            name: name.into(),
            unique: None,
            sql_type: None,
            parts: Vec::new(),
            list: false,
            inlined: false,
            default: None,
            unsaid: None,
        }
    }

    /// The parameter of a column of which the statement does not say what it is given.
    pub(crate) fn of_unsaid(column: Name, statement: Unsaid) -> Self {
        Parameter { unsaid: Some(statement), ..Parameter::named(column) }
    }

    /// Its name.
    ///
    /// ```
    /// assert_eq!(alchemy_core::Parameter::named("least").name(), "least");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether its value is written into the text.
    pub(crate) fn is_inlined(&self) -> bool {
        self.inlined
    }

    /// Its type, or that of its list's values, or those of the parts of its list's row values, where they are known.
    pub(crate) fn types(&self) -> &[SqlType] {
        if self.parts.is_empty() { self.sql_type.as_slice() } else { &self.parts }
    }

    /// What the type of its list's values is called, for a cast.
    ///
    /// # Errors
    /// `Unsupported` for a type that cannot be had.
    pub(crate) fn element_type(&self, r: &Renderer<'_>) -> Result<String> {
        match &self.sql_type {
            Some(sql_type) => r.dialect().cast_type(sql_type),
            None => Err(r.unsupported("a list of an unknown type in text")),
        }
    }

    /// Its value: the one that is given, or the default.
    pub(crate) fn value_among(&self, given: &[Given]) -> Result<Value> {
        if let Some(given) = given.iter().rev().find(|given| given.is_for(self)) {
            return given.value();
        }
        match &self.default {
            Some(Default::Value(value)) => Ok(value.clone()),
            Some(Default::Made(make)) => Ok(make()),
            None => Err(self.missing()),
        }
    }

    /// Whether both are given by one value.
    pub(crate) fn is_same(&self, other: &Parameter) -> bool {
        self.name == other.name && self.unique == other.unique
    }

    /// No value was given for it.
    pub(super) fn missing(&self) -> Error {
        self.unsaid.map_or_else(|| Error::missing_parameter(&self.name), |unsaid| unsaid.refused(&self.name))
    }

    /// Whether both have the same name, but are not the same.
    pub(crate) fn clashes_with(&self, other: &Parameter) -> bool {
        let same_default = match (&self.default, &other.default) {
            (Some(a), Some(b)) => a.is(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let same_type = self.sql_type == other.sql_type || self.sql_type.is_none() || other.sql_type.is_none();
        self.is_same(other) && !(same_default && same_type && self.list == other.list)
    }
}

impl Keyed for Parameter {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Parameter { name, unique, sql_type, parts, list, inlined, default, unsaid } = self;
        if default.is_some() && !key.is_for_comparing() {
            // A default is kept with the text, but is not part of it.
            return key.refuse();
        }
        name.key(key);
        key.plain(sql_type);
        key.plain(parts);
        key.plain(&(list, inlined, unsaid));
        match unique {
            Some(number) => key.once(*number as usize, |_| {}),
            None => key.tag(0),
        }
    }
}

impl Construct for Parameter {
    fn children(&self, _: &mut dyn FnMut(&Node)) {}

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        Keyed::key(self, key);
    }
}

impl Render for Parameter {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.slot(self, if self.inlined { Filling::Spliced } else { Filling::Bound })
    }
}
