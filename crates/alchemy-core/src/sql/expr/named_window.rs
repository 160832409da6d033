//! `WINDOW name AS (PARTITION BY … ORDER BY …)`: a window that several functions share.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Name;
use crate::sql::{FrameExclusion, FrameUnit, IntoFrame, IntoGroup, IntoOrder, Node, Order, Projection, Refused, WindowSpec};

/// A window with a name; made by [`window`]. Each SELECT with a function [over](crate::Over::window) it has it once in its
/// WINDOW clause. Cheap to clone.
#[derive(Debug, Clone)]
pub struct NamedWindow(Arc<Named>);

#[derive(Debug, Clone)]
struct Named {
    name: Name,
    spec: WindowSpec,
}

/// A window with a name, of all rows as yet.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, window};
/// # table! { pub book ("book") { id: i64 [primary_key], pages: i64 } }
/// let w = window("w").order_by(book::id).rows(..=0);
/// let columns = (func::sum(book::pages).over().window(&w).label("pages"), func::count_all().over().window(&w).label("books"));
/// assert_eq!(
///     select(columns).compile(&Ansi)?.text(),
///     "SELECT sum(book.pages) OVER w AS pages, count(*) OVER w AS books FROM book \
///      WINDOW w AS (ORDER BY book.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn window(name: impl Into<Name>) -> NamedWindow {
    NamedWindow(Arc::new(Named { name: name.into(), spec: WindowSpec::default() }))
}

impl NamedWindow {
    fn edit(mut self, change: impl FnOnce(&mut WindowSpec) -> Result<()>) -> Self {
        let spec = &mut Arc::make_mut(&mut self.0).spec;
        if let Err(error) = change(spec) {
            // Building cannot fail; compiling tells.
            spec.order_by.push(Order::by(Refused(error).into()));
        }
        self
    }

    /// PARTITION BY: functions start anew for each of these.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").partition_by(book::shelf);
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (PARTITION BY book.shelf)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn partition_by(self, columns: impl IntoGroup) -> Self {
        self.edit(|spec| {
            columns.push_group(&mut spec.partition_by);
            Ok(())
        })
    }

    /// ORDER BY within the window.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").order_by(book::id.desc());
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (ORDER BY book.id DESC)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn order_by(self, order: impl IntoOrder) -> Self {
        self.edit(|spec| {
            order.push_orders(&mut spec.order_by);
            Ok(())
        })
    }

    /// The frame in rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").rows(..=0);
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is an error if the window has a frame already.
    #[must_use]
    pub fn rows(self, bounds: impl IntoFrame) -> Self {
        self.edit(|spec| spec.set_frame(FrameUnit::Rows, bounds))
    }

    /// The frame by differences of the ORDER BY value.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").order_by(book::pages).range(..=0);
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (ORDER BY book.pages RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is an error if the window has a frame already.
    #[must_use]
    pub fn range(self, bounds: impl IntoFrame) -> Self {
        self.edit(|spec| spec.set_frame(FrameUnit::Range, bounds))
    }

    /// The frame in groups of rows that are equal by ORDER BY.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").order_by(book::pages).groups(..=0);
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (ORDER BY book.pages GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are no such frames, and an error if the window has a frame already.
    #[must_use]
    pub fn groups(self, bounds: impl IntoFrame) -> Self {
        self.edit(|spec| spec.set_frame(FrameUnit::Groups, bounds))
    }

    /// What the frame leaves out.
    ///
    /// ```
    /// use alchemy_core::{FrameExclusion, dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let w = window("w").rows(..=0).exclude(FrameExclusion::Ties);
    /// assert_eq!(
    ///     select(func::sum(book::pages).over().window(&w).label("sum")).compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER w AS sum FROM book WINDOW w AS (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where frames have no exclusion, and an error if no frame was given before.
    #[must_use]
    pub fn exclude(self, exclusion: FrameExclusion) -> Self {
        self.edit(|spec| spec.set_exclusion(exclusion))
    }

    /// Another window that starts from this one: with its PARTITION BY and, if it has one, its ORDER BY.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*, window};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i64, shelf: i32 } }
    /// let ordered = window("shelf").partition_by(book::shelf).named("ordered").order_by(book::id);
    /// let stmt = select(func::sum(book::pages).over().window(&ordered).label("pages"));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT sum(book.pages) OVER ordered AS pages FROM book \
    ///      WINDOW shelf AS (PARTITION BY book.shelf), ordered AS (shelf ORDER BY book.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for what this window says already, and if it has a frame.
    #[must_use]
    pub fn named(&self, name: impl Into<Name>) -> NamedWindow {
        let spec = WindowSpec { base: Some(self.clone()), ..WindowSpec::default() };
        NamedWindow(Arc::new(Named { name: name.into(), spec }))
    }

    pub(super) fn spec(&self) -> &WindowSpec {
        &self.0.spec
    }

    fn is(&self, other: &NamedWindow) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Adds it, behind those that it starts from.
    fn add_to(&self, windows: &mut Vec<NamedWindow>) {
        if windows.iter().any(|known| known.is(self)) {
            return;
        }
        self.spec().base.iter().for_each(|base| base.add_to(windows));
        windows.push(self.clone());
    }
}

impl Keyed for NamedWindow {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.once(Arc::as_ptr(&self.0).addr(), |key| {
            let Named { name, spec } = &*self.0;
            name.key(key);
            spec.key(key);
        });
    }
}

/// The name, where a function or another window refers to it.
impl Render for NamedWindow {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if !r.windows.iter().any(|known| known.is(self)) {
            return Err(Error::new(
                ErrorKind::Programming,
                "a named window is known only among the columns and in the order of a SELECT",
            ));
        }
        r.free_name(&self.0.name)
    }
}

/// The windows that a SELECT names among its columns and in its order.
pub(crate) fn named_windows(projection: &Projection, order_by: &[Order]) -> Vec<NamedWindow> {
    let mut windows = Vec::new();
    projection
        .items
        .iter()
        .flatten()
        .chain(order_by.iter().map(|order| &order.operand))
        .for_each(|node| collect(node, &mut windows));
    windows
}

fn collect(node: &Node, windows: &mut Vec<NamedWindow>) {
    if let Node::Window(window) = node {
        window.over.base.iter().for_each(|base| base.add_to(windows));
    }
    node.children(&mut |child| collect(child, windows));
}

/// `WINDOW a AS (…), b AS (…)`, if there are any.
pub(crate) fn window_clause(r: &mut Renderer<'_>) -> Result<()> {
    let windows = r.windows.clone();
    if windows.is_empty() {
        return Ok(());
    }
    for (index, one) in windows.iter().enumerate() {
        if windows[..index].iter().any(|other| other.0.name == one.0.name) {
            return Err(Error::new(ErrorKind::Programming, format!("two windows are called `{}`", one.0.name)));
        }
    }
    r.word("WINDOW");
    r.list(&windows, |r, window| {
        r.free_name(&window.0.name)?;
        r.word("AS");
        window.spec().render(r)
    })
}
