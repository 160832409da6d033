//! An operator between two expressions that only PostgreSQL has: `a @> b`, `a && b`, `a -|- b`.

use std::any::Any;

use alchemy_core::{Construct, Expr, Key, Keyed, Node, Render, Renderer, Result};

/// `left operator right`.
#[derive(Debug, Clone)]
pub struct Infix {
    /// The left side.
    pub left: Node,
    /// The operator.
    pub operator: &'static str,
    /// The right side.
    pub right: Node,
}

impl Infix {
    /// As an expression. Whoever makes it vouches for the type.
    pub fn typed<T>(left: Node, operator: &'static str, right: Node) -> Expr<T> {
        Expr::from_node(Node::Extension(std::sync::Arc::new(Infix { left, operator, right })))
    }
}

/// How tightly operators bind that PostgreSQL calls "any other operator": tighter than comparisons, looser than `+`.
pub(crate) const OTHER_OPERATOR: u8 = 5;

impl Construct for Infix {
    fn precedence(&self) -> u8 {
        match self.operator {
            "*" => 8,
            "+" | "-" => 7,
            _ => OTHER_OPERATOR,
        }
    }

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.left);
        visit(&self.right);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Infix { left, operator, right } = self;
        left.key(key);
        key.plain(operator);
        right.key(key);
    }
}

impl Render for Infix {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, &format!("the operator `{}`", self.operator))?;
        // Several of `+` and of `*` are taken from the left, as they are written.
        let same = matches!(&self.left, Node::Extension(left) if (&**left as &dyn Any).downcast_ref::<Infix>()
            .is_some_and(|left| left.operator == self.operator && left.precedence() > OTHER_OPERATOR));
        let precedence = self.precedence();
        if same {
            self.left.render(r)?
        } else {
            self.left.render_within(r, precedence)?
        }
        r.word(self.operator);
        self.right.render_within(r, precedence)
    }
}
