//! DELETE.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Render, Renderer, Scope};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::Shape;
use crate::sql::select::and;
use crate::sql::write::{Writes, returning};
use crate::sql::{Columns, FamilyOf, IntoExpr, NoRows, Node, Prepared, Projection, Query, Returning, Source, Statement};
use crate::types::family::Condition;

#[derive(Debug, Clone)]
struct DeleteNode {
    table: Source,
    filter: Option<Node>,
    returning: Projection,
}

impl Render for DeleteNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.scopes.push(Scope::of(vec![self.table.clone()]));
        r.word("DELETE FROM");
        self.table.render_definition(r)?;
        if let Some(filter) = &self.filter {
            r.word("WHERE");
            filter.render_condition(r, 0)?;
        }
        returning(r, &self.returning, Writes::Delete)?;
        r.scopes.pop();
        Ok(())
    }
}

/// A DELETE from `M`; it gives rows only with [`Delete::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::delete().filter(users::id.eq(1));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "DELETE FROM user_account WHERE user_account.id = ?");
/// # Ok::<(), Error>(())
/// ```
pub struct Delete<M, R = NoRows> {
    node: Arc<DeleteNode>,
    types: PhantomData<fn() -> (M, R)>,
}

impl<M> Delete<M> {
    /// A DELETE from a table.
    pub fn from_table(table: Source) -> Self {
        let node = DeleteNode { table, filter: None, returning: Projection::default() };
        Delete { node: Arc::new(node), types: PhantomData }
    }

    /// WHERE; several are joined by AND. Without one every row is deleted.
    #[must_use]
    pub fn filter<E: IntoExpr>(mut self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let node = Arc::make_mut(&mut self.node);
        node.filter = Some(and(node.filter.take(), condition.into_expr().into_node()));
        self
    }

    /// Gives these columns of the deleted rows.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where DELETE cannot return.
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Delete<M, Returning<C::Row>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Delete { node: self.node, types: PhantomData }
    }
}

impl<M, R> Delete<M, R> {
    /// Its SQL in a dialect.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<M, R> Clone for Delete<M, R> {
    fn clone(&self) -> Self {
        Delete { node: self.node.clone(), types: PhantomData }
    }
}

impl<M, R> fmt::Debug for Delete<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<M, R> Statement for Delete<M, R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let prepared = Prepared::of(&*self.node, &**dialect)?;
        Ok(Prepared { positions: self.node.returning.positions().map(Into::into), ..prepared })
    }
}

impl<M, R: Shape> Query for Delete<M, Returning<R>> {
    type Row = R;
}
