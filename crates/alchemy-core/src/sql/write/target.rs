//! The table that a statement writes, with what is known of it.

use crate::compile::{Key, Keyed};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Name, Table};
use crate::sql::Source;

/// The table that a statement writes.
#[derive(Debug, Clone)]
pub struct Target {
    /// As a source: the table, or an alias of it.
    pub source: Source,
}

impl Keyed for Target {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Target { source } = self;
        // In which order columns are written, and which of them are, is for the definition to say.
        key.by_definition();
        source.key(key);
    }
}

impl Target {
    /// The table's definition, where it is known.
    ///
    /// ```
    /// use alchemy_core::{Target, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let target = Target { source: book::table().source() };
    /// assert_eq!(target.definition().map(|table| table.columns().len()), Some(4));
    /// ```
    pub fn definition(&self) -> Option<&Table> {
        if let Source::Table { table, .. } = &self.source { table.definition() } else { None }
    }

    /// The table's name.
    pub(crate) fn name(&self) -> Name {
        if let Source::Table { table, .. } = &self.source { table.name().clone() } else { Name::Static("") }
    }

    /// Where a column stands in the table; as given, if the table is not known.
    ///
    /// # Errors
    /// `Programming` for a column that the table does not have.
    pub(crate) fn place(&self, column: &Name, given: usize) -> Result<usize> {
        match self.definition() {
            None => Ok(given),
            Some(table) => table.columns().iter().position(|known| known.name == *column).ok_or_else(|| {
                Error::new(ErrorKind::Programming, format!("the table `{}` has no column `{column}`", table.name()))
            }),
        }
    }
}
