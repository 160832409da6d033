//! One SELECT for the related objects of many parents.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::driver::{BoxFuture, Sink};
use alchemy_core::{
    Compiled, Entities, JoinKind, Junction, LoadPlan, LoadRun, Node, Overwrite, Prepared, Remapped, Result, Row, Runner, Select,
    SelectNode, Source, Statement, Value, ValueRef, in_row,
};
use foldhash::HashMap;

use crate::instance::Tracking;
use crate::load::object::{Object, ObjectRef};
use crate::load::options::PathOption;
use crate::load::run::Run;
use crate::mapping::{Key, Kind, Link, Mapper, push_entity};
use crate::query::{is_one_of, joins_to};

/// How many parents one statement asks for.
const CHUNK: usize = 500;

/// Loads a relationship of many parents. Parents that have it, fresh, are left alone.
pub(crate) fn select_in<'a>(
    option: &'a PathOption,
    parents: Vec<ObjectRef<'a>>,
    tracking: Option<Tracking>,
    runner: &'a mut dyn Runner,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let owner = option.owner;
        let link = option.relation.link(owner)?;
        let number = owner.index_of(option.relation)?;
        let mut waiting: Vec<(ObjectRef<'a>, Option<(Key, usize)>)> = Vec::with_capacity(parents.len());
        let mut wanted: Vec<(Key, Vec<Value>)> = Vec::new();
        let mut copies: HashMap<Key, usize> = HashMap::default();
        for parent in parents {
            if option.filter.is_none() && parent.has(number, tracking.as_ref())? {
                continue;
            }
            let values: Result<Vec<Option<Value>>> = link.local.iter().map(|column| parent.value(owner, *column)).collect();
            let values: Vec<Value> = values?.into_iter().map(Option::unwrap_or_default).collect();
            let key = Key::of_values(&values)?;
            let place = key.map(|key| {
                let count = copies.entry(key.clone()).or_default();
                if *count == 0 {
                    wanted.push((key.clone(), values));
                }
                *count += 1;
                // In a session parents share an object; outside each has a copy of its own.
                let copy = if tracking.is_some() { 0 } else { *count - 1 };
                (key, copy)
            });
            waiting.push((parent, place));
        }
        let mut found = known(option, link, tracking.as_ref(), &mut wanted);
        for chunk in wanted.chunks(CHUNK) {
            fetch(option, link, chunk, Objects { tracking: tracking.as_ref(), copies: &copies, found: &mut found }, runner).await?;
        }
        for (parent, place) in waiting {
            let objects = place.and_then(|place| take(&mut found, &place, tracking.is_some())).unwrap_or_default();
            parent.fill(owner, number, objects, option.filter.is_none())?;
        }
        Ok(())
    })
}

/// The objects found for a key, and for each further parent of the same key.
type Found = HashMap<(Key, usize), Vec<Object>>;

/// Where objects come from and go to.
struct Objects<'f> {
    tracking: Option<&'f Tracking>,
    copies: &'f HashMap<Key, usize>,
    found: &'f mut Found,
}

fn take(found: &mut Found, place: &(Key, usize), shared: bool) -> Option<Vec<Object>> {
    if !shared {
        return found.remove(place);
    }
    let objects = found.get(place)?;
    Some(objects.iter().filter_map(Object::shared).collect())
}

/// Many-to-one targets that are in the identity map need no SQL.
fn known(option: &PathOption, link: &Link, tracking: Option<&Tracking>, wanted: &mut Vec<(Key, Vec<Value>)>) -> Found {
    let mut found = Found::default();
    let target = option.relation.target();
    let by_key = option.relation.kind == Kind::Parent && link.remote == target.key_columns() && option.filter.is_none();
    let memory = |tracking: &&Tracking| by_key && option.children.options.is_empty() && tracking.overwrite == Overwrite::Stale;
    let Some(tracking) = tracking.filter(memory) else { return found };
    let lists = tracking.store.lists();
    wanted.retain(|(key, _)| match lists.find(target, key) {
        Some(node) => {
            found.insert((key.clone(), 0), vec![Object::Tracked(node)]);
            false
        }
        None => true,
    });
    found
}

async fn fetch(
    option: &PathOption,
    link: &Link,
    chunk: &[(Key, Vec<Value>)],
    objects: Objects<'_>,
    runner: &mut dyn Runner,
) -> Result<()> {
    let select = statement(option, link, chunk)?;
    let Prepared { text, params, positions, loading, cached: _, addresses: _, slots: _ } =
        Select::<i64>::from_node(select).prepare(&runner.dialect())?;
    let run = match (&loading, objects.tracking) {
        (None, _) => None,
        (Some(reader), Some(tracking)) => Some(reader.start(tracking)?),
        (Some(reader), None) => Some(reader.start(&())?),
    };
    let most = if objects.tracking.is_some() { 1 } else { objects.copies.values().copied().max().unwrap_or(1) };
    let sink = Children {
        tracking: objects.tracking.cloned(),
        target: option.relation.target(),
        width: link.local.len(),
        positions,
        run,
        rows: Vec::new(),
        kept: (most > 1).then(Vec::new),
    };
    let sink: Box<dyn Any> = runner.query(Compiled::from_parts(text, params.to_vec()), Box::new(sink)).await?;
    let Ok(mut sink) = sink.downcast::<Children>() else { unreachable!("a driver gives back the sink that it was given") };
    sink.copy(objects.copies, most)?;
    let Children { run, mut rows, .. } = *sink;
    if let Some(run) = run {
        let entities: Entities<'_> = rows.iter_mut().map(|(_, object)| vec![Some(object.as_entity())]).collect();
        run.finish(entities, runner).await?;
    }
    for (place, object) in rows {
        objects.found.entry(place).or_default().push(object);
    }
    Ok(())
}

/// `SELECT keys, target FROM target [JOIN link table] WHERE keys IN (…) ORDER BY …`.
fn statement(option: &PathOption, link: &Link, chunk: &[(Key, Vec<Value>)]) -> Result<SelectNode> {
    let relation = option.relation;
    let target = relation.target();
    let there = Source::placed(target.place());
    let mut select = SelectNode::default();
    let (source, mapper, columns) = match &link.through {
        None => (there.clone(), target, &link.remote),
        Some(through) => {
            let joins = joins_to(relation, option.owner, Source::placed(option.owner.place()), there.clone(), JoinKind::Inner);
            let between = joins[0].target.clone();
            select.from.push(between.clone());
            select.joins.extend(joins.into_iter().skip(1));
            (between, through.mapper, &through.mine)
        }
    };
    let keys: Vec<Node> = columns.iter().map(|column| mapper.column(*column, source.clone())).collect();
    keys.iter().cloned().for_each(|key| select.projection.push(key));
    push_entity(&mut select.projection, target, target.id(), there);
    let condition = is_one_of(&keys, chunk.iter().map(|(_, key)| key));
    select.filter = Some(match &option.filter {
        Some(filter) => Junction::of(true, condition, filter.clone()),
        None => condition,
    });
    select.order_by = if option.order_by.is_empty() {
        relation.order_by.map_or_else(Vec::new, |orders| orders())
    } else {
        option.order_by.clone()
    };
    if !option.children.options.is_empty() {
        let plan: Arc<dyn LoadPlan> = Arc::new(option.children.clone());
        select.loading = Some(plan);
    }
    Ok(select)
}

/// Takes the rows of one statement: the parent's key, then the object.
struct Children {
    tracking: Option<Tracking>,
    target: &'static Mapper,
    width: usize,
    positions: Option<Arc<[Option<usize>]>>,
    run: Option<Box<dyn LoadRun>>,
    rows: Vec<((Key, usize), Object)>,
    /// The rows themselves, where several parents want objects of their own.
    kept: Option<Vec<Kept>>,
}

/// A row that is read again.
struct Kept(Vec<Option<Value>>);

impl Row for Kept {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>> {
        Ok(self.0[index].as_ref().map_or(ValueRef::Absent, Value::as_ref))
    }

    fn name(&self, _: usize) -> &str {
        ""
    }
}

impl Children {
    /// Reads the rows again for each further parent of a key.
    fn copy(&mut self, copies: &HashMap<Key, usize>, most: usize) -> Result<()> {
        let kept = self.kept.take().unwrap_or_default();
        for copy in 1..most {
            if let Some(run) = self.run() {
                run.start_over();
            }
            for row in &kept {
                if let Some(key) = self.key(row)?
                    && copies.get(&key).is_some_and(|count| *count > copy)
                {
                    self.take(row, copy)?;
                }
            }
        }
        Ok(())
    }

    fn key(&self, row: &dyn Row) -> Result<Option<Key>> {
        if self.width == 1 {
            return Key::of([row.get(0)?]);
        }
        let values: Result<Vec<_>> = (0..self.width).map(|index| row.get(index)).collect();
        Key::of(values?)
    }

    /// What reads the rows for options of these objects.
    fn run(&mut self) -> Option<&mut Run> {
        let run: &mut dyn Any = self.run.as_deref_mut()?;
        run.downcast_mut()
    }

    fn take(&mut self, row: &dyn Row, copy: usize) -> Result<()> {
        let Some(key) = self.key(row)? else { return Ok(()) };
        if let Some(run) = self.run() {
            run.of_parent(&key);
        }
        if let Some(run) = &mut self.run
            && !run.row(row)?
        {
            return Ok(());
        }
        let operations = self.target.operations();
        let object = match &self.tracking {
            Some(tracking) => Object::Tracked((operations.tracked)(tracking, row, self.width)?),
            None => Object::Plain((operations.plain)(row, self.width)?),
        };
        self.rows.push(((key, copy), object));
        Ok(())
    }
}

impl Sink for Children {
    fn row(&mut self, row: &dyn Row) -> Result<()> {
        let Some(positions) = self.positions.take() else { return self.read(row).map_err(|error| in_row(error, row)) };
        let seen = Remapped::new(row, &positions);
        let read = self.read(&seen).map_err(|error| in_row(error, &seen));
        self.positions = Some(positions);
        read
    }
}

impl Children {
    fn read(&mut self, row: &dyn Row) -> Result<()> {
        if self.kept.is_some() {
            let owned = |value: ValueRef<'_>| if value == ValueRef::Absent { Ok(None) } else { value.to_value().map(Some) };
            let values: Result<Vec<Option<Value>>> = (0..row.width()).map(|index| owned(row.get(index)?)).collect();
            let values = Kept(values?);
            self.kept.get_or_insert_default().push(values);
        }
        self.take(row, 0)
    }
}
