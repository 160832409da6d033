//! What is only used with OVER: ranks, and values of other rows.

use crate::sql::func::{IntoArguments, LikeOf, one};
use crate::sql::{FamilyOf, Func, IntoExpr, KnownFunction, NotNullOf};
use crate::types::family::ComparesWith;

/// The number of the row within the window.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::row_number().over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT row_number() OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn row_number() -> Func<i64> {
    Func::named("row_number", Vec::new())
}

/// The rank within the window, with gaps.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::rank().over().order_by(book::pages)).compile(&Ansi)?.text(),
///     "SELECT rank() OVER (ORDER BY book.pages) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn rank() -> Func<i64> {
    Func::named("rank", Vec::new())
}

/// The rank within the window, without gaps.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::dense_rank().over().order_by(book::pages)).compile(&Ansi)?.text(),
///     "SELECT dense_rank() OVER (ORDER BY book.pages) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn dense_rank() -> Func<i64> {
    Func::named("dense_rank", Vec::new())
}

/// The rank as a fraction from 0 to 1.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::percent_rank().over().order_by(book::pages)).compile(&Ansi)?.text(),
///     "SELECT percent_rank() OVER (ORDER BY book.pages) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn percent_rank() -> Func<f64> {
    Func::named("percent_rank", Vec::new())
}

/// Which fraction of the rows is not behind this one.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::cume_dist().over().order_by(book::pages)).compile(&Ansi)?.text(),
///     "SELECT cume_dist() OVER (ORDER BY book.pages) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn cume_dist() -> Func<f64> {
    Func::named("cume_dist", Vec::new())
}

/// Which of so many equal parts of the window the row is in; the first is 1.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::ntile(4).over().order_by(book::pages)).compile(&Ansi)?.text(),
///     "SELECT ntile(?) OVER (ORDER BY book.pages) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn ntile(parts: i64) -> Func<i64> {
    one("ntile", parts)
}

/// The value so many rows before; NULL if there is none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
/// let grown = book::pages - func::lag(book::pages, 1).over().order_by(book::id);
/// assert_eq!(
///     select(grown.label("grown")).compile(&Ansi)?.text(),
///     "SELECT book.pages - lag(book.pages, ?) OVER (ORDER BY book.id) AS grown FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn lag<E: IntoExpr>(operand: E, rows: i64) -> Func<Option<NotNullOf<E>>> {
    Func::known(KnownFunction::Lag, (operand, rows).into_nodes())
}

/// The value so many rows before, or another if there is none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::lag_or(book::pages, 1, 0).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT lag(book.pages, ?, ?) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database takes no such value.
pub fn lag_or<E: IntoExpr, D: IntoExpr>(operand: E, rows: i64, otherwise: D) -> Func<LikeOf<E, NotNullOf<E>>>
where
    FamilyOf<E>: ComparesWith<FamilyOf<D>>,
{
    Func::known(KnownFunction::Lag, (operand, rows, otherwise).into_nodes())
}

/// The value so many rows behind; NULL if there is none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::lead(book::pages, 1).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT lead(book.pages, ?) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn lead<E: IntoExpr>(operand: E, rows: i64) -> Func<Option<NotNullOf<E>>> {
    Func::known(KnownFunction::Lead, (operand, rows).into_nodes())
}

/// The value so many rows behind, or another if there is none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::lead_or(book::pages, 1, 0).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT lead(book.pages, ?, ?) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where the database takes no such value.
pub fn lead_or<E: IntoExpr, D: IntoExpr>(operand: E, rows: i64, otherwise: D) -> Func<LikeOf<E, NotNullOf<E>>>
where
    FamilyOf<E>: ComparesWith<FamilyOf<D>>,
{
    Func::known(KnownFunction::Lead, (operand, rows, otherwise).into_nodes())
}

/// The value of the frame's first row; NULL if the frame is empty.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::first_value(book::title).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT first_value(book.title) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn first_value<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("first_value", operand)
}

/// The value of the frame's last row; NULL if the frame is empty.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::last_value(book::title).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT last_value(book.title) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn last_value<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("last_value", operand)
}

/// The value of that row of the frame, counted from 1; NULL if there is none.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::nth_value(book::title, 2).over().order_by(book::id)).compile(&Ansi)?.text(),
///     "SELECT nth_value(book.title, ?) OVER (ORDER BY book.id) AS anon_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn nth_value<E: IntoExpr>(operand: E, row: i64) -> Func<Option<NotNullOf<E>>> {
    Func::named("nth_value", (operand, row).into_nodes())
}
