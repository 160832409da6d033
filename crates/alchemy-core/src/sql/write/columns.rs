//! Columns that a statement names together, with what may be given to them: `(shelf::branch_id, shelf::code)`.

use crate::schema::Name;
use crate::sql::{Column, ColumnRef, FamilyOf, IntoExpr, Node};
use crate::types::SqlValue;
use crate::types::family::ComparesWith;

/// A column that can be written: a column of a table, or an attribute of a model.
///
/// ```
/// use alchemy_core::{WritableColumn, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(&*book::title.column_ref().name, "title");
/// ```
pub trait WritableColumn {
    /// The model, `()` for a table without one.
    type Model;
    /// Its type.
    type Value: SqlValue;

    /// The column.
    fn column_ref(&self) -> ColumnRef;
}

impl<T: SqlValue> WritableColumn for Column<T> {
    type Model = ();
    type Value = T;

    fn column_ref(&self) -> ColumnRef {
        self.as_ref().clone()
    }
}

/// Columns of `M` that are written together: one, a tuple or a `Vec`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let stmt = book::insert().rows((book::title, book::pages), [("Emma", 300), ("Ulysses", 700)]);
/// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO book (title, pages) VALUES (?, ?), (?, ?)");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` does not name columns of `{M}`")]
pub trait ColumnList<M> {
    /// Adds the columns.
    fn push_columns_to(&self, columns: &mut Vec<ColumnRef>);
}

/// `Self` can be given to the columns `C` of `M`, one by one: a tuple of values, or the row of a SELECT.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let stmt = book::insert().rows((book::title, book::pages), [("Emma", literal(150_i64) * 2)]);
/// assert_eq!(stmt.compile(&Ansi)?.text(), "INSERT INTO book (title, pages) VALUES (?, (? * ?))");
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` does not fit the columns that are written")]
pub trait Fits<M, C> {
    /// Adds its values.
    fn push_values(self, values: &mut Vec<Node>);
}

impl<M, C: WritableColumn<Model = M>> ColumnList<M> for C {
    fn push_columns_to(&self, columns: &mut Vec<ColumnRef>) {
        columns.push(self.column_ref());
    }
}

impl<M, C: WritableColumn<Model = M>> ColumnList<M> for Vec<C> {
    fn push_columns_to(&self, columns: &mut Vec<ColumnRef>) {
        columns.extend(self.iter().map(WritableColumn::column_ref));
    }
}

impl<M, C: WritableColumn<Model = M>, E: IntoExpr> Fits<M, C> for E
where
    <C::Value as SqlValue>::Family: ComparesWith<FamilyOf<E>>,
{
    fn push_values(self, values: &mut Vec<Node>) {
        values.push(self.into_expr().into_node());
    }
}

macro_rules! tuples {
    ($(($($c:ident $e:ident $i:tt)+))*) => {$(
        impl<Of, $($c: ColumnList<Of>),+> ColumnList<Of> for ($($c,)+) {
            fn push_columns_to(&self, columns: &mut Vec<ColumnRef>) {
                $(self.$i.push_columns_to(columns);)+
            }
        }
        impl<Of, $($c: ColumnList<Of>, $e: Fits<Of, $c>),+> Fits<Of, ($($c,)+)> for ($($e,)+) {
            fn push_values(self, values: &mut Vec<Node>) {
                $(self.$i.push_values(values);)+
            }
        }
    )*};
}
crate::for_tuples!(tuples);

/// The columns of a list.
pub(super) fn refs<M>(columns: &impl ColumnList<M>) -> Vec<ColumnRef> {
    let mut list = Vec::new();
    columns.push_columns_to(&mut list);
    list
}

/// The names of the columns of a list.
pub(super) fn names<M>(columns: &impl ColumnList<M>) -> Vec<Name> {
    refs(columns).into_iter().map(|column| column.name).collect()
}
