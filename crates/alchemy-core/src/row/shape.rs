//! The type of a row.

use std::any::Any;

use crate::error::{Error, Result};
use crate::row::{Header, Mode};
use crate::types::SqlValue;
use crate::value::Row;

/// The type of a row: a value, a model, a struct with `FromRow`, or a tuple of these.
#[diagnostic::on_unimplemented(
    message = "rows cannot be read as `{Self}`",
    label = "not a row type",
    note = "a row is a column type, a model, a struct with `#[derive(FromRow)]`, or a tuple of up to 16 of these"
)]
pub trait Shape: Sized + Send + 'static {
    /// How many columns it reads.
    const WIDTH: usize;
    /// How many entities it holds.
    const ENTITIES: usize = 0;
    /// What it becomes in a mode.
    type In<M: Mode>: Send + 'static;

    /// Decodes the columns that start at `at`.
    fn decode<M: Mode>(context: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self::In<M>>;

    /// Decodes a whole row; `header` is kept from row to row of a result.
    #[doc(hidden)]
    fn decode_row<M: Mode>(context: &mut M::Context, _: &mut Header, row: &dyn Row) -> Result<Self::In<M>> {
        Self::decode::<M>(context, row, 0)
    }

    /// The first of its columns, which start at `at`, that may be NULL and cannot be read then.
    #[doc(hidden)]
    fn unreadable(at: usize, may_be_null: &dyn Fn(usize) -> bool) -> Option<usize> {
        (at..at + Self::WIDTH).find(|column| may_be_null(*column))
    }

    /// Visits the entities of a decoded row, in order; `None` for one on the empty side of an outer join.
    fn entities<'r, M: Mode>(_: &'r mut Self::In<M>, _: &mut dyn FnMut(Option<&'r mut (dyn Any + Send)>)) {}
}

/// Reads one column of a row. An error says where it stands.
#[doc(hidden)]
pub fn read_column<T: SqlValue>(row: &dyn Row, at: usize) -> Result<T> {
    row.get(at).and_then(T::from_value).map_err(|error| error.at_column(at))
}

/// A row without columns.
impl Shape for () {
    const WIDTH: usize = 0;
    type In<M: Mode> = ();

    fn decode<M: Mode>(_: &mut M::Context, _: &dyn Row, _: usize) -> Result<()> {
        Ok(())
    }
}

/// The error with the column of the row that could not be read.
#[cold]
pub fn in_row(error: Error, row: &dyn Row) -> Error {
    error.naming_column(|index| (row.position(index), row.name(index)))
}

/// A struct of one's own that is read from a row by column name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how it is read from a row",
    note = "add `#[derive(FromRow)]` to `{Self}`"
)]
pub trait FromRow: Shape {
    /// The columns that it needs.
    const COLUMNS: &'static [&'static str];
}

macro_rules! tuples {
    ($(($($t:ident $u:ident $i:tt)+))*) => {$(
        impl<$($t: Shape),+> Shape for ($($t,)+) {
            const WIDTH: usize = 0 $(+ $t::WIDTH)+;
            const ENTITIES: usize = 0 $(+ $t::ENTITIES)+;
            type In<Mo: Mode> = ($($t::In<Mo>,)+);

            fn decode<Mo: Mode>(context: &mut Mo::Context, row: &dyn Row, at: usize) -> Result<Self::In<Mo>> {
                let mut next = at;
                Ok(($({
                    let from = next;
                    next += $t::WIDTH;
                    let _ = next;
                    $t::decode::<Mo>(context, row, from)?
                },)+))
            }

            fn unreadable(at: usize, may_be_null: &dyn Fn(usize) -> bool) -> Option<usize> {
                let mut next = at;
                let found = None;
                $(
                    let from = next;
                    next += $t::WIDTH;
                    let found = found.or_else(|| $t::unreadable(from, may_be_null));
                )+
                let _ = next;
                found
            }

            fn entities<'r, Mo: Mode>(row: &'r mut Self::In<Mo>, visit: &mut dyn FnMut(Option<&'r mut (dyn Any + Send)>)) {
                $($t::entities::<Mo>(&mut row.$i, visit);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);
