//! `operand AS name`.

use std::fmt;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::source::next_id;
use crate::sql::{Construct, Expr, IntoAlias, NamedAfter, Node};

/// A named expression. The name is written where it is selected; elsewhere, as in ORDER BY, the name stands for it.
#[derive(Debug, Clone)]
pub struct Label {
    /// What is named.
    pub operand: Node,
    /// Its name; for an anonymous label what its name is made from.
    pub name: Name,
    /// The number of an anonymous label, whose name the statement chooses.
    pub anonymous: Option<u32>,
}

impl Construct for Label {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Label { operand, name, anonymous } = self;
        operand.key(key);
        name.key(key);
        key.tag(anonymous.is_some().into());
        if let Some(id) = anonymous {
            key.once(*id as usize, |_| {});
        }
    }

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
    pub(crate) anonymous: Option<u32>,
}

impl<T> Labelled<T> {
    pub(crate) fn of(expr: Expr<T>, name: impl IntoAlias) -> Self {
        match name.into_alias() {
            Some(name) => Labelled { expr, name, anonymous: None },
            None => {
                let base = match (expr.node(), expr.node().naming()) {
                    (Node::Column(column), _) => column.name.clone(),
                    (_, NamedAfter::Number(base)) => base,
                    (_, _) => Name::Static("anon"),
                };
                Labelled { expr, name: base, anonymous: Some(next_id()) }
            }
        }
    }

    pub(crate) fn to_node(&self) -> Node {
        Label { operand: self.expr.node().clone(), name: self.name.clone(), anonymous: self.anonymous }.into()
    }
}

impl<T> Clone for Labelled<T> {
    fn clone(&self) -> Self {
        Labelled { expr: self.expr.clone(), name: self.name.clone(), anonymous: self.anonymous }
    }
}

impl<T> fmt::Debug for Labelled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_node().fmt(f)
    }
}
