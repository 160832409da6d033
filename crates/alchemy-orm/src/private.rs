//! The only names that generated code may use. Not part of the public interface.

pub use alchemy_core::EnumType;
pub use alchemy_core::family::{ComparesWith, SqlInteger, SqlText};
pub use alchemy_core::{
    ColumnRef, Expr, FromRef, FromRow, IntoExpr, IntoFrom, Mode, Model, Name, Node, NotNull, Nullability, OnChange, Order, Result,
    Row, Shape, Source, SqlType, SqlValue, Table, TablePlace, Value, ValueRef,
};

pub use crate::instance::{AnySlot, Header};
pub use crate::load::Holds;
pub use crate::mapping::{
    Alias, AnyField, Attr, Deferral, Describe, Field, LeadsTo, Mapped, Mapper, Related, TypedMapper, Values, shared_mapper,
};

use alchemy_core::{Error, FamilyOf, IntoOrder};

/// The counterpart's name, if it leads back.
pub fn back_populates<M, F: Related, B: LeadsTo<M>>(counterpart: Attr<F::Target, B>) -> &'static str {
    counterpart.name()
}

/// A foreign key's target, if it has the column's type.
pub fn foreign_key<T: SqlValue, M, K: SqlValue>(target: Attr<M, K>) -> (TablePlace, &'static str)
where
    T::Family: ComparesWith<K::Family>,
{
    (target.place(), target.column())
}

/// Table and column of an attribute.
pub fn column_of<M, T: SqlValue>(attr: Attr<M, T>) -> (TablePlace, &'static str) {
    (attr.place(), attr.column())
}

/// The mapper of a link table.
pub fn secondary<M: Mapped>() -> fn() -> &'static Mapper {
    M::info
}

/// The terms of an order.
pub fn orders(order: impl IntoOrder) -> Vec<Order> {
    let mut orders = Vec::new();
    order.push_orders(&mut orders);
    orders
}

/// A default, if it has the column's type.
pub fn server_default<T: SqlValue, E: IntoExpr>(default: E) -> Node
where
    T::Family: ComparesWith<FamilyOf<E>>,
{
    default.into_expr().into_node()
}

/// The columns to insert, without those that are left to the database. # Errors: `InvalidState` for a struct that holds
/// related objects.
pub fn insert_values<M: Mapped>(model: &M) -> Result<Vec<(Name, Value)>> {
    for relation in M::info().relations() {
        if model.field(relation.field).relation().is_some_and(|field| field.has_members()) {
            let path = relation.path();
            return Err(Error::invalid_state(format!(
                "`{path}` holds objects, which an INSERT would leave out; add the object to a session"
            )));
        }
    }
    let columns = M::info().columns().iter();
    Ok(columns.filter_map(|column| Some((Name::Static(column.name), model.field(column.field).value()?))).collect())
}

/// A column of a row, by name.
pub fn row_get<T: SqlValue>(row: &dyn Row, name: &str) -> Result<T> {
    let index = (0..row.width()).find(|index| row.name(*index) == name);
    let index = index.ok_or_else(|| Error::decode(std::any::type_name::<T>(), format!("a row without a column `{name}`")))?;
    T::from_value(row.get(index)?)
}

/// A field that no mapper asks for.
pub fn no_such_field(index: usize) -> ! {
    unreachable!("the mapper has no field {index}")
}

/// A word in a row that is none of an enum's.
pub fn unknown_word(target: &'static str) -> Error {
    Error::decode(target, "a value that is none of its variants")
}

/// A value in a row that is no word.
pub fn not_a_word(target: &'static str, value: ValueRef<'_>) -> Error {
    Error::decode(target, value.kind())
}
