//! Before: the statement is widened by what joined options need.

use std::any::Any;
use std::sync::Arc;

use alchemy_core::{
    ColumnRef, Error, ErrorKind, FromRef, JoinKind, LoadPlan, LoadReader, LoadRun, Name, Node, Result, SelectNode, Source,
};

use crate::instance::Tracking;
use crate::load::options::{ColumnOption, OptionSet, PathOption, Strategy};
use crate::load::run::Run;
use crate::mapping::{Kind, Mapper, push_entity};
use crate::query::joins_to;

/// A relationship that is read from the rows themselves.
#[derive(Debug)]
pub(crate) struct JoinedPath {
    /// The number of the relationship.
    pub(crate) relation: usize,
    pub(crate) target: &'static Mapper,
    /// Whether the rows have all related objects: a join of the program's own may leave members out.
    pub(crate) all: bool,
    /// Where the target's columns start.
    pub(crate) at: usize,
    pub(crate) level: Level,
}

/// What is loaded for the objects at one place of the result.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// From the rows.
    pub(crate) joined: Vec<JoinedPath>,
    /// By statements of their own.
    pub(crate) follow: Vec<PathOption>,
}

/// Objects that were selected.
#[derive(Debug)]
pub(crate) struct Root {
    /// Which of the row's entities it is.
    pub(crate) position: usize,
    pub(crate) mapper: &'static Mapper,
    pub(crate) at: usize,
    pub(crate) level: Level,
}

/// Where everything stands in the rows of a widened statement.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) roots: Vec<Root>,
    /// Whether rows repeat because a collection was joined.
    pub(crate) repeats: bool,
}

struct Widening<'s> {
    select: &'s mut SelectNode,
    /// Whether a join that multiplies rows would change what the statement counts.
    counted: bool,
    repeats: bool,
}

impl Widening<'_> {
    fn level(&mut self, options: &OptionSet, mapper: &'static Mapper, source: &Source) -> Result<Level> {
        let mut level = Level::default();
        for option in options.paths(mapper.id()) {
            let many = option.relation.kind == Kind::Many;
            match &option.strategy {
                Strategy::Lazy => {}
                Strategy::SelectIn => level.follow.push(option.clone()),
                Strategy::Joined { .. } if many && self.counted => level.follow.push(option.clone()),
                Strategy::Joined { .. } | Strategy::Contained(_) => level.joined.push(self.joined(option, mapper, source)?),
            }
        }
        Ok(level)
    }

    fn joined(&mut self, option: &PathOption, mapper: &'static Mapper, source: &Source) -> Result<JoinedPath> {
        if option.filter.is_some() {
            let message =
                format!("`{}` is loaded by a join, which takes no filter; use `selectinload` for it", option.relation.path());
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        let target = option.relation.target();
        let there = match &option.strategy {
            Strategy::Joined { inner } => {
                let there = FromRef::anonymous(target.table_name()).of_table(target.place());
                let kind = if *inner { JoinKind::Inner } else { JoinKind::LeftOuter };
                option.relation.link(mapper)?;
                self.select.joins.extend(joins_to(option.relation, mapper, source.clone(), there.clone(), kind));
                there
            }
            Strategy::Contained(Some(alias)) => self.selected(option, alias.clone(), source)?,
            _ => self.selected(option, Source::placed(target.place()), source)?,
        };
        self.repeats |= option.relation.kind == Kind::Many;
        let at = self.select.projection.items.len();
        push_entity(&mut self.select.projection, target, target.id(), there.clone());
        // What the loader adds is no entity of the result.
        self.select.projection.entities.pop();
        self.columns(&option.children, target, at, &there);
        self.order(option, &there);
        let level = self.level(&option.children, target, &there)?;
        let relation = mapper.index_of(option.relation)?;
        let all = option.relation.kind != Kind::Many || !matches!(option.strategy, Strategy::Contained(_));
        Ok(JoinedPath { relation, target, all, at, level })
    }

    /// What the program says it has joined, if it has.
    fn selected(&self, option: &PathOption, there: Source, source: &Source) -> Result<Source> {
        let mut is_there = false;
        self.select.each_leaf(&mut |leaf| is_there |= *leaf == there);
        if is_there && there != *source {
            return Ok(there);
        }
        let message = format!(
            "`{}` is read from rows that the statement joins, but it joins none; join them, and name their alias, if they have \
             one, with `of_type`",
            option.relation.path()
        );
        Err(Error::new(ErrorKind::Programming, message))
    }

    /// The relationship's own order, behind the statement's.
    fn order(&mut self, option: &PathOption, there: &Source) {
        let orders = option.relation.order_by.map_or_else(Vec::new, |orders| orders());
        let orders = if option.order_by.is_empty() { orders } else { option.order_by.clone() };
        for mut order in orders {
            if let Node::Column(column) = &mut order.operand {
                column.source = there.clone();
            }
            self.select.order_by.push(order);
        }
    }

    /// Fills or empties the slots of columns that can be left out.
    fn columns(&mut self, options: &OptionSet, mapper: &'static Mapper, at: usize, source: &Source) {
        for option in options.columns(mapper.id()) {
            for (index, column) in mapper.columns().iter().enumerate().filter(|(_, column)| column.deferrable) {
                let selected = match option {
                    ColumnOption::Defer(name) if *name == column.attribute => false,
                    ColumnOption::Undefer(name) if *name == column.attribute => true,
                    ColumnOption::UndeferGroup(group) if column.group == Some(group) => true,
                    ColumnOption::Only(names) => names.contains(&column.attribute),
                    _ => continue,
                };
                let node = || Node::Column(ColumnRef { source: source.clone(), name: Name::Static(column.name) });
                self.select.projection.items[at + index] = selected.then(node);
            }
        }
    }
}

/// What reads the rows of a widened statement.
#[derive(Debug)]
pub(crate) struct Reader(Arc<Plan>);

impl LoadReader for Reader {
    fn start(&self, context: &dyn Any) -> Result<Box<dyn LoadRun>> {
        let tracking = context.downcast_ref::<Tracking>().cloned();
        Ok(Box::new(Run::new(self.0.clone(), tracking)))
    }
}

impl LoadPlan for OptionSet {
    fn widen(&self, select: &SelectNode) -> Result<(SelectNode, Arc<dyn LoadReader>)> {
        self.check()?;
        let mut widened = select.clone();
        let limited = select.limit.count.is_some() || select.limit.offset.is_some();
        let counted = limited || select.distinct || !select.group_by.is_empty();
        let mut widening = Widening { select: &mut widened, counted, repeats: false };
        let mut roots = Vec::new();
        for (position, entity) in select.projection.entities.iter().enumerate() {
            let Some(mapper) = self.mapper_of(entity.model) else { continue };
            widening.columns(self, mapper, entity.at, &entity.source);
            let level = widening.level(self, mapper, &entity.source)?;
            roots.push(Root { position, mapper, at: entity.at, level });
        }
        let repeats = widening.repeats;
        if widened.joins.len() > select.joins.len() {
            lock_selected(&mut widened, select);
        }
        Ok((widened, Arc::new(Reader(Arc::new(Plan { roots, repeats })))))
    }
}

/// A lock on all tables is one on those that the program selects from: not on what is joined by options. What is no table is
/// not locked by name.
fn lock_selected(widened: &mut SelectNode, select: &SelectNode) {
    let Some(lock) = widened.extra.as_mut().and_then(|extra| extra.lock.as_mut()).filter(|lock| lock.of.is_empty()) else { return };
    select.each_leaf(&mut |source| {
        if matches!(source, Source::Table { .. }) && !lock.of.contains(source) {
            lock.of.push(source.clone());
        }
    });
}
