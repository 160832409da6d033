//! Which columns an INSERT names, and what each row gives to them.

use std::borrow::Cow;

use crate::dialect::Sequences;
use crate::error::Result;
use crate::schema::{ColumnDef, ColumnDefault, Name, among};
use crate::sql::write::insert::node::wrong;
use crate::sql::{InsertNode, InsertValues, Node, ValueRow};

/// A column that an INSERT names.
pub(super) struct Named<'n> {
    place: usize,
    pub(super) name: &'n Name,
    /// What it gets, where the rows do not say.
    pub(super) default: Option<&'n ColumnDefault>,
}

impl InsertNode {
    /// The columns to which rows give values, without those that get their defaults.
    pub(crate) fn given_columns(&self) -> Vec<&Name> {
        match &self.values {
            InsertValues::Open => {
                let columns = self.table.definition().map(|table| table.columns()).unwrap_or_default();
                columns.iter().map(|column| &column.name).collect()
            }
            InsertValues::Rows(rows) => rows.iter().take(1).flatten().map(|(name, _)| name).collect(),
            InsertValues::Select(columns, ..) => columns.iter().collect(),
        }
    }

    /// The columns of a row, and those with a default of the program's own, in the order of the table.
    ///
    /// # Errors
    /// `Programming` for a column that the table does not have, or that is named twice.
    pub(super) fn columns_of<'n>(&'n self, row: &'n ValueRow, sequences: Sequences) -> Result<Vec<Named<'n>>> {
        refused(row)?;
        let mut columns = Vec::with_capacity(row.len());
        for (given, (name, _)) in row.iter().enumerate() {
            if row[..given].iter().any(|(other, _)| other == name) {
                return Err(wrong(format!("the column `{name}` is given two values")));
            }
            columns.push(Named { place: self.table.place(name, given)?, name, default: None });
        }
        columns.extend(self.defaults_besides(row.iter().map(|(name, _)| name), sequences));
        columns.sort_by_key(|column| column.place);
        Ok(columns)
    }

    /// The columns with a default of the program's own that are not among these.
    pub(super) fn defaults_besides<'n>(
        &'n self,
        known: impl Iterator<Item = &'n Name> + Clone,
        sequences: Sequences,
    ) -> Vec<Named<'n>> {
        let table = self.table.definition().map(|table| table.columns()).unwrap_or_default();
        let default = |column: &'n ColumnDef| {
            column.default.as_ref().filter(|default| sequences != Sequences::None || !default.is_next_value())
        };
        let missing = table
            .iter()
            .enumerate()
            .filter_map(|(place, column)| Some(Named { place, name: &column.name, default: Some(default(column)?) }));
        missing.filter(|column| !known.clone().any(|name| name == column.name)).collect()
    }

    /// What a row gives to the columns, of which `given` are given by rows. All rows must name the columns of the first; they
    /// may do so in another order.
    pub(super) fn nodes_of<'n>(&self, columns: &[Named<'n>], given: usize, row: &'n ValueRow) -> Result<Vec<Cow<'n, Node>>> {
        refused(row)?;
        let differs = || wrong("the rows of an INSERT name different columns; insert them in statements of their own");
        if row.len() != given {
            return Err(differs());
        }
        let node = |(index, column): (usize, &Named<'n>)| match column.default {
            Some(default) => Ok(Cow::Owned(default.node(&|column| among(row, column)))),
            None => {
                let expected = row.get(index).filter(|(name, _)| name == column.name);
                let found = expected.or_else(|| row.iter().find(|(name, _)| name == column.name));
                found.map(|(_, node)| Cow::Borrowed(node)).ok_or_else(differs)
            }
        };
        columns.iter().enumerate().map(node).collect()
    }
}

/// A row that could not be built says why, whatever columns the others have.
fn refused(row: &ValueRow) -> Result<()> {
    match row.iter().map(|(_, node)| node).find(|node| matches!(node, Node::Refused(_))) {
        Some(Node::Refused(refused)) => Err(refused.0.clone()),
        _ => Ok(()),
    }
}
