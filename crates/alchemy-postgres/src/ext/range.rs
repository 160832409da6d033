//! Ranges and multiranges: column types and Rust values.

use std::marker::PhantomData;
use std::ops;
use std::sync::Arc;

use alchemy_core::Clock;
use alchemy_core::family::{ComparesWith, Family, SqlAny};
use alchemy_core::{
    Dialect, Error, Expr, ExtensionType, ExtensionValue, IntoExpr, Mode, NotNull, Result, Row, Shape, SqlType, SqlValue, Value,
    ValueRef,
};

use super::{Bounds, RangeValue};

/// The column type of ranges over a type, and of multiranges.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeType {
    /// The type of the values.
    pub element: SqlType,
    /// Several ranges in one value.
    pub many: bool,
}

impl ExtensionType for RangeType {
    fn column_type(&self, dialect: &dyn Dialect) -> Result<String> {
        let base = match &self.element {
            SqlType::Integer => "INT4",
            SqlType::BigInteger => "INT8",
            SqlType::Decimal | SqlType::Numeric { .. } => "NUM",
            SqlType::Date => "DATE",
            SqlType::DateTime | SqlType::Precise { of: Clock::DateTime, .. } => "TS",
            SqlType::Timestamp | SqlType::Precise { of: Clock::Timestamp, .. } => "TSTZ",
            _ => return Err(Error::unsupported(format!("a range over {:?}", self.element), dialect.name())),
        };
        super::only_type_here(dialect, "a range")?;
        Ok(format!("{base}{}", if self.many { "MULTIRANGE" } else { "RANGE" }))
    }
}

/// The type of the values in a range or multirange.
pub(super) fn element_of(sql_type: &SqlType) -> Option<SqlType> {
    let SqlType::Extension(own) = sql_type else { return None };
    (own.get() as &dyn std::any::Any).downcast_ref::<RangeType>().map(|range| range.element.clone())
}

/// What can be the bound of a range.
pub trait RangeElement: SqlValue + PartialOrd + Clone {}
impl<T: SqlValue + PartialOrd + Clone> RangeElement for T {}

macro_rules! families {
    ($($doc:literal $f:ident)*) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy)]
        pub struct $f<F>(PhantomData<F>);
        impl<F: Family> Family for $f<F> {}
        #[diagnostic::do_not_recommend]
        impl<F: ComparesWith<G>, G> ComparesWith<$f<G>> for $f<F> {}
        #[diagnostic::do_not_recommend]
        impl<F> ComparesWith<SqlAny> for $f<F> {}
        #[diagnostic::do_not_recommend]
        impl<F> ComparesWith<$f<F>> for SqlAny {}
    )*};
}
families!("Ranges over a family." SqlRange "Multiranges over a family." SqlMultirange);

/// A range of values: whole numbers, decimals, dates, moments.
///
/// ```
/// use alchemy_postgres::ext::{Bounds, Range};
/// let nineties = Range::new(1990, 2000);
/// assert!(nineties.contains(&1999) && !nineties.contains(&2000));
/// assert_eq!(nineties.intersection(&Range::from(1995..=2010)), Range::new(1995, 2000));
/// assert_eq!(Range::from(1..), Range::with_bounds(Some(1), None, Bounds::LowerOnly));
/// assert!(Range::<i32>::empty().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Range<T> {
    pub(super) inner: Option<(Option<T>, Option<T>, Bounds)>,
}

impl<T> Range<T> {
    /// From a value, which belongs to it, to another, which does not.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// let nineties = Range::new(1990, 2000);
    /// assert!(nineties.contains(&1990) && !nineties.contains(&2000));
    /// ```
    pub fn new(lower: T, upper: T) -> Self {
        Range::with_bounds(Some(lower), Some(upper), Bounds::LowerOnly)
    }

    /// From a value to another; `None` has no end.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::{Bounds, Range};
    /// let open = Range::with_bounds(Some(1), None, Bounds::LowerOnly);
    /// assert!(open.contains(&1) && open.contains(&1_000_000));
    /// ```
    pub fn with_bounds(lower: Option<T>, upper: Option<T>, bounds: Bounds) -> Self {
        Range { inner: Some((lower, upper, bounds)) }
    }

    /// The range with nothing in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::<i32>::empty().is_empty());
    /// ```
    pub fn empty() -> Self {
        Range { inner: None }
    }

    /// Where it begins; `None` if it has no beginning, or nothing in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert_eq!((Range::new(1, 9).lower(), Range::from(..9).lower()), (Some(&1), None));
    /// ```
    pub fn lower(&self) -> Option<&T> {
        self.inner.as_ref()?.0.as_ref()
    }

    /// Where it ends; `None` if it has no end, or nothing in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert_eq!((Range::new(1, 9).upper(), Range::from(1..).upper()), (Some(&9), None));
    /// ```
    pub fn upper(&self) -> Option<&T> {
        self.inner.as_ref()?.1.as_ref()
    }

    /// Which of its bounds belong to it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::{Bounds, Range};
    /// assert_eq!((Range::new(1, 9).bounds(), Range::from(1..=9).bounds()), (Bounds::LowerOnly, Bounds::Both));
    /// ```
    pub fn bounds(&self) -> Bounds {
        self.inner.as_ref().map_or(Bounds::Neither, |inner| inner.2)
    }
}

macro_rules! from {
    ($($t:ty => |$r:ident| $e:expr),* $(,)?) => {$(
        impl<T> From<$t> for Range<T> {
            fn from($r: $t) -> Self {
                let (lower, upper, bounds) = $e;
                Range::with_bounds(lower, upper, bounds)
            }
        }
    )*};
}
from! {
    ops::Range<T> => |r| (Some(r.start), Some(r.end), Bounds::LowerOnly),
    ops::RangeInclusive<T> => |r| {
        let (start, end) = r.into_inner();
        (Some(start), Some(end), Bounds::Both)
    },
    ops::RangeFrom<T> => |r| (Some(r.start), None, Bounds::LowerOnly),
    ops::RangeTo<T> => |r| (None, Some(r.end), Bounds::Neither),
    ops::RangeToInclusive<T> => |r| (None, Some(r.end), Bounds::UpperOnly),
}

impl<T: SqlValue> Range<T> {
    fn to_range(&self) -> RangeValue {
        match &self.inner {
            None => RangeValue::Empty,
            Some((lower, upper, bounds)) => RangeValue::Between {
                lower: lower.as_ref().map(T::to_value),
                upper: upper.as_ref().map(T::to_value),
                bounds: *bounds,
            },
        }
    }

    fn of_range(value: &RangeValue) -> Result<Self> {
        let bound = |value: &Option<Value>| value.as_ref().map(|value| T::from_value(value.as_ref())).transpose();
        match value {
            RangeValue::Empty => Ok(Range::empty()),
            RangeValue::Between { lower, upper, bounds } => Ok(Range::with_bounds(bound(lower)?, bound(upper)?, *bounds)),
            RangeValue::Many(_) => Err(Error::decode("Range", "a multirange")),
        }
    }
}

/// Several ranges in one value, in order and apart from each other.
///
/// ```
/// use alchemy_postgres::ext::{Multirange, Range};
/// let slots: Multirange<i32> = [Range::new(1, 3), Range::new(7, 9)].into_iter().collect();
/// assert_eq!(slots.0.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Multirange<T>(pub Vec<Range<T>>);

impl<T> FromIterator<Range<T>> for Multirange<T> {
    fn from_iter<I: IntoIterator<Item = Range<T>>>(ranges: I) -> Self {
        Multirange(ranges.into_iter().collect())
    }
}

fn range_value<R>(value: ValueRef<'_>, read: impl FnOnce(&RangeValue) -> Result<R>) -> Result<R> {
    let owned = value.to_value()?;
    match &owned {
        Value::Extension(value) => match value.downcast_ref::<RangeValue>() {
            Some(range) => read(range),
            None => Err(Error::decode("Range", owned.kind())),
        },
        other => Err(Error::decode("Range", other.kind())),
    }
}

macro_rules! values {
    ($($t:ident $family:ident $many:literal, from |$v:ident| $from:expr, to |$s:ident| $to:expr;)*) => {$(
        impl<T: SqlValue> Shape for $t<T> {
            const WIDTH: usize = 1;
            type In<M: Mode> = Self;

            fn decode<M: Mode>(_: &mut M::Context, row: &dyn Row, at: usize) -> Result<Self> {
                Self::from_value(row.get(at)?)
            }
        }
        impl<T: SqlValue> SqlValue for $t<T> {
            type Family = $family<T::Family>;
            type NotNull = Self;
            type Null = NotNull;
            type Read = Self;

            fn sql_type() -> SqlType {
                SqlType::extension(RangeType { element: T::sql_type(), many: $many })
            }

            fn from_value(value: ValueRef<'_>) -> Result<Self> {
                range_value(value, |$v| $from)
            }

            fn to_value(&self) -> Value {
                let $s = self;
                let range: Arc<dyn ExtensionValue> = Arc::new($to);
                Value::Extension(range)
            }
        }
        impl<T: SqlValue> IntoExpr for &$t<T> {
            type Value = $t<T>;

            fn into_expr(self) -> Expr<$t<T>> {
                Expr::of_value(self)
            }
        }
    )*};
}
values! {
    Range SqlRange false, from |value| Range::of_range(value), to |range| range.to_range();
    Multirange SqlMultirange true,
        from |value| match value {
            RangeValue::Many(ranges) => ranges.iter().map(Range::of_range).collect(),
            _ => Err(Error::decode("Multirange", "a range")),
        },
        to |ranges| RangeValue::Many(ranges.0.iter().map(Range::to_range).collect());
}
