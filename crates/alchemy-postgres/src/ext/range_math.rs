//! What can be asked of ranges, and made of two, without a server.

use std::cmp::Ordering;

use alchemy_core::{Value, ValueRef};

use super::{Bounds, Range, RangeElement};

/// One end of a range: the value (`None` lies beyond all), and whether it belongs.
type End<'a, T> = (Option<&'a T>, bool);

/// The order of two ends; `upper` says on which side they lie.
fn order<T: RangeElement>(a: &End<'_, T>, b: &End<'_, T>, a_upper: bool, b_upper: bool) -> Ordering {
    let beyond = |upper: bool| if upper { Ordering::Greater } else { Ordering::Less };
    match (a.0, b.0) {
        (None, None) => match (a_upper, b_upper) {
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ => Ordering::Equal,
        },
        (None, Some(_)) => beyond(a_upper),
        (Some(_), None) => beyond(b_upper).reverse(),
        (Some(x), Some(y)) => x.partial_cmp(y).unwrap_or(Ordering::Equal).then_with(|| {
            // An end that does not belong lies a little inside.
            let inward = |upper: bool, included: bool| match (upper, included) {
                (_, true) => 0,
                (true, false) => -1,
                (false, false) => 1,
            };
            inward(a_upper, a.1).cmp(&inward(b_upper, b.1))
        }),
    }
}

/// The value after another, of types that have one: whole numbers and dates.
fn successor<T: RangeElement>(value: &T) -> Option<T> {
    match value.to_value() {
        Value::Int(v) => T::from_value(ValueRef::Int(v.checked_add(1)?)).ok(),
        Value::Date(v) => T::from_value(ValueRef::Date(alchemy_core::Date(v.0.checked_add(1)?))).ok(),
        _ => None,
    }
}

impl<T: RangeElement> Range<T> {
    fn ends(&self) -> Option<(End<'_, T>, End<'_, T>)> {
        let (lower, upper, bounds) = self.inner.as_ref()?;
        let (low, high) = bounds.included();
        Some(((lower.as_ref(), low), (upper.as_ref(), high)))
    }

    /// Whether nothing is in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(3, 3).is_empty() && !Range::new(3, 4).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.ends().is_none_or(|(lower, upper)| match (lower.0, upper.0) {
            (Some(a), Some(b)) => match a.partial_cmp(b) {
                Some(Ordering::Less) => !lower.1 && !upper.1 && successor(a).is_some_and(|next| next >= *b),
                Some(Ordering::Equal) => !(lower.1 && upper.1),
                _ => true,
            },
            _ => false,
        })
    }

    /// Whether a value is in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(1, 9).contains(&1) && !Range::new(1, 9).contains(&9));
    /// ```
    pub fn contains(&self, value: &T) -> bool {
        self.includes(&Range::with_bounds(Some(value.clone()), Some(value.clone()), Bounds::Both))
    }

    /// Whether all of another range is in it.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(1, 9).includes(&Range::new(2, 9)) && !Range::new(1, 9).includes(&Range::from(2..=9)));
    /// ```
    pub fn includes(&self, other: &Range<T>) -> bool {
        if other.is_empty() {
            return true;
        }
        match (self.ends(), other.ends()) {
            (Some((low, high)), Some((from, to))) if !self.is_empty() => {
                order(&low, &from, false, false).is_le() && order(&high, &to, true, true).is_ge()
            }
            _ => false,
        }
    }

    /// Whether the two have something in common.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(1, 5).overlaps(&Range::new(4, 9)) && !Range::new(1, 5).overlaps(&Range::new(5, 9)));
    /// ```
    pub fn overlaps(&self, other: &Range<T>) -> bool {
        !self.intersection(other).is_empty()
    }

    /// What is in both.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert_eq!(Range::new(1, 5).intersection(&Range::new(3, 9)), Range::new(3, 5));
    /// ```
    pub fn intersection(&self, other: &Range<T>) -> Range<T> {
        let (Some((low, high)), Some((from, to))) = (self.ends(), other.ends()) else { return Range::empty() };
        let lower = if order(&low, &from, false, false).is_ge() { low } else { from };
        let upper = if order(&high, &to, true, true).is_le() { high } else { to };
        let both = of(lower, upper);
        if both.is_empty() { Range::empty() } else { both }
    }

    /// Whether all of it lies before all of another.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(1, 5).is_before(&Range::new(5, 9)) && !Range::new(1, 5).is_before(&Range::new(4, 9)));
    /// ```
    pub fn is_before(&self, other: &Range<T>) -> bool {
        match (self.ends(), other.ends()) {
            (Some((_, high)), Some((from, _))) if !self.is_empty() && !other.is_empty() => order(&high, &from, true, false).is_lt(),
            _ => false,
        }
    }

    /// Whether the one begins where the other ends, with nothing between them and nothing in common.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert!(Range::new(1, 5).is_adjacent_to(&Range::new(5, 9)) && !Range::new(1, 5).is_adjacent_to(&Range::new(6, 9)));
    /// ```
    pub fn is_adjacent_to(&self, other: &Range<T>) -> bool {
        touches(self, other) || touches(other, self)
    }

    /// What is in one or the other; `None` if that is not one range.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert_eq!(Range::new(1, 5).union(&Range::new(5, 9)), Some(Range::new(1, 9)));
    /// assert_eq!(Range::new(1, 4).union(&Range::new(5, 9)), None);
    /// ```
    pub fn union(&self, other: &Range<T>) -> Option<Range<T>> {
        if self.is_empty() || other.is_empty() {
            return Some(if self.is_empty() { other.clone() } else { self.clone() });
        }
        if !self.overlaps(other) && !self.is_adjacent_to(other) {
            return None;
        }
        let ((low, high), (from, to)) = (self.ends()?, other.ends()?);
        let lower = if order(&low, &from, false, false).is_le() { low } else { from };
        let upper = if order(&high, &to, true, true).is_ge() { high } else { to };
        Some(of(lower, upper))
    }

    /// What is in it and not in another; `None` if that is not one range.
    ///
    /// ```
    /// use alchemy_core::prelude::*;
    /// use alchemy_postgres::ext::Range;
    /// assert_eq!(Range::new(1, 9).difference(&Range::new(5, 20)), Some(Range::new(1, 5)));
    /// assert_eq!(Range::new(1, 9).difference(&Range::new(3, 5)), None);
    /// ```
    pub fn difference(&self, other: &Range<T>) -> Option<Range<T>> {
        if !self.overlaps(other) {
            return Some(self.clone());
        }
        let ((low, high), (from, to)) = (self.ends()?, other.ends()?);
        let before = order(&low, &from, false, false).is_lt();
        let behind = order(&high, &to, true, true).is_gt();
        match (before, behind) {
            (true, true) => None,
            (true, false) => Some(of(low, (from.0, !from.1))),
            (false, true) => Some(of((to.0, !to.1), high)),
            (false, false) => Some(Range::empty()),
        }
    }
}

fn of<T: Clone>(lower: End<'_, T>, upper: End<'_, T>) -> Range<T> {
    Range::with_bounds(lower.0.cloned(), upper.0.cloned(), Bounds::of(lower.1, upper.1))
}

/// Whether the second begins right where the first ends.
fn touches<T: RangeElement>(first: &Range<T>, second: &Range<T>) -> bool {
    match (first.ends(), second.ends()) {
        (Some((_, (Some(end), ends))), Some(((Some(start), starts), _))) if !first.is_empty() && !second.is_empty() => {
            match (ends, starts) {
                (true, true) => successor(end).is_some_and(|next| next == *start),
                (false, false) => successor(start).is_some_and(|next| next == *end),
                _ => end == start,
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Range};

    #[test]
    fn what_lies_between_two_open_whole_numbers_may_be_nothing() {
        assert!(Range::with_bounds(Some(1), Some(2), Bounds::Neither).is_empty());
        assert!(!Range::with_bounds(Some(1.0), Some(2.0), Bounds::Neither).is_empty());
        assert!(Range::new(5, 5).is_empty());
    }

    #[test]
    fn ranges_touch_where_nothing_lies_between() {
        assert!(Range::new(1, 3).is_adjacent_to(&Range::new(3, 5)));
        assert!(Range::from(1..=2).is_adjacent_to(&Range::from(3..=4)));
        assert!(Range::from(3..=4).is_adjacent_to(&Range::from(1..=2)));
        assert!(!Range::from(1..=3).is_adjacent_to(&Range::from(3..=4)));
        assert!(!Range::new(1, 3).is_adjacent_to(&Range::new(4, 5)));
    }

    #[test]
    fn two_ranges_are_joined_cut_and_taken_apart() {
        let (a, b) = (Range::new(1, 5), Range::new(3, 9));
        assert_eq!(a.union(&b), Some(Range::new(1, 9)));
        assert_eq!(a.intersection(&b), Range::new(3, 5));
        assert_eq!(a.difference(&b), Some(Range::new(1, 3)));
        assert_eq!(b.difference(&a), Some(Range::new(5, 9)));
        assert_eq!(a.union(&Range::new(6, 7)), None);
        assert_eq!(Range::new(1, 9).difference(&Range::new(3, 4)), None);
        assert_eq!(a.difference(&Range::new(0, 9)), Some(Range::empty()));
    }

    #[test]
    fn a_range_without_an_end_contains_all_beyond() {
        let all = Range::<i32>::with_bounds(None, None, Bounds::Neither);
        assert!(all.contains(&i32::MAX) && all.includes(&Range::from(..3)));
        assert!(Range::from(3..).overlaps(&all) && !Range::from(3..).contains(&2));
        assert!(Range::new(1, 2).is_before(&Range::from(2..)) && !Range::from(2..).is_before(&Range::new(1, 2)));
        assert!(Range::new(1, 2).includes(&Range::empty()) && !Range::<i32>::empty().includes(&Range::new(1, 2)));
    }
}
