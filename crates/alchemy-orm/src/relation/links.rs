//! Links, without the type of what they link to.

use std::sync::{Arc, Weak};

use crate::instance::{Node, Object};

/// A link: weak, so that the store alone owns objects.
pub(crate) type WeakNode = Weak<dyn Object>;

/// Whether the two are one object.
pub(crate) fn same_node(a: &WeakNode, b: &Node) -> bool {
    std::ptr::addr_eq(a.as_ptr(), Arc::as_ptr(b))
}

/// Linked objects; of a field that is not loaded, what was added and removed without knowing the rest.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    pub(crate) members: Vec<WeakNode>,
    pub(crate) removed: Vec<WeakNode>,
}

/// What a relationship field links to.
#[derive(Debug, Clone, Default)]
pub enum Links {
    /// Not given.
    #[default]
    Unset,
    /// Not loaded; what was changed all the same.
    NotLoaded(Option<Arc<Linked>>),
    /// Loaded.
    Loaded(Option<Arc<Linked>>),
}

fn alive(nodes: &[WeakNode]) -> Vec<Node> {
    nodes.iter().filter_map(WeakNode::upgrade).collect()
}

impl Links {
    fn linked(&self) -> Option<&Arc<Linked>> {
        match self {
            Links::Unset => None,
            Links::NotLoaded(linked) | Links::Loaded(linked) => linked.as_ref(),
        }
    }

    pub(crate) fn is_loaded(&self) -> bool {
        matches!(self, Links::Loaded(_))
    }

    /// The members that are known.
    pub(crate) fn members(&self) -> Vec<Node> {
        self.linked().map_or_else(Vec::new, |linked| alive(&linked.members))
    }

    /// What came and went between `before` and now.
    pub(crate) fn changes_since(&self, before: &Links) -> (Vec<Node>, Vec<Node>) {
        match (self.linked(), before.linked()) {
            (None, None) => return (Vec::new(), Vec::new()),
            (Some(a), Some(b)) if Arc::ptr_eq(a, b) => return (Vec::new(), Vec::new()),
            _ => {}
        }
        let empty = Arc::default();
        let (now, then) = (self.linked().unwrap_or(&empty), before.linked().unwrap_or(&empty));
        let mut added = missing_from(&now.members, &then.members);
        let mut removed = missing_from(&then.members, &now.members);
        removed.extend(missing_from(&now.removed, &then.removed));
        // What was taken back from the list of removed ones is there again.
        added.extend(missing_from(&then.removed, &now.removed).into_iter().filter(|_| !self.is_loaded()));
        (added, removed)
    }
}

/// The nodes of `these` that `those` lack.
fn missing_from(these: &[WeakNode], those: &[WeakNode]) -> Vec<Node> {
    let address = |node: &WeakNode| node.as_ptr().cast::<()>() as usize;
    let known: std::collections::HashSet<usize> = those.iter().map(address).collect();
    these.iter().filter(|node| !known.contains(&address(node))).filter_map(WeakNode::upgrade).collect()
}
