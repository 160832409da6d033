//! UPDATE.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Render, Renderer, Scope};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::select::and;
use crate::sql::write::{Writes, returning};
use crate::sql::{
    Assignments, Columns, FamilyOf, IntoExpr, NoRows, Node, Prepared, Projection, Query, Returning, Source, Statement,
};
use crate::types::family::Condition;

#[derive(Debug, Clone)]
struct UpdateNode {
    table: Source,
    set: Vec<(Name, Node)>,
    filter: Option<Node>,
    returning: Projection,
}

impl Render for UpdateNode {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.set.is_empty() {
            return Err(Error::new(ErrorKind::Programming, "an UPDATE needs something to `set`"));
        }
        r.scopes.push(Scope::of(vec![self.table.clone()]));
        r.word("UPDATE");
        self.table.render_definition(r)?;
        r.word("SET");
        r.list(&self.set, |r, (name, value)| {
            r.name(name)?;
            r.glue("=");
            r.tight(|r| value.render_grouped(r))
        })?;
        if let Some(filter) = &self.filter {
            r.word("WHERE");
            filter.render_condition(r, 0)?;
        }
        returning(r, &self.returning, Writes::Update)?;
        r.scopes.pop();
        Ok(())
    }
}

/// An UPDATE of `M`; it gives rows only with [`Update::returning`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = users::update().set(users::name.to("gary")).filter(users::id.eq(1));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "UPDATE user_account SET name=? WHERE user_account.id = ?");
/// # Ok::<(), Error>(())
/// ```
pub struct Update<M, R = NoRows> {
    node: Arc<UpdateNode>,
    types: PhantomData<fn() -> (M, R)>,
}

impl<M> Update<M> {
    /// An UPDATE of a table, without assignments yet.
    pub fn of_table(table: Source) -> Self {
        let node = UpdateNode { table, set: Vec::new(), filter: None, returning: Projection::default() };
        Update { node: Arc::new(node), types: PhantomData }
    }

    /// Assigns columns.
    #[must_use]
    pub fn set(mut self, assignments: impl Assignments<M>) -> Self {
        assignments.push_assignments(&mut Arc::make_mut(&mut self.node).set);
        self
    }

    /// WHERE; several are joined by AND. Without one every row is changed.
    #[must_use]
    pub fn filter<E: IntoExpr>(mut self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let node = Arc::make_mut(&mut self.node);
        node.filter = Some(and(node.filter.take(), condition.into_expr().into_node()));
        self
    }

    /// Gives these columns of the changed rows.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where UPDATE cannot return.
    #[must_use]
    pub fn returning<C: Columns>(mut self, columns: C) -> Update<M, Returning<C::Row>> {
        columns.push_columns(&mut Arc::make_mut(&mut self.node).returning);
        Update { node: self.node, types: PhantomData }
    }
}

impl<M, R> Update<M, R> {
    /// Its SQL in a dialect.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(&*self.node, dialect)
    }
}

impl<M, R> Clone for Update<M, R> {
    fn clone(&self) -> Self {
        Update { node: self.node.clone(), types: PhantomData }
    }
}

impl<M, R> fmt::Debug for Update<M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<M, R> Statement for Update<M, R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        let prepared = Prepared::of(&*self.node, &**dialect)?;
        Ok(Prepared { positions: self.node.returning.positions().map(Into::into), ..prepared })
    }
}

impl<M, R: Shape> Query for Update<M, Returning<R>> {
    type Row = R;
}
