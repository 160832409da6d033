//! INSERT from values.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Render, Renderer};
use crate::dialect::{DefaultRow, Dialect};
use crate::error::{Error, ErrorKind, Result};
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::write::{Writes, returning};
use crate::sql::{Columns, IntoValues, NoRows, Node, Prepared, Projection, Query, Returning, Source, Statement};

/// An INSERT, erased.
#[derive(Debug, Clone)]
pub struct InsertNode {
    /// Into what.
    pub table: Source,
    /// The rows; each names its columns.
    pub rows: Vec<Vec<(Name, Node)>>,
    /// RETURNING.
    pub returning: Projection,
}

impl InsertNode {
    /// All rows must state the columns of the first; they may do so in another order.
    fn row<'n>(&'n self, row: &'n [(Name, Node)]) -> Result<Vec<&'n Node>> {
        // A row that could not be built says why, whatever columns the others have.
        if let Some(Node::Refused(refused)) = row.iter().map(|(_, node)| node).find(|node| matches!(node, Node::Refused(_))) {
            return Err(refused.0.clone());
        }
        let first = &self.rows[0];
        let differs = || {
            Error::new(
                ErrorKind::Programming,
                "the rows of an INSERT name different columns; insert them in statements of their own",
            )
        };
        if row.len() != first.len() {
            return Err(differs());
        }
        let find = |name: &Name| row.iter().find(|(known, _)| known == name).map(|(_, node)| node);
        first.iter().map(|(name, _)| find(name).ok_or_else(differs)).collect()
    }
}

impl Render for InsertNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word("INSERT INTO");
        self.table.render_definition(r)?;
        match self.rows.first() {
            None => return Err(Error::new(ErrorKind::Programming, "an INSERT needs at least one row; give it `values`")),
            Some(first) if first.is_empty() && self.rows.len() > 1 => {
                return Err(r.unsupported("several rows of nothing but defaults"));
            }
            Some(first) if first.is_empty() => r.word(match r.features().default_row {
                DefaultRow::DefaultValues => "DEFAULT VALUES",
                DefaultRow::EmptyLists => "() VALUES ()",
            }),
            Some(first) => {
                r.parens(|r| r.list(first, |r, (name, _)| r.name(name)))?;
                r.word("VALUES");
                r.list(&self.rows, |r, row| {
                    let nodes = self.row(row)?;
                    r.parens(|r| r.list(nodes, |r, node| node.render_grouped(r)))
                })?;
            }
        }
        returning(r, &self.returning, Writes::Insert)
    }
}

/// An INSERT into `M`; it gives rows only with [`Insert::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::insert().values(users::name.to("gary")).returning(users::id);
/// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO user_account (name) VALUES (?) RETURNING user_account.id");
/// # Ok::<(), Error>(())
/// ```
pub struct Insert<M, R = NoRows> {
    node: Arc<InsertNode>,
    types: PhantomData<fn() -> (M, R)>,
}

impl<M> Insert<M> {
    /// An INSERT into a table, without rows yet.
    pub fn into_table(table: Source) -> Self {
        let node = InsertNode { table, rows: Vec::new(), returning: Projection::default() };
        Insert { node: Arc::new(node), types: PhantomData }
    }

    /// Adds rows.
    #[must_use]
    pub fn values(mut self, values: impl IntoValues<M>) -> Self {
        values.push_rows(&mut Arc::make_mut(&mut self.node).rows);
        self
    }

    /// Gives these columns of the inserted rows.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where INSERT cannot return.
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Insert<M, Returning<C::Row>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Insert { node: self.node, types: PhantomData }
    }
}

impl<M, R> Insert<M, R> {
    /// Its SQL in a dialect.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<M, R> Clone for Insert<M, R> {
    fn clone(&self) -> Self {
        Insert { node: self.node.clone(), types: PhantomData }
    }
}

impl<M, R> fmt::Debug for Insert<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<M, R> Statement for Insert<M, R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let prepared = Prepared::of(&*self.node, &**dialect)?;
        Ok(Prepared { positions: self.node.returning.positions().map(Into::into), ..prepared })
    }
}

impl<M, R: Shape> Query for Insert<M, Returning<R>> {
    type Row = R;
}
