//! A table's full name.

use std::fmt;

use crate::schema::{Name, Table};

/// A table's name, with that of the schema that it lies in. A text with a dot is both: `billing.invoice`.
///
/// ```
/// use alchemy_core::TableName;
/// let invoice = TableName::from("billing.invoice");
/// assert_eq!((invoice.schema.as_deref(), &*invoice.name), (Some("billing"), "invoice"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableName {
    /// The schema, where it is not the one in which names are looked up anyway.
    pub schema: Option<Name>,
    /// The table's own name.
    pub name: Name,
}

impl TableName {
    /// A table of no stated schema, whatever is in its name.
    ///
    /// ```
    /// use alchemy_core::{DropTable, TableName, dialect::Ansi, prelude::*};
    /// assert_eq!(TableName::plain("a.b").name.len(), 3);
    /// assert!(TableName::plain("a.b").schema.is_none());
    /// ```
    pub fn plain(name: impl Into<Name>) -> Self {
        TableName { schema: None, name: name.into() }
    }

    /// Both parts with an underscore between them: how names of other things begin that are made from it.
    pub(crate) fn joined(&self) -> Name {
        match &self.schema {
            Some(schema) => format!("{}_{}", schema.replace('.', "_"), self.name).into(),
            None => self.name.clone(),
        }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => self.name.fmt(f),
        }
    }
}

impl From<&str> for TableName {
    fn from(text: &str) -> Self {
        match text.rsplit_once('.') {
            Some((schema, name)) => (schema, name).into(),
            None => TableName::plain(text),
        }
    }
}

impl From<String> for TableName {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Name> for TableName {
    fn from(name: Name) -> Self {
        match name.contains('.') && name.quoting().is_none() {
            true => (&*name).into(),
            false => TableName::plain(name),
        }
    }
}

impl From<&Name> for TableName {
    fn from(name: &Name) -> Self {
        name.clone().into()
    }
}

impl From<&Table> for TableName {
    fn from(table: &Table) -> Self {
        table.full_name()
    }
}

impl From<&TableName> for TableName {
    fn from(name: &TableName) -> Self {
        name.clone()
    }
}

impl<S: Into<Name>, N: Into<Name>> From<(S, N)> for TableName {
    fn from((schema, name): (S, N)) -> Self {
        TableName { schema: Some(schema.into()), name: name.into() }
    }
}
