//! `VALUES (a, b), (c, d)`

use crate::compile::{Keyed, Render, Renderer};
use crate::dialect::{RowList, ValuesSpelling};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{Node, RowSource};

/// Rows of the program's own.
#[derive(Debug, Clone)]
pub struct ValuesNode {
    /// The names of the columns.
    pub columns: Vec<Name>,
    /// The rows.
    pub rows: Vec<Vec<Node>>,
    /// Whether values are written into the text.
    pub inlined: bool,
}

impl Keyed for ValuesNode {
    crate::key!(columns, rows; inlined);
}

impl RowSource for ValuesNode {
    fn column_names(&self) -> &[Name] {
        &self.columns
    }

    /// Where the first row names the columns, two of its values may be of one name: the rows are then listed as such.
    fn render_in_list(&self, r: &mut Renderer<'_>) -> Result<()> {
        let features = r.features();
        if features.combining.values != ValuesSpelling::Cte || features.row_list == RowList::Values || self.columns.len() < 2 {
            return self.render(r);
        }
        self.check()?;
        r.list(&self.rows, |r, row| r.parens(|r| r.list(row, |r, node| self.render_value(r, node))))
    }

    fn names_columns(&self) -> bool {
        let mut any = false;
        self.rows.iter().flatten().for_each(|node| node.columns(&mut |_| any = true));
        any
    }
}

impl Render for ValuesNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.take_place();
        self.check()?;
        r.word("VALUES");
        let rows = r.features().combining.values == ValuesSpelling::DerivedRows;
        r.list(&self.rows, |r, row| {
            if rows {
                r.word("ROW");
                r.glue("(");
                r.list(row, |r, node| self.render_value(r, node))?;
                r.glue(")");
                return Ok(());
            }
            r.parens(|r| r.list(row, |r, node| self.render_value(r, node)))
        })
    }
}

impl ValuesNode {
    fn check(&self) -> Result<()> {
        if self.rows.is_empty() || self.rows.iter().any(|row| row.len() != self.columns.len()) {
            let message = "VALUES needs at least one row, and in each row a value for each column";
            return Err(Error::new(ErrorKind::Programming, message));
        }
        Ok(())
    }

    fn render_value(&self, r: &mut Renderer<'_>, node: &Node) -> Result<()> {
        match node {
            Node::Bind(value) if self.inlined => r.value_in_text(value),
            node => node.render(r),
        }
    }
}
