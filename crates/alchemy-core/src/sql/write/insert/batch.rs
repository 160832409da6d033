//! An INSERT of many rows as it is executed: with the rows that come back in the order of those that went in, and within
//! what one statement can bind.

use std::sync::Arc;

use crate::compile::SchemaMap;
use crate::dialect::{Dialect, Features, Returning as ReturningFeature};
use crate::error::Result;
use crate::schema::{Name, Table};
use crate::sql::write::insert::columns::Named;
use crate::sql::{BulkRows, InsertNode, InsertValues, Matching, Node, ValueRow};
use crate::types::SqlType;
use crate::value::Value;

/// How a statement is executed that is too large for one text, or whose rows have to be told apart.
#[derive(Debug)]
pub enum Batch {
    /// In bulk: the columns, and the values of each row. Of what comes back, the first columns are what was asked for.
    Bulk(BulkRows, Vec<Vec<Value>>),
    /// As several statements, one after the other, for other schemas than they name where that is said.
    Statements(Vec<InsertNode>, Option<Arc<SchemaMap>>),
}

impl Batch {
    /// The same for other schemas than its tables name.
    pub(crate) fn in_schemas(self, schemas: &Arc<SchemaMap>) -> Batch {
        match self {
            Batch::Bulk(mut bulk, rows) => {
                bulk.table.schema = schemas.of(bulk.table.schema.as_ref()).cloned();
                Batch::Bulk(bulk, rows)
            }
            // What a statement was translated to first is what its tables are said to be.
            Batch::Statements(statements, inner) => Batch::Statements(statements, Some(inner.unwrap_or_else(|| schemas.clone()))),
        }
    }
}

impl InsertNode {
    /// How it is executed, unless it is as one statement; one has at most so many rows.
    pub(in crate::sql::write) fn batch(&self, dialect: &dyn Dialect, most: usize) -> Result<Option<Batch>> {
        let InsertValues::Rows(rows) = &self.values else { return Ok(None) };
        let features = dialect.features();
        let returns = !self.returning.is_empty();
        let silent = returns && features.returning == ReturningFeature::None;
        let (Some(first), false) = (rows.first(), rows.len() == 1 && !silent) else { return Ok(None) };
        let columns = self.columns_of(first, features.sequences)?;
        let is_large = rows.len() > most || rows.len() * columns.len() > features.max_params;
        if !returns && !is_large {
            return Ok(None);
        }
        if self.conflict.is_none()
            && let Some(bulk) = self.bulk(&columns, rows, features)?
        {
            return Ok(Some(bulk));
        }
        let size = if returns && self.conflict.is_none() { 1 } else { page_size(rows, features, most) };
        if silent || rows.len() <= size {
            return Ok(None);
        }
        let page = |rows: &[ValueRow]| InsertNode { values: InsertValues::Rows(rows.to_vec()), ..self.shell() };
        Ok(Some(Batch::Statements(rows.chunks(size).map(page).collect(), None)))
    }

    /// Everything but the rows.
    fn shell(&self) -> InsertNode {
        InsertNode {
            prefixes: self.prefixes.clone(),
            table: self.table.clone(),
            values: InsertValues::Open,
            extensions: self.extensions.clone(),
            conflict: self.conflict.clone(),
            returning: self.returning.clone(),
            ctes: self.ctes.clone(),
            implicit: self.implicit,
        }
    }

    /// In bulk, if it is of values only, and gives back columns only.
    fn bulk(&self, columns: &[Named<'_>], rows: &[ValueRow], features: &Features) -> Result<Option<Batch>> {
        let is_plain = self.prefixes.is_empty() && self.ctes.is_empty() && self.extensions.is_empty();
        let Some(table) = self.table.definition().filter(|_| is_plain) else {
            return Ok(None);
        };
        let typed = columns.iter().map(|column| Some((column.name.clone(), table.get(column.name)?.sql_type.clone())));
        let (Some(typed), Some(mut returning)) = (typed.collect::<Option<Vec<_>>>(), self.returned_columns()) else {
            return Ok(None);
        };
        let matching = match returning.is_empty() {
            true => Matching::OneByOne,
            false => matching(table, &typed, &mut returning),
        };
        let is_generated_key = returning.len() == 1 && matching == Matching::Generated(0);
        if features.returning == ReturningFeature::None && !returning.is_empty() && !is_generated_key {
            return Ok(None);
        }
        let Some(values) = self.values_of(columns, rows)? else { return Ok(None) };
        let table = table.full_name();
        Ok(Some(Batch::Bulk(BulkRows { table, columns: typed, returning, matching, rows: values.len() }, values)))
    }

    /// The names of the columns that are returned, if only columns of the table are.
    fn returned_columns(&self) -> Option<Vec<Name>> {
        let name = |node: &Node| match node.unlabelled() {
            Node::Column(column) if column.source == self.table.source => Some(column.name.clone()),
            _ => None,
        };
        self.returning.items.iter().flatten().map(name).collect()
    }

    /// The values of the rows, if they are all values.
    fn values_of(&self, columns: &[Named<'_>], rows: &[ValueRow]) -> Result<Option<Vec<Vec<Value>>>> {
        let given = rows.first().map_or(0, Vec::len);
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let mut values = Vec::with_capacity(columns.len());
            for node in self.nodes_of(columns, given, row)? {
                let Node::Bind(value) = &*node else { return Ok(None) };
                values.push(value.clone());
            }
            all.push(values);
        }
        Ok(Some(all))
    }
}

/// How the rows that come back are told apart; what is needed for it is returned, too.
fn matching(table: &Table, given: &[(Name, SqlType)], returning: &mut Vec<Name>) -> Matching {
    let place_of = |name: &Name, returning: &mut Vec<Name>| {
        returning.iter().position(|known| known == name).unwrap_or_else(|| {
            returning.push(name.clone());
            returning.len() - 1
        })
    };
    let key: Vec<_> = table.primary_key().collect();
    let given_at = |name: &Name| given.iter().position(|(known, _)| known == name);
    match key.as_slice() {
        [] => Matching::OneByOne,
        [single] if single.auto_increment && given_at(&single.name).is_none() => {
            Matching::Generated(place_of(&single.name, returning))
        }
        key if key.iter().all(|column| given_at(&column.name).is_some()) => {
            let mut pair = |name: &Name| Some((place_of(name, returning), given_at(name)?));
            Matching::Given(key.iter().filter_map(|column| pair(&column.name)).collect())
        }
        _ => Matching::OneByOne,
    }
}

/// How many rows a statement can bind the values of.
fn page_size(rows: &[ValueRow], features: &Features, most: usize) -> usize {
    let widest = rows.iter().map(|row| row.iter().map(|(_, node)| binds(node)).sum::<usize>()).max();
    // What stands around the rows binds values, too.
    (features.max_params.saturating_sub(100) / widest.unwrap_or(1).max(1)).clamp(1, most)
}

fn binds(node: &Node) -> usize {
    if matches!(node, Node::Bind(_)) {
        return 1;
    }
    let mut count = 0;
    node.children(&mut |child| count += binds(child));
    count
}
