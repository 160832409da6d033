//! Rows of one type as rows of another, for set operations: their sides have one type.

use std::marker::PhantomData;
use std::sync::Arc;

use crate::sql::{RowSource, Rows};
use crate::types::{Nullability, SqlValue};

/// Rows of this type can be read as rows of `R`: the same, but for values that may be NULL there though they are not here.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` cannot be read as rows of `{R}`",
    note = "the types agree but for `Option`: what may be NULL stays an `Option`"
)]
pub trait ReadsAs<R> {}

impl<A: SqlValue, B: SqlValue<NotNull = A::NotNull>> ReadsAs<B> for A where A::Null: Nullability<Or<B::Null> = B::Null> {}

macro_rules! tuples {
    ($(($($a:ident $b:ident $i:tt)+))*) => {$(
        impl<$($a: ReadsAs<$b>, $b),+> ReadsAs<($($b,)+)> for ($($a,)+) {}
    )*};
}
crate::for_tuples!(tuples);

/// Rows that are read as `R`; made by [`SetOperations::reads_as`](crate::SetOperations::reads_as) and
/// [`SetOperations::reads_as_any`](crate::SetOperations::reads_as_any).
#[derive(Debug, Clone)]
pub struct RowsAs<R> {
    rows: Arc<dyn RowSource>,
    row: PhantomData<fn() -> R>,
}

impl<R> RowsAs<R> {
    pub(super) fn new(rows: Arc<dyn RowSource>) -> Self {
        RowsAs { rows, row: PhantomData }
    }
}

impl<R> Rows for RowsAs<R> {
    type Row = R;

    fn into_rows(self) -> Arc<dyn RowSource> {
        self.rows
    }
}
