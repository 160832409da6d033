//! What looks at numbers.

use crate::sql::func::{IntoArguments, LikeOf, one};
use crate::sql::{FamilyOf, Func, IntoExpr, KnownFunction};
use crate::types::family::Numeral;

/// Without its sign.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { bits ("bits") { x: i32, y: i32 } }
/// assert_eq!(select(func::abs(bits::x)).compile(&Ansi)?.text(), "SELECT abs(bits.x) AS abs_1 FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn abs<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Numeral,
{
    one("abs", operand)
}

/// The nearest whole number.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { bits ("bits") { x: i32, y: i32 } }
/// assert_eq!(select(func::round(bits::x)).compile(&Ansi)?.text(), "SELECT round(bits.x) AS round_1 FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn round<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Numeral,
{
    one("round", operand)
}

/// The whole number below it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { bits ("bits") { x: i32, y: i32 } }
/// assert_eq!(select(func::floor(bits::x)).compile(&Ansi)?.text(), "SELECT floor(bits.x) AS floor_1 FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn floor<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Numeral,
{
    one("floor", operand)
}

/// The whole number above it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { bits ("bits") { x: i32, y: i32 } }
/// assert_eq!(select(func::ceil(bits::x)).compile(&Ansi)?.text(), "SELECT ceil(bits.x) AS ceil_1 FROM bits");
/// # Ok::<(), Error>(())
/// ```
pub fn ceil<E: IntoExpr>(operand: E) -> Func<E::Value>
where
    FamilyOf<E>: Numeral,
{
    one("ceil", operand)
}

/// A number to the power of another.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
/// assert_eq!(select(func::pow(book::pages, 2)).compile(&Ansi)?.text(), "SELECT pow(book.pages, ?) AS pow_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn pow<E: IntoExpr, P: IntoExpr>(base: E, exponent: P) -> Func<LikeOf<E, f64>>
where
    FamilyOf<E>: Numeral,
    FamilyOf<P>: Numeral,
{
    Func::known(KnownFunction::Pow, (base, exponent).into_nodes())
}

/// A random number. Its range is the database's: from 0 to 1 here, all 64 bits there.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(book::id).order_by(func::random()).limit(1).compile(&Ansi)?.text(),
///     "SELECT book.id FROM book ORDER BY random() LIMIT ?",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn random() -> Func<f64> {
    Func::known(KnownFunction::Random, Vec::new())
}
