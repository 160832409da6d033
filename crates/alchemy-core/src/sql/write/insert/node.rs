//! `InsertNode`: an INSERT, erased, and the order of its clauses.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::DefaultRow;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::write::conflict::name_row;
use crate::sql::write::extend::extensions;
use crate::sql::write::insert::key::Implicit;
use crate::sql::write::{Writes, begin, parameter_of, returning};
use crate::sql::{AssignedValues, Conflict, CteNode, Node, Projection, SelectedRows, Source, Target, Unsaid, ValueRow, Verbatim};

/// An INSERT, erased.
#[derive(Debug, Clone)]
pub struct InsertNode {
    /// What stands behind the word INSERT.
    pub prefixes: Vec<Verbatim>,
    /// Into what.
    pub table: Target,
    /// What.
    pub values: InsertValues,
    /// Clauses of the program's own.
    pub extensions: Vec<Node>,
    /// What is done about rows that are there already.
    pub conflict: Option<Box<Conflict>>,
    /// RETURNING.
    pub returning: Projection,
    /// Common table expressions that nothing in it names.
    pub ctes: Vec<Arc<CteNode>>,
    /// What is returned where the program did not say.
    pub(crate) implicit: Implicit,
}

/// What is inserted.
#[derive(Debug, Clone)]
pub enum InsertValues {
    /// Nothing was said yet.
    Open,
    /// Rows; each names its columns.
    Rows(Vec<ValueRow>),
    /// The rows of a SELECT, into these columns; with the defaults of the columns that are not among them, or without.
    Select(Vec<Name>, SelectedRows, bool),
}

impl Keyed for InsertNode {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // Every field by name: one that is forgotten would make two different statements one.
        let InsertNode { prefixes, table, values, extensions, conflict, returning, ctes, implicit } = self;
        key.tag(u8::MAX - 2);
        table.key(key);
        prefixes.key(key);
        values.key(key);
        extensions.key(key);
        conflict.key(key);
        returning.key(key);
        ctes.key(key);
        key.plain(implicit);
    }
}

impl Keyed for InsertValues {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match self {
            InsertValues::Open => key.tag(0),
            InsertValues::Rows(rows) => {
                // A text for each number of rows would push all others out of the cache.
                if rows.len() > 1 {
                    return key.refuse();
                }
                key.tag(1);
                rows.key(key);
            }
            InsertValues::Select(columns, rows, defaults) => {
                key.tag(2);
                columns.key(key);
                rows.key(key);
                key.plain(defaults);
            }
        }
    }
}

impl InsertNode {
    /// An INSERT without rows yet.
    pub fn into_target(table: Target) -> Self {
        InsertNode {
            prefixes: Vec::new(),
            table,
            values: InsertValues::Open,
            extensions: Vec::new(),
            conflict: None,
            returning: Projection::default(),
            ctes: Vec::new(),
            implicit: Implicit::Nothing,
        }
    }

    /// An INSERT of one row of nothing but defaults.
    pub fn of_defaults(table: Source, returning: Projection) -> Self {
        let values = InsertValues::Rows(vec![Vec::new()]);
        InsertNode { values, returning, ..InsertNode::into_target(Target { source: table }) }
    }

    fn render_values(&self, r: &mut Renderer<'_>) -> Result<()> {
        match &self.values {
            InsertValues::Open => self.open(r),
            InsertValues::Rows(rows) => self.rows(r, rows),
            InsertValues::Select(columns, rows, defaults) => self.selected(r, columns, rows, *defaults),
        }
    }

    /// Every column, each with a parameter of its name.
    fn open(&self, r: &mut Renderer<'_>) -> Result<()> {
        let columns = self.given_columns();
        if columns.is_empty() {
            return Err(wrong("an INSERT needs at least one row; give it `values`"));
        }
        r.parens(|r| r.list(&columns, |r, name| r.name(name)))?;
        r.word("VALUES");
        r.parens(|r| r.list(columns, |r, name| parameter_of(name, Unsaid::Insert).render(r)))
    }

    fn rows(&self, r: &mut Renderer<'_>, rows: &[ValueRow]) -> Result<()> {
        let Some(first) = rows.first() else {
            return Err(wrong("an INSERT needs at least one row; give it `values`"));
        };
        let columns = self.columns_of(first, r.features().sequences)?;
        if columns.is_empty() {
            if rows.len() > 1 {
                return Err(r.unsupported("several rows of nothing but defaults"));
            }
            r.word(match r.features().default_row {
                DefaultRow::DefaultValues => "DEFAULT VALUES",
                DefaultRow::EmptyLists => "() VALUES ()",
            });
            return Ok(());
        }
        r.parens(|r| r.list(&columns, |r, column| r.name(column.name)))?;
        r.word("VALUES");
        r.list(rows, |r, row| {
            let nodes = self.nodes_of(&columns, first.len(), row)?;
            if nodes.iter().all(|node| matches!(**node, Node::Bind(_))) {
                return r.parens(|r| r.list(nodes.iter(), |r, node| node.render(r)));
            }
            let values =
                columns.iter().zip(&nodes).map(|(column, node)| (column.name.clone(), node.clone().into_owned())).collect();
            let before = std::mem::replace(&mut r.assigned, AssignedValues { values, of_new_row: true });
            r.parens(|r| r.list(nodes.iter(), |r, node| node.render_grouped(r)))?;
            r.assigned = before;
            Ok(())
        })
    }
}

pub(super) fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Programming, message)
}

impl Render for InsertNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.take_place();
        r.writing(r.features().combining.insert_with, |r| self.clauses(r))
    }
}

impl InsertNode {
    fn clauses(&self, r: &mut Renderer<'_>) -> Result<()> {
        begin(r, &self.ctes, "INSERT", &self.prefixes)?;
        r.word("INTO");
        self.table.source.render_definition(r)?;
        self.render_values(r)?;
        extensions(r, &self.extensions)?;
        if let Some(conflict) = &self.conflict {
            name_row(r, self)?;
            conflict.render(r, self)?;
        }
        match self.implied(r)? {
            Some(implied) => returning(r, &implied, Writes::Insert, &self.table.source),
            None => returning(r, &self.returning, Writes::Insert, &self.table.source),
        }
    }
}
