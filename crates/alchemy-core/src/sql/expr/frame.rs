//! `ROWS BETWEEN … AND …`: the part of a window that a function sees.

use std::ops::{RangeFrom, RangeFull, RangeInclusive, RangeToInclusive};

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::{FrameOffsets, WindowFrames};
use crate::error::Result;
use crate::sql::{IntoExpr, Node};

/// What a frame counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameUnit {
    /// Rows.
    Rows,
    /// Differences of the ORDER BY value.
    Range,
    /// Groups of rows that are equal by ORDER BY.
    Groups,
}

/// Where a frame begins or ends.
#[derive(Debug, Clone)]
pub enum FrameBound {
    /// At the first row of the partition.
    UnboundedPreceding,
    /// So far before the current row.
    Preceding(Node),
    /// At the current row.
    CurrentRow,
    /// So far behind the current row.
    Following(Node),
    /// At the last row of the partition.
    UnboundedFollowing,
}

impl FrameBound {
    /// So far before the current row: a number of rows or groups, or a difference of the ORDER BY value.
    ///
    /// ```
    /// use alchemy_core::{FrameBound, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let sum = func::sum(book::pages).over().order_by(book::id).rows((FrameBound::preceding(2), FrameBound::CurrentRow));
    /// assert_eq!(
    ///     select(sum).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER (ORDER BY book.id ROWS BETWEEN ? PRECEDING AND CURRENT ROW) AS anon_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn preceding(offset: impl IntoExpr) -> FrameBound {
        FrameBound::Preceding(offset.into_expr().into_node())
    }

    /// So far behind the current row.
    ///
    /// ```
    /// use alchemy_core::{FrameBound, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let sum = func::sum(book::pages).over().order_by(book::id).rows((FrameBound::CurrentRow, FrameBound::following(2)));
    /// assert_eq!(
    ///     select(sum).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER (ORDER BY book.id ROWS BETWEEN CURRENT ROW AND ? FOLLOWING) AS anon_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn following(offset: impl IntoExpr) -> FrameBound {
        FrameBound::Following(offset.into_expr().into_node())
    }

    /// By number: negative ones are before the current row, zero is the row itself.
    fn at(offset: i64) -> FrameBound {
        match offset {
            0 => FrameBound::CurrentRow,
            1.. => FrameBound::following(offset),
            // The least number has no positive counterpart, but there are no that many rows either.
            _ => FrameBound::preceding(offset.saturating_neg()),
        }
    }

    fn offset(&self) -> Option<&Node> {
        match self {
            FrameBound::Preceding(offset) | FrameBound::Following(offset) => Some(offset),
            _ => None,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            FrameBound::UnboundedPreceding => "UNBOUNDED PRECEDING",
            FrameBound::Preceding(_) => "PRECEDING",
            FrameBound::CurrentRow => "CURRENT ROW",
            FrameBound::Following(_) => "FOLLOWING",
            FrameBound::UnboundedFollowing => "UNBOUNDED FOLLOWING",
        }
    }
}

impl Keyed for FrameBound {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.plain(&self.word());
        if let Some(offset) = self.offset() {
            offset.key(key);
        }
    }
}

impl Render for FrameBound {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self.offset() {
            Some(Node::Bind(value)) if r.features().frame_offsets == FrameOffsets::Inline => r.value_in_text(value)?,
            Some(offset) => offset.render(r)?,
            None => {}
        }
        r.word(self.word());
        Ok(())
    }
}

/// Which rows a frame leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameExclusion {
    /// The current row.
    CurrentRow,
    /// The current row and those equal to it by ORDER BY.
    Group,
    /// Those equal to the current row, but not itself.
    Ties,
    /// None; also what is done if nothing is said.
    NoOthers,
}

impl FrameExclusion {
    fn sql(self) -> &'static str {
        match self {
            FrameExclusion::CurrentRow => "EXCLUDE CURRENT ROW",
            FrameExclusion::Group => "EXCLUDE GROUP",
            FrameExclusion::Ties => "EXCLUDE TIES",
            FrameExclusion::NoOthers => "EXCLUDE NO OTHERS",
        }
    }
}

/// The part of a window that a function sees.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What it counts in.
    pub unit: FrameUnit,
    /// Where it begins.
    pub start: FrameBound,
    /// Where it ends.
    pub end: FrameBound,
    /// What it leaves out.
    pub exclusion: Option<FrameExclusion>,
}

impl Frame {
    pub(crate) fn children(&self, visit: &mut dyn FnMut(&Node)) {
        [&self.start, &self.end].into_iter().filter_map(FrameBound::offset).for_each(visit);
    }
}

impl Keyed for Frame {
    crate::key!(start, end; unit, exclusion);
}

impl Render for Frame {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let frames = r.features().window_frames;
        let plain = frames != WindowFrames::All;
        r.word(match self.unit {
            FrameUnit::Rows => "ROWS BETWEEN",
            FrameUnit::Range => "RANGE BETWEEN",
            FrameUnit::Groups if plain => return Err(r.unsupported("a window frame in GROUPS")),
            FrameUnit::Groups => "GROUPS BETWEEN",
        });
        self.start.render(r)?;
        r.word("AND");
        self.end.render(r)?;
        match self.exclusion {
            None => Ok(()),
            Some(exclusion) if frames == WindowFrames::WithoutExclude || (plain && exclusion != FrameExclusion::NoOthers) => {
                Err(r.unsupported("a window frame's EXCLUDE"))
            }
            Some(exclusion) => {
                r.word(exclusion.sql());
                Ok(())
            }
        }
    }
}

/// What gives the bounds of a frame: a range of offsets such as `-3..=2`, `..=0` or `..`, or two [`FrameBound`]s.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
/// let near = over(func::sum(book::pages)).order_by(book::id).rows(-1..=2).label("near");
/// let compiled = select(near).compile(&Ansi)?;
/// assert_eq!(
///     compiled.text(),
///     "SELECT sum(book.pages) OVER (ORDER BY book.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS near FROM book",
/// );
/// assert_eq!(compiled.params(), [Value::Int(1), Value::Int(2)]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not bound a window frame",
    note = "bounds are inclusive: `-3..=2`, `..=0`, `1..`, `..`, or a tuple of two `FrameBound`s"
)]
pub trait IntoFrame {
    /// The two bounds.
    fn into_bounds(self) -> (FrameBound, FrameBound);
}

impl IntoFrame for (FrameBound, FrameBound) {
    fn into_bounds(self) -> (FrameBound, FrameBound) {
        self
    }
}

impl IntoFrame for RangeInclusive<i64> {
    fn into_bounds(self) -> (FrameBound, FrameBound) {
        (FrameBound::at(*self.start()), FrameBound::at(*self.end()))
    }
}

impl IntoFrame for RangeToInclusive<i64> {
    fn into_bounds(self) -> (FrameBound, FrameBound) {
        (FrameBound::UnboundedPreceding, FrameBound::at(self.end))
    }
}

impl IntoFrame for RangeFrom<i64> {
    fn into_bounds(self) -> (FrameBound, FrameBound) {
        (FrameBound::at(self.start), FrameBound::UnboundedFollowing)
    }
}

impl IntoFrame for RangeFull {
    fn into_bounds(self) -> (FrameBound, FrameBound) {
        (FrameBound::UnboundedPreceding, FrameBound::UnboundedFollowing)
    }
}
