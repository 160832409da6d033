//! `@>`, `<@` and `&&`, which arrays, ranges, JSONB and hstore share.

use alchemy_core::family::{ComparesWith, SqlAny, SqlArray, SqlJson};
use alchemy_core::{Expr, Expression, FamilyOf, IntoExpr, NotNullOf, SqlValue};

use super::range::element_of;
use super::typed::with_type;
use super::{Infix, SqlHstore, SqlMultirange, SqlRange};

/// Whether values of a family can contain those of another; an element is told apart from a whole by its type.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot contain `{Part}`")]
pub trait Contains<Part> {
    /// Whether the part is one element: the server takes a value of unknown type for a whole.
    const ELEMENT: bool = false;
}

/// Whether values of a family can have something in common with those of another.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot overlap with `{Other}`")]
pub trait Overlaps<Other> {}

impl Contains<SqlJson> for SqlJson {}
impl Contains<SqlHstore> for SqlHstore {}
impl Contains<SqlAny> for SqlJson {}
impl Contains<SqlJson> for SqlAny {}
impl Contains<SqlAny> for SqlAny {}
impl Overlaps<SqlAny> for SqlAny {}
impl<F: ComparesWith<G>, G> Contains<SqlArray<G>> for SqlArray<F> {}
impl<F> Contains<SqlAny> for SqlArray<F> {}
impl<F> Contains<SqlArray<F>> for SqlAny {}
impl<F: ComparesWith<G>, G> Overlaps<SqlArray<G>> for SqlArray<F> {}
impl<F> Overlaps<SqlAny> for SqlArray<F> {}
impl<F> Overlaps<SqlArray<F>> for SqlAny {}

/// What contains what, and what overlaps.
pub trait Containment: Expression {
    /// `self @> part`: whether the array has all elements of another, the range a value or another range, the document
    /// another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::Containment as _};
    /// # table! { pub archive ("archive") { id: i64 [primary_key], tags: Vec<String> } }
    /// let stmt = select(archive::id).filter(archive::tags.includes(vec!["a".to_owned()]));
    /// assert_eq!(stmt.compile(&Dialect::default())?.text(), "SELECT archive.id FROM archive WHERE archive.tags @> $1");
    /// # Ok::<(), Error>(())
    /// ```
    fn includes<P: IntoExpr>(self, part: P) -> Expr<bool>
    where
        FamilyOf<Self>: Contains<FamilyOf<P>>,
    {
        let mut part = part.into_expr().into_node();
        if <FamilyOf<Self> as Contains<FamilyOf<P>>>::ELEMENT
            && let Some(element) = element_of(&<NotNullOf<Self>>::sql_type())
        {
            part = with_type(part, element);
        }
        Infix::typed(self.into_expr().into_node(), "@>", part)
    }

    /// `self <@ whole`: whether it is contained in another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::Containment as _};
    /// # table! { t ("t") { id: i64, scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::scores.contained_by(vec![7, 8, 9])).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.scores <@ $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn contained_by<W: IntoExpr>(self, whole: W) -> Expr<bool>
    where
        FamilyOf<W>: Contains<FamilyOf<Self>>,
    {
        Infix::typed(self.into_expr().into_node(), "<@", whole.into_expr().into_node())
    }

    /// `self && other`: whether two arrays or ranges have anything in common.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::{Dialect, ext::Containment as _};
    /// # table! { t ("t") { id: i64, scores: Vec<i32> } }
    /// assert_eq!(
    ///     select(t::id).filter(t::scores.overlaps(vec![7, 8])).compile(&Dialect::default())?.text(),
    ///     "SELECT t.id FROM t WHERE t.scores && $1",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn overlaps<O: IntoExpr>(self, other: O) -> Expr<bool>
    where
        FamilyOf<Self>: Overlaps<FamilyOf<O>>,
    {
        Infix::typed(self.into_expr().into_node(), "&&", other.into_expr().into_node())
    }
}

impl<E: Expression> Containment for E {}

// What ranges contain stands with the families of ranges; these lines say it of each kind of them.
impl<F: ComparesWith<G>, G> Contains<SqlRange<G>> for SqlRange<F> {}
impl<F: ComparesWith<G>, G> Contains<SqlRange<G>> for SqlMultirange<F> {}
impl<F: ComparesWith<G>, G> Contains<SqlMultirange<G>> for SqlRange<F> {}
impl<F: ComparesWith<G>, G> Contains<SqlMultirange<G>> for SqlMultirange<F> {}
impl<F: ComparesWith<G>, G> Overlaps<SqlRange<G>> for SqlRange<F> {}
impl<F: ComparesWith<G>, G> Overlaps<SqlRange<G>> for SqlMultirange<F> {}
impl<F: ComparesWith<G>, G> Overlaps<SqlMultirange<G>> for SqlRange<F> {}
impl<F: ComparesWith<G>, G> Overlaps<SqlMultirange<G>> for SqlMultirange<F> {}

macro_rules! elements {
    ($($range:ident: $($family:ident)+),*) => {$(
        impl<F> Contains<SqlAny> for $range<F> {}
        impl<F> Overlaps<SqlAny> for $range<F> {}
        $(
            impl<F: ComparesWith<alchemy_core::family::$family>> Contains<alchemy_core::family::$family> for $range<F> {
                const ELEMENT: bool = true;
            }
        )+
    )*};
}
elements!(
    SqlRange: SqlInteger SqlNumeric SqlFloat SqlDate SqlDateTime SqlTimestamp,
    SqlMultirange: SqlInteger SqlNumeric SqlFloat SqlDate SqlDateTime SqlTimestamp
);
