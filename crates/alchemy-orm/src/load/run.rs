//! During: one execution of a statement with loader options.

use std::sync::Arc;

use alchemy_core::driver::BoxFuture;
use alchemy_core::{Entities, LoadRun, Result, Row, Runner};
use foldhash::HashMap;

use crate::instance::Tracking;
use crate::load::complete::complete;
use crate::load::object::{Object, ObjectRef};
use crate::load::plan::{JoinedPath, Plan};
use crate::mapping::{Key, Mapper};

/// Related objects read from the rows, each once, in order.
#[derive(Default)]
pub(crate) struct Group {
    known: HashMap<Key, usize>,
    pub(crate) items: Vec<Item>,
}

/// One object that rows told of, with what was joined to it.
pub(crate) struct Item {
    /// `None` for an entity of the result itself.
    pub(crate) object: Option<Object>,
    /// One for each joined path.
    pub(crate) groups: Vec<Group>,
}

/// One execution: what was read for each entity of the result.
pub(crate) struct Run {
    plan: Arc<Plan>,
    tracking: Option<Tracking>,
    /// For each root the entities, as groups of what hangs on them.
    roots: Vec<Group>,
    /// For each row of the result and each root the entity's number.
    rows: Vec<Vec<Option<usize>>>,
    /// The parent that rows are read for, where there are several.
    parent: Option<Key>,
    /// The objects that the other parents are known to have, by root.
    known: HashMap<Key, Vec<HashMap<Key, usize>>>,
}

impl Run {
    pub(crate) fn new(plan: Arc<Plan>, tracking: Option<Tracking>) -> Self {
        let roots = plan.roots.iter().map(|_| Group::default()).collect();
        Run { plan, tracking, roots, rows: Vec::new(), parent: None, known: HashMap::default() }
    }

    /// The next row tells of an object of this parent. Several parents may have the same object: each gets its own.
    pub(crate) fn of_parent(&mut self, parent: &Key) {
        if self.parent.as_ref() == Some(parent) {
            return;
        }
        let before = self.roots.iter_mut().map(|group| std::mem::take(&mut group.known)).collect();
        if let Some(other) = self.parent.replace(parent.clone()) {
            self.known.insert(other, before);
        }
        for (group, known) in self.roots.iter_mut().zip(self.known.remove(parent).unwrap_or_default()) {
            group.known = known;
        }
    }

    /// The rows that follow tell of objects anew.
    pub(crate) fn start_over(&mut self) {
        self.roots.iter_mut().for_each(|group| group.known.clear());
        self.known.clear();
        self.parent = None;
    }
}

fn decode(mapper: &'static Mapper, tracking: Option<&Tracking>, row: &dyn Row, at: usize) -> Result<Object> {
    match tracking {
        Some(tracking) => (mapper.operations().tracked)(tracking, row, at).map(Object::Tracked),
        None => (mapper.operations().plain)(row, at).map(Object::Plain),
    }
}

/// Reads what is joined to an item.
fn read(item: &mut Item, paths: &[JoinedPath], tracking: Option<&Tracking>, row: &dyn Row) -> Result<()> {
    if item.groups.is_empty() {
        item.groups = paths.iter().map(|_| Group::default()).collect();
    }
    for (group, path) in item.groups.iter_mut().zip(paths) {
        let Some(key) = path.target.key_at(row, path.at)? else { continue };
        let index = match group.known.get(&key) {
            Some(index) => *index,
            None => {
                let object = Some(decode(path.target, tracking, row, path.at)?);
                group.items.push(Item { object, groups: Vec::new() });
                group.known.insert(key, group.items.len() - 1);
                group.items.len() - 1
            }
        };
        read(&mut group.items[index], &path.level.joined, tracking, row)?;
    }
    Ok(())
}

impl LoadRun for Run {
    fn row(&mut self, row: &dyn Row) -> Result<bool> {
        let (mut entities, mut new) = (Vec::with_capacity(self.plan.roots.len()), false);
        for (root, group) in self.plan.roots.iter().zip(&mut self.roots) {
            let Some(key) = root.mapper.key_at(row, root.at)? else {
                entities.push(None);
                continue;
            };
            // Without a joined collection every row is one of the result, so each has an item of its own.
            let index = match group.known.get(&key).filter(|_| self.plan.repeats) {
                Some(index) => *index,
                None => {
                    new = true;
                    group.items.push(Item { object: None, groups: Vec::new() });
                    group.known.insert(key, group.items.len() - 1);
                    group.items.len() - 1
                }
            };
            entities.push(Some(index));
            read(&mut group.items[index], &root.level.joined, self.tracking.as_ref(), row)?;
        }
        let keep = new || !self.plan.repeats || entities.iter().all(Option::is_none);
        if keep {
            self.rows.push(entities);
        }
        Ok(keep)
    }

    fn finish<'a>(self: Box<Self>, entities: Entities<'a>, runner: &'a mut dyn Runner) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let Run { plan, tracking, mut roots, rows, .. } = *self;
            let mut places: Vec<Vec<(ObjectRef<'a>, Vec<Group>)>> = plan.roots.iter().map(|_| Vec::new()).collect();
            for (mut row, numbers) in entities.into_iter().zip(rows) {
                for (index, root) in plan.roots.iter().enumerate() {
                    let (Some(entity), Some(number)) = (row[root.position].take(), numbers[index]) else { continue };
                    let groups = std::mem::take(&mut roots[index].items[number].groups);
                    places[index].push((ObjectRef::of(root.mapper, entity), groups));
                }
            }
            for (root, objects) in plan.roots.iter().zip(places) {
                complete(root.mapper, &root.level, objects, tracking.clone(), runner).await?;
            }
            Ok(())
        })
    }
}
