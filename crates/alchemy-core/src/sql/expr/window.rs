//! `function OVER (PARTITION BY … ORDER BY … ROWS …)`.

use std::fmt;
use std::marker::PhantomData;

use crate::compile::{Keyed, Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::sql::{
    Construct, Frame, FrameExclusion, FrameUnit, IntoExpr, IntoFrame, IntoGroup, IntoOrder, NamedWindow, Node, Order, Refused,
};

/// Over which rows a window function goes.
#[derive(Debug, Clone, Default)]
pub struct WindowSpec {
    /// The named window that it starts from.
    pub base: Option<NamedWindow>,
    /// PARTITION BY.
    pub partition_by: Vec<Node>,
    /// ORDER BY.
    pub order_by: Vec<Order>,
    /// Which rows the function sees.
    pub frame: Option<Frame>,
}

impl Keyed for WindowSpec {
    crate::key!(base, partition_by, order_by, frame);
}

impl WindowSpec {
    /// Whether it adds nothing to the window that it starts from.
    fn is_bare(&self) -> bool {
        self.partition_by.is_empty() && self.order_by.is_empty() && self.frame.is_none()
    }

    pub(super) fn children(&self, visit: &mut dyn FnMut(&Node)) {
        self.base.iter().for_each(|base| base.spec().children(visit));
        self.partition_by.iter().for_each(&mut *visit);
        self.order_by.iter().for_each(|order| visit(&order.operand));
        self.frame.iter().for_each(|frame| frame.children(visit));
    }

    /// Takes the frame.
    ///
    /// # Errors
    /// `Programming` if it has one already.
    pub(super) fn set_frame(&mut self, unit: FrameUnit, bounds: impl IntoFrame) -> Result<()> {
        let (start, end) = bounds.into_bounds();
        match self.frame.replace(Frame { unit, start, end, exclusion: None }) {
            Some(_) => Err(wrong("a window has one frame: `rows`, `range` or `groups`, once")),
            None => Ok(()),
        }
    }

    /// Takes what the frame leaves out.
    ///
    /// # Errors
    /// `Programming` if it has no frame yet.
    pub(super) fn set_exclusion(&mut self, exclusion: FrameExclusion) -> Result<()> {
        match &mut self.frame {
            Some(frame) => frame.exclusion = Some(exclusion),
            None => return Err(wrong("a window's `exclude` follows its `rows`, `range` or `groups`")),
        }
        Ok(())
    }

    /// What it adds must not be there already.
    fn check(&self) -> Result<()> {
        let Some(base) = self.base.as_ref().map(NamedWindow::spec) else { return Ok(()) };
        if !self.partition_by.is_empty() {
            return Err(wrong("a window that starts from a named one has that one's PARTITION BY"));
        }
        if !self.order_by.is_empty() && base.is_ordered() {
            return Err(wrong("a window that starts from an ordered one has that one's ORDER BY"));
        }
        if base.frame.is_some() {
            return Err(wrong("a window with a frame is used as it is; nothing starts from it"));
        }
        Ok(())
    }

    fn is_ordered(&self) -> bool {
        !self.order_by.is_empty() || self.base.as_ref().is_some_and(|base| base.spec().is_ordered())
    }
}

fn wrong(message: &str) -> Error {
    Error::new(ErrorKind::Programming, message)
}

impl Render for WindowSpec {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.check()?;
        r.parens(|r| {
            self.base.iter().try_for_each(|base| base.render(r))?;
            if !self.partition_by.is_empty() {
                r.word("PARTITION BY");
                r.list(&self.partition_by, |r, node| node.render(r))?;
            }
            if !self.order_by.is_empty() {
                r.word("ORDER BY");
                r.list(&self.order_by, |r, order| order.render(r))?;
            }
            self.frame.iter().try_for_each(|frame| frame.render(r))
        })
    }
}

/// A window function.
#[derive(Debug, Clone)]
pub struct Window {
    /// The function.
    pub function: Node,
    /// Over which rows it goes.
    pub over: WindowSpec,
}

impl Construct for Window {
    crate::key!(function, over);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.function);
        self.over.children(visit);
    }
}

impl Render for Window {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.function.render(r)?;
        r.word("OVER");
        match &self.over.base {
            None if self.over.is_bare() => {
                r.word("()");
                Ok(())
            }
            Some(base) if self.over.is_bare() => base.render(r),
            _ => self.over.render(r),
        }
    }
}

/// A window function whose value is read as `T`.
pub struct Over<T> {
    window: Window,
    value: PhantomData<fn() -> T>,
}

/// Any expression as a window function: what is no [`Func`](crate::Func).
///
/// ```
/// use alchemy_core::{Raw, dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key] } }
/// let stmt = select(over(Expr::<i64>::from_node(Raw("my_agg(price)".into()))).order_by(book::id));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT my_agg(price) OVER (ORDER BY book.id) AS anon_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub fn over<E: IntoExpr>(function: E) -> Over<E::Value> {
    Over::new(function.into_expr().into_node())
}

impl<T> Over<T> {
    pub(crate) fn new(function: Node) -> Self {
        let window = Window { function, over: WindowSpec::default() };
        Over { window, value: PhantomData }
    }

    pub(crate) fn to_node(&self) -> Node {
        self.window.clone().into()
    }

    /// Over a named window; what is added to it stands behind its name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let shelf = window("by_shelf").partition_by(book::shelf);
    /// let total = func::sum(book::pages).over().window(&shelf).label("total");
    /// let running = func::sum(book::pages).over().window(&shelf).order_by(book::id).label("running");
    /// assert_eq!(
    ///     select((total, running)).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER by_shelf AS total, sum(book.pages) OVER (by_shelf ORDER BY book.id) AS running \
    ///      FROM book WINDOW by_shelf AS (PARTITION BY book.shelf)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for what the named window says already.
    #[must_use]
    pub fn window(mut self, window: &NamedWindow) -> Self {
        self.window.over.base = Some(window.clone());
        self
    }

    /// PARTITION BY: the function starts anew for each of these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let largest = func::max(book::pages).over().partition_by(book::title);
    /// assert_eq!(
    ///     select(largest.label("largest")).compile(&Ansi)?.text(),
    ///     "SELECT max(book.pages) OVER (PARTITION BY book.title) AS largest FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn partition_by(mut self, columns: impl IntoGroup) -> Self {
        columns.push_group(&mut self.window.over.partition_by);
        self
    }

    /// ORDER BY within the window.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let place = func::rank().over().order_by(book::pages.desc());
    /// assert_eq!(
    ///     select(place.label("place")).compile(&Ansi)?.text(),
    ///     "SELECT rank() OVER (ORDER BY book.pages DESC) AS place FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn order_by(mut self, order: impl IntoOrder) -> Self {
        order.push_orders(&mut self.window.over.order_by);
        self
    }

    /// The frame in rows: `-3..=2` is from three before the current row to two behind it, both included.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let stmt = select(func::sum(book::pages).over().order_by(book::id).rows(-3..=2));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER (ORDER BY book.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is an error if the window has a frame already.
    #[must_use]
    pub fn rows(self, bounds: impl IntoFrame) -> Self {
        self.frame(FrameUnit::Rows, bounds)
    }

    /// The frame by differences of the ORDER BY value; [`FrameBound`](crate::FrameBound)s take fractions and durations.
    ///
    /// ```
    /// use alchemy_core::{FrameBound, dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], weight: f64 } }
    /// let near = (FrameBound::preceding(0.5), FrameBound::CurrentRow);
    /// let stmt = select(func::count_all().over().order_by(book::weight).range(near));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT count(*) OVER (ORDER BY book.weight RANGE BETWEEN ? PRECEDING AND CURRENT ROW) AS anon_1 FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is an error if the window has a frame already.
    #[must_use]
    pub fn range(self, bounds: impl IntoFrame) -> Self {
        self.frame(FrameUnit::Range, bounds)
    }

    /// The frame in groups of rows that are equal by ORDER BY.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let sum = func::sum(book::pages).over().order_by(book::title).groups(-1..=0);
    /// assert_eq!(
    ///     select(sum.label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER (ORDER BY book.title GROUPS BETWEEN ? PRECEDING AND CURRENT ROW) AS sum FROM \
    ///      book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such frames, and an error if the window has a frame already.
    #[must_use]
    pub fn groups(self, bounds: impl IntoFrame) -> Self {
        self.frame(FrameUnit::Groups, bounds)
    }

    /// What the frame leaves out.
    ///
    /// ```
    /// use alchemy_core::{FrameExclusion, dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
    /// let others = func::avg(book::pages).over().order_by(book::id).rows(-1..=1).exclude(FrameExclusion::CurrentRow);
    /// assert_eq!(
    ///     select(others.label("others")).compile(&Ansi)?.text(),
    ///     "SELECT avg(book.pages) OVER (ORDER BY book.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING EXCLUDE CURRENT ROW) \
    ///      AS others FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where frames have no exclusion, and an error if no frame was given before.
    #[must_use]
    pub fn exclude(mut self, exclusion: FrameExclusion) -> Self {
        let done = self.window.over.set_exclusion(exclusion);
        self.unless(done)
    }

    fn frame(mut self, unit: FrameUnit, bounds: impl IntoFrame) -> Self {
        let done = self.window.over.set_frame(unit, bounds);
        self.unless(done)
    }

    /// Building cannot fail; compiling tells.
    fn unless(mut self, done: Result<()>) -> Self {
        if let Err(error) = done {
            self.window.function = Refused(error).into();
        }
        self
    }
}

impl<T> Clone for Over<T> {
    fn clone(&self) -> Self {
        Over { window: self.window.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Over<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.window.fmt(f)
    }
}
