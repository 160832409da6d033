//! The only names that generated code may use. Not part of the public interface.

pub use alchemy_core::family::ComparesWith;
pub use alchemy_core::private::{
    EnumType, Expr, FromRow, IntoExpr, Mode, Node, NotNull, Result, Row, Shape, SqlInteger, SqlText, SqlType, SqlValue, Value,
    ValueRef, not_a_word, read_column, row_get, unknown_word,
};
pub use alchemy_core::{ColumnRef, FromRef, IntoFrom, Model, Name, Nullability, OnChange, Order, Source, Table, TablePlace};

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

/// A field that no mapper asks for.
pub fn no_such_field(index: usize) -> ! {
    unreachable!("the mapper has no field {index}")
}
