//! Aggregates over sorted rows: `percentile_cont(0.5) WITHIN GROUP (ORDER BY price)`. They give one of the values that
//! they look at, or one between two of them.

use crate::sql::func::node;
use crate::sql::{FamilyOf, Func, IntoExpr, IntoOrder, NotNullOf, Order};
use crate::types::family::Numeral;

/// An ordered-set aggregate that does not know yet what it looks at.
#[derive(Debug, Clone)]
pub struct OrderedSet {
    call: Func<()>,
}

/// One that gives a number between the values.
#[derive(Debug, Clone)]
pub struct Interpolated {
    call: Func<()>,
}

impl OrderedSet {
    /// `WITHIN GROUP (ORDER BY values)`: which values it looks at.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::percentile_disc(0.5).within_group(book::title)).compile(&Ansi)?.text(),
    ///     "SELECT percentile_disc(?) WITHIN GROUP (ORDER BY book.title) AS percentile_disc_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such aggregates.
    pub fn within_group<E: IntoExpr>(self, values: E) -> Func<Option<NotNullOf<E>>> {
        self.call.within_group(Order::by(node(values))).typed()
    }

    /// `WITHIN GROUP (ORDER BY values DESC)`: which values it looks at, from the largest down.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::mode().within_group_desc(book::title)).compile(&Ansi)?.text(),
    ///     "SELECT mode() WITHIN GROUP (ORDER BY book.title DESC) AS mode_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such aggregates.
    pub fn within_group_desc<E: IntoExpr>(self, values: E) -> Func<Option<NotNullOf<E>>> {
        self.call.within_group(descending(values)).typed()
    }
}

impl Interpolated {
    /// `WITHIN GROUP (ORDER BY values)`: which values it looks at.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::percentile_cont(0.5).within_group(book::pages)).compile(&Ansi)?.text(),
    ///     "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY book.pages) AS percentile_cont_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such aggregates.
    pub fn within_group<E: IntoExpr>(self, values: E) -> Func<Option<f64>>
    where
        FamilyOf<E>: Numeral,
    {
        self.call.within_group(Order::by(node(values))).typed()
    }

    /// `WITHIN GROUP (ORDER BY values DESC)`: which values it looks at, from the largest down.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::percentile_cont(0.9).within_group_desc(book::pages)).compile(&Ansi)?.text(),
    ///     "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY book.pages DESC) AS percentile_cont_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such aggregates.
    pub fn within_group_desc<E: IntoExpr>(self, values: E) -> Func<Option<f64>>
    where
        FamilyOf<E>: Numeral,
    {
        self.call.within_group(descending(values)).typed()
    }
}

fn descending(values: impl IntoExpr) -> impl IntoOrder {
    Order { descending: Some(true), ..Order::by(node(values)) }
}

/// The number below which that fraction of the values lies, interpolated between two of them.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
/// let stmt = select(func::percentile_cont(0.5).within_group(book::pages).label("median"));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY book.pages) AS median FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn percentile_cont(fraction: f64) -> Interpolated {
    Interpolated { call: Func::named("percentile_cont", vec![node(fraction)]) }
}

/// The first value at or above that fraction of them.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// assert_eq!(
///     select(func::percentile_disc(0.25).within_group(book::pages)).compile(&Ansi)?.text(),
///     "SELECT percentile_disc(?) WITHIN GROUP (ORDER BY book.pages) AS percentile_disc_1 FROM book",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn percentile_disc(fraction: f64) -> OrderedSet {
    OrderedSet { call: Func::named("percentile_disc", vec![node(fraction)]) }
}

/// The most frequent value.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], format: String } }
/// let stmt = select(func::mode().within_group(book::format));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT mode() WITHIN GROUP (ORDER BY book.format) AS mode_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn mode() -> OrderedSet {
    OrderedSet { call: Func::named("mode", Vec::new()) }
}
