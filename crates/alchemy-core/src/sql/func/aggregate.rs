//! What looks at all rows of a group.

use crate::schema::Name;
use crate::sql::func::{IntoArgument, node, one};
use crate::sql::{FamilyOf, Func, Inline, IntoExpr, KnownFunction, Node, NotNullOf, Raw};
use crate::types::family::{Numeral, Textual};

/// How many values are not NULL; of row values, how many there are.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(func::count(book::blurb)).compile(&Ansi)?.text(), "SELECT count(book.blurb) AS count_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn count(operand: impl IntoArgument) -> Func<i64> {
    Func::named("count", vec![operand.into_argument()])
}

/// How many rows: `count(*)`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::count_all()).filter(book::pages.gt(300)).compile(&Ansi)?.text(),
///     "SELECT count(*) AS count_1 FROM book WHERE book.pages > ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn count_all() -> Func<i64> {
    Func::named("count", vec![Node::from(Raw(Name::Static("*")))])
}

/// The sum; NULL over no rows. It is read as what is summed is, and one that does not fit is an error: where sums grow
/// larger than the column's type, sum a cast.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(func::sum(book::pages)).compile(&Ansi)?.text(), "SELECT sum(book.pages) AS sum_1 FROM book");
///
/// # table! { sale ("sale") { amount: i32 } }
/// let large: Select<Option<i64>> = select(func::sum(sale::amount.cast::<i64>()));
/// assert_eq!(large.compile(&Ansi)?.text(), "SELECT sum(CAST(sale.amount AS BIGINT)) AS sum_1 FROM sale");
/// # Ok::<(), Error>(())
/// ```
pub fn sum<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>>
where
    FamilyOf<E>: Numeral,
{
    one("sum", operand)
}

/// The average; NULL over no rows.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(func::avg(book::pages)).compile(&Ansi)?.text(), "SELECT avg(book.pages) AS avg_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn avg<E: IntoExpr>(operand: E) -> Func<Option<f64>>
where
    FamilyOf<E>: Numeral,
{
    one("avg", operand)
}

/// The largest; NULL over no rows.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(func::max(book::pages)).compile(&Ansi)?.text(), "SELECT max(book.pages) AS max_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn max<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("max", operand)
}

/// The smallest; NULL over no rows.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(select(func::min(book::title)).compile(&Ansi)?.text(), "SELECT min(book.title) AS min_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn min<E: IntoExpr>(operand: E) -> Func<Option<NotNullOf<E>>> {
    one("min", operand)
}

/// The texts of all rows with a separator between them; NULL over no rows.
///
/// [`aggregate_order_by`](Func::aggregate_order_by) says in which order; the separator is written into the text.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let stmt = select(func::aggregate_strings(book::title, "; ").distinct());
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT string_agg(DISTINCT book.title, '; ') AS aggregate_strings_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn aggregate_strings<E: IntoExpr>(operand: E, separator: &str) -> Func<Option<String>>
where
    FamilyOf<E>: Textual,
{
    Func::known(KnownFunction::AggregateStrings, vec![node(operand), Inline(separator.into()).into()])
}
