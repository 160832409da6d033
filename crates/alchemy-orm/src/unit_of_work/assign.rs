//! Which child belongs to which parent now: the changes of both sides of a relationship, brought together.

use alchemy_core::Result;
use foldhash::HashMap;

use crate::instance::{Node, State, looked};
use crate::mapping::{Kind, Relation};
use crate::relation::Links;
use crate::unit_of_work::row::address;

/// A foreign key of a child that follows a reference.
#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) child: Node,
    /// The child's columns.
    pub(crate) columns: Vec<usize>,
    /// The parent's columns that they take their values from.
    pub(crate) from: Vec<usize>,
    /// `None` makes the key NULL.
    pub(crate) parent: Option<Node>,
}

/// A row of a link table that comes or goes.
#[derive(Debug, Clone)]
pub(crate) struct LinkChange {
    pub(crate) owner: Node,
    pub(crate) relation: usize,
    pub(crate) member: Node,
    pub(crate) comes: bool,
}

/// What the relationships of new and changed objects come to.
#[derive(Debug, Default)]
pub(crate) struct Assignments {
    by_child: HashMap<(usize, Vec<usize>), Assignment>,
    order: Vec<(usize, Vec<usize>)>,
    pub(crate) links: Vec<LinkChange>,
    /// Children that lost the parent that they cannot be without.
    pub(crate) orphans: Vec<Node>,
}

impl Assignments {
    /// In the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Assignment> {
        self.order.iter().filter_map(|key| self.by_child.get(key))
    }

    /// A parent counts more than none, whichever side said so.
    fn set(&mut self, assignment: Assignment) {
        let key = (address(&assignment.child), assignment.columns.clone());
        match self.by_child.get_mut(&key) {
            Some(known) if known.parent.is_none() => *known = assignment,
            Some(known) if assignment.parent.is_some() => *known = assignment,
            Some(_) => {}
            None => {
                self.order.push(key.clone());
                self.by_child.insert(key, assignment);
            }
        }
    }

    /// Looks at one new or changed object.
    pub(crate) fn look(&mut self, node: &Node) -> Result<()> {
        let mapper = node.mapper();
        for (index, relation) in mapper.relations().iter().enumerate().filter(|(_, relation)| !relation.viewonly) {
            let (state, now, before) = looked(node, |slot| {
                let before = slot.header().snapshot.as_ref().map(|snapshot| snapshot.relations[index].clone());
                (slot.header().state, slot.relation(index).links(), before)
            })?;
            let before = match (state, before) {
                (State::Pending, _) => Links::Unset,
                (_, Some(before)) => before,
                // Nothing was changed.
                (_, None) => continue,
            };
            let (added, removed) = now.changes_since(&before);
            if relation.secondary.is_some() {
                let change = |member: Node, comes| LinkChange { owner: node.clone(), relation: index, member, comes };
                self.links.extend(removed.into_iter().map(|member| change(member, false)));
                self.links.extend(added.into_iter().map(|member| change(member, true)));
            } else if relation.kind == Kind::Parent {
                self.parent_side(node, relation, added, (&now, &before, state))?;
            } else {
                self.child_side(node, relation, added, removed)?;
            }
        }
        Ok(())
    }

    fn parent_side(
        &mut self,
        child: &Node,
        relation: &Relation,
        added: Vec<Node>,
        (now, before, state): (&Links, &Links, State),
    ) -> Result<()> {
        let link = relation.link(child.mapper())?;
        let cleared = matches!(now, Links::Loaded(_)) && now.members().is_empty();
        let was_cleared = matches!(before, Links::Loaded(_)) && before.members().is_empty();
        let parent = added.into_iter().next();
        if parent.is_none() && (!cleared || was_cleared) {
            return Ok(());
        }
        if parent.is_none() && link.reverse.is_some_and(|reverse| relation.target().relations()[reverse].cascade.delete_orphan) {
            self.orphans.push(child.clone());
            return Ok(());
        }
        if parent.is_none() && state == State::Pending {
            return Ok(());
        }
        self.set(Assignment { child: child.clone(), columns: link.local.clone(), from: link.remote.clone(), parent });
        Ok(())
    }

    fn child_side(&mut self, parent: &Node, relation: &Relation, added: Vec<Node>, removed: Vec<Node>) -> Result<()> {
        let link = relation.link(parent.mapper())?;
        let assignment = |child, parent| Assignment { child, columns: link.remote.clone(), from: link.local.clone(), parent };
        for child in added {
            self.set(assignment(child, Some(parent.clone())));
        }
        for child in removed {
            // The other side knows where the child went; without one it is nowhere.
            let moved = match link.reverse {
                Some(reverse) => looked(&child, |slot| !slot.relation(reverse).links().members().is_empty())?,
                None => self.by_child.get(&(address(&child), link.remote.clone())).is_some_and(|known| known.parent.is_some()),
            };
            if moved {
                continue;
            }
            if relation.cascade.delete_orphan {
                self.orphans.push(child);
            } else {
                self.set(assignment(child, None));
            }
        }
        Ok(())
    }
}
