//! Many rows at once, in the form that the dialect is best at.

use crate::compile::{Render, Renderer};
use crate::dialect::BulkInsert;
use crate::error::Result;
use crate::schema::{Name, TableName};
use crate::types::SqlType;
use crate::value::Value;

/// How the rows that a bulk INSERT gives back are matched to those that went in. No database promises their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Matching {
    /// They cannot be told apart: each row is a statement of its own, sent in one go.
    #[default]
    OneByOne,
    /// This one of the returned columns is a whole-number key that the database counts up in the order of insertion, and
    /// none of the rows brings its own.
    Generated(usize),
    /// The program gave the key: pairs of a returned column and the inserted column whose value it repeats.
    Given(Vec<(usize, usize)>),
}

/// An INSERT of many rows of the same columns, whose values are given at execution.
#[derive(Debug, Clone)]
pub struct BulkRows {
    /// Into what.
    pub table: TableName,
    /// The columns with their types.
    pub columns: Vec<(Name, SqlType)>,
    /// What to give back of each row, in order; empty for nothing.
    pub returning: Vec<Name>,
    /// How the rows that come back are told apart.
    pub matching: Matching,
    /// How many rows the text is written for. Only [`BulkInsert::Rows`] has a text that depends on it.
    pub rows: usize,
}

impl BulkRows {
    fn columns(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| r.list(&self.columns, |r, (name, _)| r.name(name)))
    }

    fn returning(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.returning.is_empty() {
            return Ok(());
        }
        r.word("RETURNING");
        r.list(&self.returning, |r, name| r.name(name))
    }

    fn row(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| r.list(&self.columns, |r, _| r.placeholder()))
    }

    /// `SELECT … FROM unnest($1, $2) WITH ORDINALITY … ORDER BY`: rows are inserted, and keys generated, in order.
    fn arrays(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("SELECT");
        r.list(0..self.columns.len(), |r, index| {
            r.word(&format!("p.c{index}"));
            Ok(())
        })?;
        r.word("FROM unnest");
        r.glue("(");
        for (index, (_, sql_type)) in self.columns.iter().enumerate() {
            if index > 0 {
                r.glue(",");
            }
            r.bind(&Value::Array([].into()))?;
            let array = format!("::{}[]", r.dialect().cast_type(&unbounded(sql_type))?);
            r.glue(&array);
        }
        r.glue(")");
        r.word("WITH ORDINALITY AS p");
        r.glue("(");
        for index in 0..self.columns.len() {
            r.glue(&format!("c{index}, "));
        }
        r.glue("ordinal)");
        r.word("ORDER BY p.ordinal");
        Ok(())
    }
}

impl Render for BulkRows {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("INSERT INTO");
        r.qualified_name(self.table.schema.as_ref(), &self.table.name)?;
        self.columns(r)?;
        match r.features().bulk_insert {
            BulkInsert::Arrays => self.arrays(r)?,
            BulkInsert::Stepped => {
                r.word("VALUES");
                self.row(r)?;
            }
            BulkInsert::Rows => {
                r.word("VALUES");
                r.list(0..self.rows, |r, _| self.row(r))?;
            }
        }
        self.returning(r)
    }
}

/// The type without its bounds. A cast to `VARCHAR(30)` or `NUMERIC(4, 1)` cuts and rounds; the column itself refuses.
fn unbounded(sql_type: &SqlType) -> SqlType {
    match sql_type {
        SqlType::String { .. } | SqlType::Char { .. } | SqlType::NChar { .. } | SqlType::NVarchar { .. } => {
            SqlType::String { length: None }
        }
        SqlType::Precise { of, .. } => of.plain(),
        SqlType::Interval { .. } => SqlType::Interval { precision: None },
        SqlType::Float { .. } => SqlType::Float { precision: None },
        SqlType::Collated(of) => unbounded(&of.of),
        SqlType::Checked(of) => unbounded(&of.of),
        SqlType::Enum(of) if !of.native => SqlType::String { length: None },
        SqlType::Numeric { .. } => SqlType::Numeric { precision: None, scale: None },
        other => other.clone(),
    }
}
