//! Clauses of the program's own, at fixed places of a SELECT.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{Construct, Node, Select, SelectNode};

/// Where a clause of the program's own stands in a SELECT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExtensionPoint {
    /// Behind the word SELECT.
    PostSelect,
    /// Before the columns, behind DISTINCT.
    PreColumns,
    /// Behind WHERE, GROUP BY and HAVING, before ORDER BY.
    PostCriteria,
    /// Behind all clauses.
    PostBody,
}

impl Keyed for (ExtensionPoint, Node) {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.plain(&self.0);
        self.1.key(key);
    }
}

impl SelectNode {
    pub(super) fn render_extensions(&self, r: &mut Renderer<'_>, point: ExtensionPoint) -> Result<()> {
        let all = self.extra.iter().flat_map(|extra| &extra.extensions);
        all.filter(|(at, _)| *at == point).try_for_each(|(_, clause)| clause.render(r))
    }
}

impl<R> Select<R> {
    /// A clause of the program's own.
    ///
    /// ```
    /// use alchemy_core::{Construct, ExtensionPoint, Node, Render, Renderer, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    ///
    /// #[derive(Debug)]
    /// struct Qualify(Node);
    ///
    /// impl Construct for Qualify {
    ///     fn children(&self, visit: &mut dyn FnMut(&Node)) {
    ///         visit(&self.0);
    ///     }
    /// }
    ///
    /// impl Render for Qualify {
    ///     fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
    ///         r.word("QUALIFY");
    ///         self.0.render(r)
    ///     }
    /// }
    ///
    /// let first = func::row_number().over().order_by(users::id).eq(1);
    /// let stmt = select(users::id).extend(ExtensionPoint::PostCriteria, Qualify(first.into_node()));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account QUALIFY row_number() OVER (ORDER BY user_account.id) = ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn extend(self, point: ExtensionPoint, clause: impl Construct + 'static) -> Self {
        self.edit(|select| select.extra().extensions.push((point, Node::Extension(Arc::new(clause)))))
    }
}
