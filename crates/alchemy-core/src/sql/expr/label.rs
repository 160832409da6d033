//! `operand AS name`.

use std::fmt;

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{Construct, Expr, Node};

/// A named expression. The name is written where it is selected; elsewhere, as in ORDER BY, the name stands for it.
#[derive(Debug, Clone)]
pub struct Label {
    /// What is named.
    pub operand: Node,
    /// Its name.
    pub name: Name,
}

impl Construct for Label {
    crate::key!(operand, name);

    fn precedence(&self) -> u8 {
        self.operand.precedence()
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
    }
}

impl Render for Label {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.operand.render(r)
    }
}

/// An expression with a name.
pub struct Labelled<T> {
    pub(crate) expr: Expr<T>,
    pub(crate) name: Name,
}

impl<T> Labelled<T> {
    pub(crate) fn to_node(&self) -> Node {
        Label { operand: self.expr.node().clone(), name: self.name.clone() }.into()
    }
}

impl<T> Clone for Labelled<T> {
    fn clone(&self) -> Self {
        Labelled { expr: self.expr.clone(), name: self.name.clone() }
    }
}

impl<T> fmt::Debug for Labelled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_node().fmt(f)
    }
}
