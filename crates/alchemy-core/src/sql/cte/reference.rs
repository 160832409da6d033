//! A common table expression in FROM.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, CteNode, FromItem, NameBase, RowSource, Source};

/// A common table expression in FROM, maybe under another name.
#[derive(Debug, Clone)]
pub(crate) struct CteRef {
    pub(super) cte: Link,
    pub(super) alias: Option<AliasId>,
}

/// Which common table expression is meant.
#[derive(Debug, Clone)]
pub(super) enum Link {
    /// One that is defined.
    Whole(Arc<CteNode>),
    /// The one that this stands in.
    Itself { alias: AliasId, chosen: Vec<(Name, NameBase)> },
}

impl Link {
    fn alias(&self) -> &AliasId {
        match self {
            Link::Whole(node) => &node.alias,
            Link::Itself { alias, .. } => alias,
        }
    }
}

impl FromItem for CteRef {
    fn alias(&self) -> Option<&AliasId> {
        Some(self.alias.as_ref().unwrap_or(self.cte.alias()))
    }

    fn define(&self, r: &mut Renderer<'_>, _: &Source) -> Result<()> {
        if let Link::Whole(node) = &self.cte {
            r.need_cte(node)?;
        }
        let name = r.alias_name(self.cte.alias());
        r.free_name(&name)?;
        if let Some(alias) = &self.alias {
            r.word("AS");
            let name = r.alias_name(alias);
            r.free_name(&name)?;
        }
        Ok(())
    }

    fn rows(&self) -> Option<&dyn RowSource> {
        match &self.cte {
            Link::Whole(node) => Some(&*node.rows),
            Link::Itself { .. } => None,
        }
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        match &self.cte {
            Link::Whole(node) => {
                key.tag(0);
                key.once(Arc::as_ptr(node).addr(), |key| node.key(key));
            }
            Link::Itself { alias, .. } => {
                key.tag(1);
                key.once(alias.id as usize, |key| alias.key(key));
            }
        }
        self.alias.key(key);
    }

    fn chosen(&self) -> Option<(usize, &[(Name, NameBase)])> {
        match &self.cte {
            Link::Whole(node) => Some((node.number(), &node.chosen)),
            Link::Itself { alias, chosen } => Some((alias.id as usize, chosen)),
        }
    }
}
