//! A model's table, columns, key and relationships, by number.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{LazyLock, OnceLock};

use alchemy_core::{ColumnRef, Error, Model, Name, Node, Result, Row, Source, SqlType, Table, TablePlace, Value};
use parking_lot::Mutex;

use crate::instance::{self, AnyIndex, Entity, Index, Tracking, hydrate};
use crate::mapping::describe::ColumnParts;
use crate::mapping::{AnyField, Deferral, Describe, Key, Mapped, Relation};

/// One column of a model.
#[derive(Debug)]
pub(crate) struct Column {
    /// The attribute's name.
    pub(crate) attribute: &'static str,
    /// The column's name.
    pub(crate) name: &'static str,
    /// The number of its field.
    pub(crate) field: usize,
    /// Whether it may be NULL.
    pub(crate) nullable: bool,
    /// Whether it may be left to the database.
    pub(crate) auto: bool,
    /// Whether the database generates its values as a key.
    pub(crate) generated: bool,
    /// Whether queries leave it out unless asked for.
    pub(crate) deferred: bool,
    /// Whether queries may leave it out.
    pub(crate) deferrable: bool,
    /// The group that it is loaded with.
    pub(crate) group: Option<&'static str>,
}

/// What works on objects of the type, without naming it.
pub(crate) struct Operations {
    /// Reads a row into an owned struct.
    pub(crate) plain: fn(&dyn Row, usize) -> Result<Box<dyn Any + Send>>,
    /// Reads a row into an object of a store.
    pub(crate) tracked: fn(&Tracking, &dyn Row, usize) -> Result<instance::Node>,
    /// The node of an entity.
    pub(crate) node: fn(&dyn Any) -> Option<instance::Node>,
    /// A field of an owned struct.
    pub(crate) field: fn(&dyn Any, usize) -> Option<&dyn AnyField>,
    /// A field of an owned struct.
    pub(crate) field_mut: fn(&mut dyn Any, usize) -> Option<&mut dyn AnyField>,
    /// An empty index for the identity map.
    pub(crate) index: fn() -> Box<dyn AnyIndex>,
}

impl std::fmt::Debug for Operations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Operations")
    }
}

/// What the ORM knows of a model.
#[derive(Debug)]
pub struct Mapper {
    name: &'static str,
    id: TypeId,
    table: Table,
    place: TablePlace,
    columns: Vec<Column>,
    key: Vec<usize>,
    relations: Vec<Relation>,
    operations: Operations,
    checked: OnceLock<Result<()>>,
}

impl Mapper {
    /// The mapper of a model. The derive keeps it, one for each type.
    #[doc(hidden)]
    pub fn of<T: Mapped>() -> Mapper {
        let mut describe = Describe::new(T::NAME);
        T::describe(&mut describe);
        let single_key = describe.columns.iter().filter(|column| column.def.primary_key).count() == 1;
        let mut table = Table::new(Name::Static(T::TABLE));
        if let Some(schema) = T::SCHEMA {
            table = table.schema(schema.clone());
        }
        let mut columns = Vec::with_capacity(describe.columns.len());
        for parts in describe.columns {
            let column = finish(parts, single_key, &mut table);
            columns.push(column);
        }
        table = describe.indexes.into_iter().fold(table, Table::index);
        table = describe.uniques.into_iter().fold(table, Table::unique);
        table = describe.checks.into_iter().fold(table, Table::check);
        let key = table.columns().iter().enumerate().filter(|(_, column)| column.primary_key).map(|(index, _)| index).collect();
        Mapper {
            name: T::NAME,
            id: TypeId::of::<T>(),
            table,
            place: TablePlace::of::<T>(),
            columns,
            key,
            relations: describe.relations,
            operations: operations::<T>(),
            checked: OnceLock::new(),
        }
    }

    /// The struct's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Whether every relationship finds its keys and its counterpart.
    ///
    /// # Errors
    /// `Mapping`.
    pub fn check(&'static self) -> Result<()> {
        self.checked.get_or_init(|| self.relations.iter().try_for_each(|relation| relation.check(self))).clone()
    }

    pub(crate) fn id(&self) -> TypeId {
        self.id
    }

    pub(crate) fn table_name(&self) -> &'static str {
        self.place.name()
    }

    /// The table's name, and its schema.
    pub(crate) fn place(&self) -> TablePlace {
        self.place
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A column as an expression, by number.
    pub(crate) fn column(&self, number: usize, source: Source) -> Node {
        Node::Column(ColumnRef { source, name: Name::Static(self.columns[number].name) })
    }

    pub(crate) fn column_named(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The numbers of the key's columns.
    pub(crate) fn key_columns(&self) -> &[usize] {
        &self.key
    }

    pub(crate) fn relations(&self) -> &[Relation] {
        &self.relations
    }

    pub(crate) fn relation_named(&'static self, name: &str) -> &'static Relation {
        match self.relations.iter().find(|relation| relation.name == name) {
            Some(relation) => relation,
            None => unreachable!("an attribute's type says that `{}::{name}` is a relationship", self.name),
        }
    }

    pub(crate) fn relation_index(&self, name: &str) -> Option<usize> {
        self.relations.iter().position(|relation| relation.name == name)
    }

    /// The number of a relationship.
    ///
    /// # Errors
    /// `Mapping` for one of another model.
    pub(crate) fn index_of(&self, relation: &Relation) -> Result<usize> {
        let missing = || Error::mapping(format!("`{}` is no relationship of {}", relation.path(), self.name));
        self.relations.iter().position(|known| known.name == relation.name).ok_or_else(missing)
    }

    pub(crate) fn operations(&self) -> &Operations {
        &self.operations
    }

    /// A column's value of an owned struct.
    pub(crate) fn plain_value(&self, object: &dyn Any, column: usize) -> Option<Value> {
        (self.operations.field)(object, self.columns[column].field)?.value()
    }

    /// The key of a row whose columns start at `at`.
    pub(crate) fn key_at(&self, row: &dyn Row, at: usize) -> Result<Option<Key>> {
        if let [only] = self.key[..] {
            return Key::of([row.get(at + only)?]);
        }
        let values: Result<Vec<_>> = self.key.iter().map(|column| row.get(at + column)).collect();
        Key::of(values?)
    }
}

fn finish(parts: ColumnParts, single_key: bool, table: &mut Table) -> Column {
    let whole =
        matches!(parts.def.sql_type, SqlType::SmallInteger | SqlType::Integer | SqlType::BigInteger | SqlType::UnsignedBigInteger);
    let refers = parts.def.foreign_key.is_some();
    let generated = parts.def.primary_key && single_key && parts.auto && whole && !refers && parts.def.server_default.is_none();
    let mut def = parts.def;
    def.auto_increment = generated;
    let column = Column {
        attribute: parts.attribute,
        name: parts.name,
        field: parts.field,
        nullable: def.nullable,
        auto: parts.auto,
        generated,
        deferred: parts.deferral == Some(Deferral::Lazy),
        deferrable: parts.deferral.is_some(),
        group: parts.group,
    };
    *table = table.clone().column(def);
    column
}

fn operations<T: Mapped>() -> Operations {
    Operations {
        plain: |row, at| T::from_row(row, at).map(|object| Box::new(object) as Box<dyn Any + Send>),
        tracked: |tracking, row, at| hydrate::<T>(tracking, row, at).map(|entity| entity.node() as instance::Node),
        node: |any| any.downcast_ref::<Entity<T>>().map(|entity| entity.node() as instance::Node),
        field: |any, index| any.downcast_ref::<T>().map(|object| object.field(index)),
        field_mut: |any, index| any.downcast_mut::<T>().map(|object| object.field_mut(index)),
        index: || Box::new(Index::<T>::default()),
    }
}

/// The mapper of a generic model: one for each type that it is made with.
#[doc(hidden)]
pub fn shared_mapper<T: Mapped>() -> &'static Mapper {
    static MAPPERS: LazyLock<Mutex<HashMap<TypeId, &'static Mapper>>> = LazyLock::new(Mutex::default);
    if let Some(known) = MAPPERS.lock().get(&TypeId::of::<T>()) {
        return known;
    }
    // Made outside the lock: describing a model may ask for other mappers.
    let made: &'static Mapper = Box::leak(Box::new(Mapper::of::<T>()));
    MAPPERS.lock().entry(TypeId::of::<T>()).or_insert(made)
}

/// Reads a row, from a column on, into an object of a store.
type Hydrate<T> = fn(&Tracking, &dyn Row, usize) -> Result<Entity<T>>;

/// How the core's modes get back to the ORM: function pointers with the model's type.
#[doc(hidden)]
pub struct TypedMapper<T: Model> {
    pub(crate) hydrate: Hydrate<T>,
    model: PhantomData<fn() -> T>,
}

impl<T: Mapped> TypedMapper<T> {
    /// The function pointers of a model.
    pub const fn new() -> Self {
        TypedMapper { hydrate: hydrate::<T>, model: PhantomData }
    }
}

impl<T: Mapped> Default for TypedMapper<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Model> std::fmt::Debug for TypedMapper<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedMapper")
    }
}
