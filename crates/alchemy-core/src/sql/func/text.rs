//! What looks at text.

use crate::sql::func::{IntoArguments, LikeOf, one};
use crate::sql::{FamilyOf, Func, IntoExpr, KnownFunction};
use crate::types::family::Textual;

macro_rules! of_one_text {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub fn $name<E: IntoExpr>(operand: E) -> Func<E::Value>
        where
            FamilyOf<E>: Textual,
        {
            one(stringify!($name), operand)
        }
    )*};
}
of_one_text! {
    /// In lower case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(func::lower(book::title)).compile(&Ansi)?.text(), "SELECT lower(book.title) AS lower_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    lower
    /// In upper case.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(func::upper(book::title)).compile(&Ansi)?.text(), "SELECT upper(book.title) AS upper_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    upper
    /// Without spaces at both ends.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(func::trim(book::title)).compile(&Ansi)?.text(), "SELECT trim(book.title) AS trim_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    trim
    /// Without spaces at the beginning.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(func::ltrim(book::title)).compile(&Ansi)?.text(), "SELECT ltrim(book.title) AS ltrim_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    ltrim
    /// Without spaces at the end.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(func::rtrim(book::title)).compile(&Ansi)?.text(), "SELECT rtrim(book.title) AS rtrim_1 FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    rtrim
}

/// The length in characters.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let stmt = select(book::id).filter(func::char_length(book::title).gt(40));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.id FROM book WHERE char_length(book.title) > ?");
/// # Ok::<(), Error>(())
/// ```
pub fn char_length<E: IntoExpr>(operand: E) -> Func<LikeOf<E, i64>>
where
    FamilyOf<E>: Textual,
{
    Func::known(KnownFunction::CharLength, vec![operand.into_expr().into_node()])
}

/// `length(…)`: in characters or in bytes, as the database has it.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::length(book::title)).compile(&Ansi)?.text(),
///     "SELECT length(book.title) AS length_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn length<E: IntoExpr>(operand: E) -> Func<LikeOf<E, i64>> {
    one("length", operand)
}

/// All arguments as one text. Whether a NULL among them counts as empty or makes the whole NULL, the database decides.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let stmt = select(func::concat((book::id, ": ", book::title)));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT concat(book.id, ?, book.title) AS concat_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn concat(arguments: impl IntoArguments) -> Func<Option<String>> {
    Func::named("concat", arguments.into_nodes())
}

/// Every occurrence of one text replaced by another.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::replace(book::title, "&", "and")).compile(&Ansi)?.text(),
///     "SELECT replace(book.title, ?, ?) AS replace_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn replace<E: IntoExpr, F: IntoExpr, T: IntoExpr>(operand: E, from: F, to: T) -> Func<E::Value>
where
    FamilyOf<E>: Textual,
    FamilyOf<F>: Textual,
    FamilyOf<T>: Textual,
{
    Func::named("replace", (operand, from, to).into_nodes())
}

/// The text from a character on; the first is 1.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::substring(book::title, 5)).compile(&Ansi)?.text(),
///     "SELECT SUBSTRING(book.title FROM ?) AS substring_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn substring<E: IntoExpr, F: IntoExpr>(operand: E, from: F) -> Func<E::Value>
where
    FamilyOf<E>: Textual,
{
    Func::known(KnownFunction::Substring, (operand, from).into_nodes())
}

/// So many characters of the text, from one on; the first is 1.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// let stmt = select(func::substring_for(book::title, 1, 10));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT SUBSTRING(book.title FROM ? FOR ?) AS substring_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn substring_for<E: IntoExpr, F: IntoExpr, L: IntoExpr>(operand: E, from: F, length: L) -> Func<E::Value>
where
    FamilyOf<E>: Textual,
{
    Func::known(KnownFunction::Substring, (operand, from, length).into_nodes())
}
