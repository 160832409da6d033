//! Whole objects in a select.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use alchemy_core::{ColumnRef, Columns, EntityAt, FromRef, Name, Node, Projection, Source, TablePlace};

use crate::mapping::{Mapped, Mapper};

/// Whole objects of `M`: `select((User::entity(), …))`.
pub struct Whole<M> {
    from: Option<FromRef>,
    model: PhantomData<fn() -> M>,
}

impl<M: Mapped> Whole<M> {
    pub(crate) fn of(from: Option<FromRef>) -> Self {
        Whole { from, model: PhantomData }
    }

    /// The objects of the outer side of a join, which may be missing.
    pub fn nullable(self) -> WholeOrNull<M> {
        WholeOrNull(self)
    }

    pub(crate) fn source(&self) -> Source {
        let table = TablePlace::of::<M>();
        self.from.map_or(Source::placed(table), |from| from.of_table(table))
    }
}

/// Whole objects that may be missing.
#[derive(Debug)]
pub struct WholeOrNull<M>(Whole<M>);

/// Adds a model's columns to a projection; those deferred by default stay empty.
pub(crate) fn push_entity(projection: &mut Projection, mapper: &'static Mapper, model: TypeId, source: Source) {
    projection.entities.push(EntityAt { at: projection.items.len(), model, source: source.clone() });
    for column in mapper.columns() {
        let node = || Node::Column(ColumnRef { source: source.clone(), name: Name::Static(column.name) });
        projection.items.push((!column.deferred).then(node));
    }
}

impl<M: Mapped> Columns for Whole<M> {
    type Row = M;

    fn push_columns(self, projection: &mut Projection) {
        push_entity(projection, M::info(), TypeId::of::<M>(), self.source());
    }
}

impl<M: Mapped> Columns for WholeOrNull<M> {
    type Row = Option<M>;

    fn push_columns(self, projection: &mut Projection) {
        self.0.push_columns(projection);
    }
}

impl<M> fmt::Debug for Whole<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Whole").field("from", &self.from).finish()
    }
}
