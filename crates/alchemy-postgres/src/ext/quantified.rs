//! `ANY (array)` and `ALL (array)`: some, or every, element of an array.

use std::sync::Arc;

use alchemy_core::{Construct, Key, Keyed, Node, Render, Renderer, Result};

/// Some or every element of an array, on the right side of a comparison.
#[derive(Debug, Clone)]
pub struct Quantified {
    /// The array.
    pub array: Node,
    /// Every element, not some.
    pub all: bool,
}

impl Quantified {
    pub(super) fn node(array: Node, all: bool) -> Node {
        Node::Extension(Arc::new(Quantified { array, all }))
    }
}

impl Construct for Quantified {
    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.array);
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Quantified { array, all } = self;
        array.key(key);
        key.plain(all);
    }
}

impl Render for Quantified {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        super::only_here(r, "ANY and ALL of an array")?;
        r.word(if self.all { "ALL" } else { "ANY" });
        r.parens(|r| self.array.render(r))
    }
}
