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
    ///
    /// ```
    /// use alchemy_core::{Raw, dialect::Ansi, prelude::*};
    /// let version = Expr::<String>::from_node(Raw("version()".into()));
    /// assert_eq!(select(version.label("version")).compile(&Ansi)?.text(), "SELECT version() AS version");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn from_node(node: impl Into<Node>) -> Self {
        Expr(node.into(), PhantomData)
    }

    /// A bound value.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let compiled = select(book::id).filter(book::pages.gt(Expr::<i64>::bind(Value::Int(300)))).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT book.id FROM book WHERE book.pages > ?", &[Value::Int(300)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn bind(value: Value) -> Self {
        Expr(Node::Bind(value), PhantomData)
    }

    /// A Rust value, bound. One that is unset has nothing to bind, and NULL would be another value: it is refused when the
    /// statement is compiled.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let compiled = select(Expr::of_value(&"Emma".to_owned()).label("title")).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT ? AS title", &[Value::from("Emma")][..]));
    /// # Ok::<(), Error>(())
    /// ```
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
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let compiled = select(literal(7).label("seven")).compile(&Ansi)?;
/// assert_eq!((compiled.text(), compiled.params()), ("SELECT ? AS seven", &[Value::Int(7)][..]));
/// # Ok::<(), Error>(())
/// ```
pub fn literal<T: IntoExpr>(value: T) -> Expr<T::Value>
where
    T::Value: SqlValue,
{
    value.into_expr()
}
