//! Parts of dates and times.

use crate::sql::func::LikeOf;
use crate::sql::{DateField, Expr, Extract, FamilyOf, IntoExpr};
use crate::types::SqlValue;
use crate::types::family::Temporal;

/// `EXTRACT(field FROM operand)`: one part of a date or time.
///
/// ```
/// use alchemy_core::{DateField, dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], published: Value } }
/// let stmt = select(func::extract(DateField::YEAR, book::published).label("year"));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT EXTRACT(year FROM book.published) AS year FROM book");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` for a part that the database does not know.
pub fn extract<T: SqlValue<NotNull = T>, E: IntoExpr>(field: DateField<T>, operand: E) -> Expr<LikeOf<E, T>>
where
    FamilyOf<E>: Temporal,
{
    Expr::from_node(Extract { part: field.part(), operand: operand.into_expr().into_node() })
}
