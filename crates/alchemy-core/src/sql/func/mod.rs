//! SQL functions: `func::count(User::id)`, and [`call`] for any other.
//!
//! Those that are here have a fixed type, and are spelled as each database spells them. `aggregate` and `ordered_set` hold
//! what looks at many rows, `window` what is only used with OVER, `clock`, `null`, `number` and `text` what looks at one.

mod aggregate;
mod arguments;
mod clock;
mod extract;
mod null;
mod number;
mod ordered_set;
mod text;
mod user;
mod window;

use crate::schema::Name;
use crate::sql::{Func, FunctionName, GenericFunction, IntoExpr, Node};
use crate::types::{Nullability, SqlValue};

pub use aggregate::{aggregate_strings, avg, count, count_all, max, min, sum};
pub use arguments::{IntoArgument, IntoArguments};
#[cfg(feature = "chrono")]
pub use clock::{current_date, current_time, current_timestamp, localtime, localtimestamp, now, sysdate};
pub use extract::extract;
pub use null::{coalesce, nullif};
pub use number::{abs, ceil, floor, pow, random, round};
pub use ordered_set::{Interpolated, OrderedSet, mode, percentile_cont, percentile_disc};
pub use text::{char_length, concat, length, lower, ltrim, replace, rtrim, substring, substring_for, trim, upper};
pub use user::{current_user, session_user, user};
pub use window::{
    cume_dist, dense_rank, first_value, lag, lag_or, last_value, lead, lead_or, nth_value, ntile, percent_rank, rank, row_number,
};

/// `T` where the expression is never NULL, `Option<T>` where it may be.
pub type LikeOf<E, T> = <<<E as IntoExpr>::Value as SqlValue>::Null as Nullability>::Of<T>;

fn node(argument: impl IntoExpr) -> Node {
    argument.into_expr().into_node()
}

fn one<T>(name: &'static str, argument: impl IntoExpr) -> Func<T> {
    Func::named(name, vec![node(argument)])
}

/// Any function, by name, with one argument or a tuple of them.
///
/// The name is the program's own and is written as it is: parts between dots are packages, its case is kept, and what is
/// no plain word is put in quotes. What it is read as is the caller's to say.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let stmt = select((func::call::<String>("left", (book::title, 3)), func::call::<f64>("my pkg.calc", book::id)));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     r#"SELECT left(book.title, ?) AS left_1, "my pkg".calc(book.id) AS calc_1 FROM book"#,
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn call<T: SqlValue>(name: &str, arguments: impl IntoArguments) -> Func<T> {
    Func::new(FunctionName::Named(Name::from(name)), arguments.into_nodes())
}

/// A function of the program's own, with its type and its spellings: see [`GenericFunction`].
///
/// ```
/// use alchemy_core::{GenericFunction, dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// struct Soundex;
/// impl GenericFunction for Soundex {
///     const NAME: &'static str = "soundex";
///     type Value = String;
/// }
/// assert_eq!(
///     select(func::generic::<Soundex>(book::title)).compile(&Ansi)?.text(),
///     "SELECT soundex(book.title) AS soundex_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn generic<F: GenericFunction>(arguments: impl IntoArguments) -> Func<F::Value> {
    Func::new(FunctionName::Generic { name: F::NAME, render: F::render }, arguments.into_nodes())
}
