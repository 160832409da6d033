//! `Values<R>`: rows of the program's own and their type.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::schema::Name;
use crate::sql::{FamilyOf, IntoExpr, IntoList, Node, RowSource, Rows, ValuesNode, in_rows};
use crate::types::SqlValue;
use crate::types::family::ComparesWith;

/// Rows of the program's own, to select from: made by [`values`].
pub struct Values<R> {
    node: Arc<ValuesNode>,
    row: PhantomData<fn() -> R>,
}

/// Rows of the program's own, of type `R`, with the names of their columns. They are selected from under a name, or as a
/// common table expression. Where a database takes names of columns in WITH only, they stand there by themselves.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let sizes = values::<(i32, String)>(["id", "size"]).row((1, "small")).row((2, "large")).subquery("sizes");
/// let stmt = select(sizes.c::<String>("size")).filter(sizes.c::<i32>("id").gt(1));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT sizes.size FROM (VALUES (?, ?), (?, ?)) AS sizes (id, size) WHERE sizes.id > ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn values<R>(columns: impl IntoIterator<Item = impl Into<Name>>) -> Values<R> {
    let columns = columns.into_iter().map(Into::into).collect();
    Values { node: Arc::new(ValuesNode { columns, rows: Vec::new(), inlined: false }), row: PhantomData }
}

impl<R> Values<R> {
    fn edit(mut self, change: impl FnOnce(&mut ValuesNode)) -> Self {
        change(Arc::make_mut(&mut self.node));
        self
    }

    /// Adds a row: a tuple of values or expressions.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let units = values::<(i32, String)>(["n", "unit"]).row((1, "mm")).row((10, "cm")).subquery("units");
    /// assert_eq!(
    ///     select(units.c::<String>("unit")).compile(&Ansi)?.text(),
    ///     "SELECT units.unit FROM (VALUES (?, ?), (?, ?)) AS units (n, unit)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` where there is no row, or a row has another number of values than there are columns.
    #[must_use]
    pub fn row<V: ValuesRow<R>>(self, row: V) -> Self {
        self.edit(|values| values.rows.push(row.into_nodes()))
    }

    /// Adds rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let units = values::<(i32, String)>(["n", "unit"]).rows([(1, "mm"), (10, "cm")]).subquery("units");
    /// assert_eq!(
    ///     select(units.c::<i32>("n")).compile(&Ansi)?.text(),
    ///     "SELECT units.n FROM (VALUES (?, ?), (?, ?)) AS units (n, unit)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn rows<V: ValuesRow<R>>(self, rows: impl IntoIterator<Item = V>) -> Self {
        self.edit(|values| values.rows.extend(rows.into_iter().map(ValuesRow::into_nodes)))
    }

    /// With its values written into the text, not bound.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let units = values::<(i32, String)>(["n", "unit"]).row((1, "mm")).literal_values().subquery("units");
    /// assert_eq!(
    ///     select(units.c::<i32>("n")).compile(&Ansi)?.text(),
    ///     "SELECT units.n FROM (VALUES (1, 'mm')) AS units (n, unit)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn literal_values(self) -> Self {
        self.edit(|values| values.inlined = true)
    }
}

impl<R> Clone for Values<R> {
    fn clone(&self) -> Self {
        Values { node: self.node.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for Values<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<R> Rows for Values<R> {
    type Row = R;

    fn into_rows(self) -> Arc<dyn RowSource> {
        self.node
    }
}

/// `operand IN (VALUES (…), (…))`
impl<T: SqlValue> IntoList for Values<(T,)> {
    type Value = T;

    fn into_in(self, operand: Node, negated: bool) -> Node {
        in_rows(self.node, operand, negated)
    }
}

/// A row of VALUES whose type is `R`: a tuple with a value or an expression for each column.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a row of `{R}`", note = "give a tuple with one member for each column")]
pub trait ValuesRow<R> {
    #[doc(hidden)]
    fn into_nodes(self) -> Vec<Node>;
}

macro_rules! tuples {
    ($(($($t:ident $v:ident $i:tt)+))*) => {$(
        impl<$($t: SqlValue, $v: IntoExpr),+> ValuesRow<($($t,)+)> for ($($v,)+)
        where
            $($t::Family: ComparesWith<FamilyOf<$v>>),+
        {
            fn into_nodes(self) -> Vec<Node> {
                vec![$(self.$i.into_expr().into_node()),+]
            }
        }
    )*};
}
crate::for_tuples!(tuples);
