//! What turns NULL into a value, or a value into NULL.

use crate::sql::func::{IntoArguments, LikeOf};
use crate::sql::{FamilyOf, Func, IntoExpr, NotNullOf};
use crate::types::family::ComparesWith;

/// The first that is not NULL. It is read as `Option` only if the last may be NULL.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: Option<i64> } }
/// let pages = func::coalesce(book::pages, 0);
/// assert_eq!(select(pages).compile(&Ansi)?.text(), "SELECT coalesce(book.pages, ?) AS coalesce_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn coalesce<A: IntoExpr, B: IntoExpr>(first: A, last: B) -> Func<LikeOf<B, NotNullOf<A>>>
where
    FamilyOf<A>: ComparesWith<FamilyOf<B>>,
{
    Func::named("coalesce", (first, last).into_nodes())
}

/// NULL where both are equal, otherwise the first.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::nullif(book::title, "")).compile(&Ansi)?.text(),
///     "SELECT nullif(book.title, ?) AS nullif_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn nullif<A: IntoExpr, B: IntoExpr>(value: A, unwanted: B) -> Func<Option<NotNullOf<A>>>
where
    FamilyOf<A>: ComparesWith<FamilyOf<B>>,
{
    Func::named("nullif", (value, unwanted).into_nodes())
}
