//! `Expr<T>`: an expression that the compiler knows the type of.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Render, Renderer};
use crate::error::{Error, Result};
use crate::sql::bound;
use crate::sql::{IntoExpr, Node, Refused};
use crate::types::SqlValue;
use crate::value::Value;

/// An SQL expression whose value is read as `T`. Cheap to clone.
pub struct Expr<T>(Node, PhantomData<fn() -> T>);

impl<T> Expr<T> {
    /// Gives a node a type. The caller vouches for it.
    pub fn from_node(node: impl Into<Node>) -> Self {
        Expr(node.into(), PhantomData)
    }

    /// A bound value.
    pub fn bind(value: Value) -> Self {
        Expr(Node::Bind(value), PhantomData)
    }

    /// A Rust value, bound. One that is unset has nothing to bind, and NULL would be another value: it is refused when the
    /// statement is compiled.
    pub fn of_value(value: &T) -> Self
    where
        T: SqlValue,
    {
        if value.is_unset() {
            Expr::from_node(Refused(Error::unset_value()))
        } else {
            Expr::from_node(bound::<T>(Node::Bind(value.to_value())))
        }
    }

    /// The node.
    pub fn node(&self) -> &Node {
        &self.0
    }

    /// The node.
    pub fn into_node(self) -> Node {
        self.0
    }
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        Expr(self.0.clone(), PhantomData)
    }
}

impl<T> fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Render for Expr<T> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.0.render(r)
    }
}

/// A value as an expression: it is bound, never written into the text.
pub fn literal<T: IntoExpr>(value: T) -> Expr<T::Value>
where
    T::Value: SqlValue,
{
    value.into_expr()
}
