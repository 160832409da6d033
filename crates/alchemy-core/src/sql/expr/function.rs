//! `name(arguments)`, with what aggregates add to it.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::select::and;
use crate::sql::{Construct, Expr, FamilyOf, IntoExpr, Node, Over};
use crate::types::family::Condition;

/// A function call.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name, written as it is.
    pub name: Name,
    /// Its arguments.
    pub arguments: Vec<Node>,
    /// `f(DISTINCT a)`.
    pub distinct: bool,
    /// `f(a) FILTER (WHERE …)`.
    pub filter: Option<Node>,
    /// Written without parentheses: CURRENT_TIMESTAMP.
    pub bare: bool,
}

impl Construct for Function {
    crate::key!(name, arguments, filter; distinct, bare);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.arguments.iter().chain(&self.filter).for_each(visit);
    }
}

impl Render for Function {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(&self.name);
        if self.bare {
            return Ok(());
        }
        r.glue("(");
        if self.distinct {
            r.word("DISTINCT");
        }
        r.list(&self.arguments, |r, argument| argument.render(r))?;
        r.glue(")");
        let Some(filter) = &self.filter else { return Ok(()) };
        if !r.features().aggregate_filter {
            return Err(r.unsupported("an aggregate's FILTER"));
        }
        r.word("FILTER");
        r.parens(|r| {
            r.word("WHERE");
            filter.render_condition(r, 0)
        })
    }
}

/// A function call whose value is read as `T`.
pub struct Func<T> {
    call: Arc<Function>,
    value: PhantomData<fn() -> T>,
}

impl<T> Func<T> {
    pub(crate) fn new(name: impl Into<Name>, arguments: Vec<Node>) -> Self {
        let call = Function { name: name.into(), arguments, distinct: false, filter: None, bare: false };
        Func { call: Arc::new(call), value: PhantomData }
    }

    /// Only the clock is written so.
    #[cfg(feature = "chrono")]
    pub(crate) fn bare(name: &'static str) -> Self {
        let call = Function { name: Name::Static(name), arguments: Vec::new(), distinct: false, filter: None, bare: true };
        Func { call: Arc::new(call), value: PhantomData }
    }

    pub(crate) fn to_node(&self) -> Node {
        Node::Function(self.call.clone())
    }

    fn edit(mut self, change: impl FnOnce(&mut Function)) -> Self {
        change(Arc::make_mut(&mut self.call));
        self
    }

    /// Over distinct values only: `count(DISTINCT x)`.
    #[must_use]
    pub fn distinct(self) -> Self {
        self.edit(|call| call.distinct = true)
    }

    /// Over the rows for which the condition holds; several are joined by AND.
    ///
    /// # Errors
    /// Compiling is `Unsupported` where aggregates have no FILTER.
    #[must_use]
    pub fn filter<C: IntoExpr>(self, condition: C) -> Self
    where
        FamilyOf<C>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|call| call.filter = Some(and(call.filter.take(), condition)))
    }

    /// As a window function.
    pub fn over(self) -> Over<T> {
        Over::new(Expr::<T>::from_node(self.to_node()).into_node())
    }
}

impl<T> Clone for Func<T> {
    fn clone(&self) -> Self {
        Func { call: self.call.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Func<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(f)
    }
}
