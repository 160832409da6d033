//! `a[i]` and `a[i:j]`.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::{Construct, Expr, Key, Keyed, Node, Render, Renderer, Result};

/// An element of an array, a slice of it, or what stands under a key.
#[derive(Debug, Clone)]
pub struct Subscript {
    /// What is looked into.
    pub operand: Node,
    /// The position, or where the slice begins.
    pub index: Node,
    /// Where the slice ends, if it is one.
    pub end: Option<Node>,
}

impl Subscript {
    /// As an expression. Whoever makes it vouches for the type.
    pub fn typed<T>(operand: Node, index: Node, end: Option<Node>) -> Expr<T> {
        Expr::from_node(Node::Extension(Arc::new(Subscript { operand, index, end })))
    }
}

impl Construct for Subscript {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.operand);
        visit(&self.index);
        self.end.iter().for_each(visit);
    }

    fn is_assignable(&self) -> bool {
        true
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Subscript { operand, index, end } = self;
        operand.key(key);
        index.key(key);
        end.key(key);
    }
}

/// Whether an expression can be looked into as it stands: a column and another subscript can, anything else stands in
/// parentheses.
pub(crate) fn stands_alone(node: &Node) -> bool {
    match node {
        Node::Column(_) | Node::Raw(_) | Node::Bind(_) => true,
        Node::Extension(node) => (&**node as &dyn Any).is::<Subscript>(),
        _ => false,
    }
}

impl Render for Subscript {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, "a subscript")?;
        if stands_alone(&self.operand) {
            self.operand.render(r)?
        } else {
            r.parens(|r| self.operand.render(r))?
        }
        r.glue("[");
        self.index.render(r)?;
        if let Some(end) = &self.end {
            r.glue(":");
            r.tight(|r| end.render(r))?;
        }
        r.glue("]");
        Ok(())
    }
}
