//! ORDER BY.

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::{Error, Result};
use crate::schema::Name;
use crate::sql::{Construct, IntoExpr, IntoGroup, IntoOrder, Node, Projection};

/// Where NULLs stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

/// One term of ORDER BY.
#[derive(Debug, Clone)]
pub struct Order {
    /// By what.
    pub operand: Node,
    /// Downwards; `None` leaves the word out, which is upwards.
    pub descending: Option<bool>,
    /// Where NULLs stand.
    pub nulls: Option<NullsOrder>,
}

impl Order {
    /// By an expression, upwards without saying so.
    ///
    /// ```
    /// use alchemy_core::{Order, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(Order::by(book::pages.expr().into_node())).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn by(operand: Node) -> Self {
        Order { operand, descending: None, nulls: None }
    }

    /// Downwards.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::pages.asc().desc()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages DESC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn desc(mut self) -> Self {
        self.descending = Some(true);
        self
    }

    /// Upwards, and saying so.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::pages.desc().asc()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages ASC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn asc(mut self) -> Self {
        self.descending = Some(false);
        self
    }

    /// NULLs before all values.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::blurb.desc().nulls_first()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.blurb DESC NULLS FIRST",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.nulls = Some(NullsOrder::First);
        self
    }

    /// NULLs after all values.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::blurb.desc().nulls_last()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.blurb DESC NULLS LAST",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.nulls = Some(NullsOrder::Last);
        self
    }
}

impl Keyed for Order {
    crate::key!(operand; descending, nulls);
}

impl Render for Order {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        // AND and OR are put in parentheses before a word that seems to belong to their last part only.
        match (self.descending, self.nulls) {
            (None, Some(_)) => self.operand.render_apart(r)?,
            (Some(_), _) if !matches!(self.operand, Node::JsonAccess(_)) => self.operand.render_within(r, 3)?,
            _ => self.operand.render(r)?,
        }
        self.render_direction(r)
    }
}

impl Order {
    /// Writes it as a SELECT has it: a label that is selected stands for what it names, unless it names something else here.
    pub(crate) fn render_in_select(&self, r: &mut Renderer<'_>, projection: &Projection) -> Result<()> {
        if self.is_another(projection) { self.render(r) } else { self.render_over(r, projection) }
    }

    /// Whether it is a label under which something else is selected.
    pub(crate) fn is_another(&self, projection: &Projection) -> bool {
        match &self.operand {
            Node::Label(label) => projection.label(label).is_some_and(|known| !known.operand.is_same(&label.operand)),
            _ => false,
        }
    }

    /// Writes it behind columns: a label stands for the one of that name.
    pub(crate) fn render_over(&self, r: &mut Renderer<'_>, projection: &Projection) -> Result<()> {
        match &self.operand {
            Node::Label(label) if projection.has_label(label) => {
                match label.anonymous {
                    Some(id) => {
                        let name = r.anonymous_name(id, &label.name);
                        r.free_name(&name)?;
                    }
                    None => r.free_name(&label.name)?,
                }
                self.render_direction(r)
            }
            Node::Named(_) => {
                self.operand.render_in_clause(r, projection)?;
                self.render_direction(r)
            }
            _ => self.render(r),
        }
    }

    /// Writes its direction, and where NULLs stand.
    ///
    /// # Errors
    /// `Unsupported` where that cannot be said of NULLs.
    pub fn render_direction(&self, r: &mut Renderer<'_>) -> Result<()> {
        match self.descending {
            Some(true) => r.word("DESC"),
            Some(false) => r.word("ASC"),
            None => {}
        }
        match self.nulls {
            None => Ok(()),
            Some(_) if !r.features().null_ordering => Err(r.unsupported("NULLS FIRST or NULLS LAST")),
            Some(nulls) => {
                r.word(if nulls == NullsOrder::First { "NULLS FIRST" } else { "NULLS LAST" });
                Ok(())
            }
        }
    }
}

/// Where NULLs stand, said of an expression without a direction.
pub trait NullsOperators: IntoExpr {
    /// Upwards, NULLs before all values.
    ///
    /// ```
    /// use alchemy_core::{NullsOperators, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::blurb.nulls_first()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.blurb NULLS FIRST",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn nulls_first(self) -> Order {
        Order::by(self.into_expr().into_node()).nulls_first()
    }

    /// Upwards, NULLs after all values.
    ///
    /// ```
    /// use alchemy_core::{NullsOperators, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::blurb.nulls_last()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.blurb NULLS LAST",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    fn nulls_last(self) -> Order {
        Order::by(self.into_expr().into_node()).nulls_last()
    }
}

impl<E: IntoExpr> NullsOperators for E {}

/// A column of the statement's own list, or of what it selects from, by name; made by [`named`].
#[derive(Debug, Clone)]
pub struct Named(pub Name);

/// In ORDER BY, GROUP BY and DISTINCT ON: a label of the SELECT, or a column, by name or as `table_column`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, named, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select((func::lower(users::name).label("low"), func::count_all().label("n")))
///     .group_by(named("low"))
///     .order_by(named("n").desc());
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT lower(user_account.name) AS low, count(*) AS n FROM user_account GROUP BY low ORDER BY n DESC",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Programming` for a name that is not there.
pub fn named(name: &str) -> Named {
    Named(name.into())
}

impl Named {
    /// Downwards.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, named, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::length(book::title).label("n")).order_by(named("n").desc()).compile(&Ansi)?.text(),
    ///     "SELECT length(book.title) AS n FROM book ORDER BY n DESC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn desc(self) -> Order {
        Order::by(self.into()).desc()
    }

    /// Upwards, and saying so.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, named, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(func::length(book::title).label("n")).order_by(named("n").asc()).compile(&Ansi)?.text(),
    ///     "SELECT length(book.title) AS n FROM book ORDER BY n ASC",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn asc(self) -> Order {
        Order::by(self.into()).asc()
    }

    /// Writes the label of that name, or the column.
    fn render_over(&self, r: &mut Renderer<'_>, projection: &Projection) -> Result<()> {
        match projection.named_item(&self.0) {
            Some((_, Node::Label(_))) => return r.free_name(&self.0),
            Some((_, column)) => return column.render(r),
            None => {}
        }
        match r.columns_in_from(&self.0).into_iter().next() {
            Some(column) => Node::Column(column).render(r),
            None => Err(Error::no_such_label(&self.0)),
        }
    }
}

impl Construct for Named {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        // The columns of that name are looked for in the tables.
        key.by_definition();
        self.0.key(key);
    }

    fn children(&self, _: &mut dyn FnMut(&Node)) {}
}

impl Render for Named {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let mut columns = r.columns_in_from(&self.0);
        match columns.pop() {
            Some(column) if columns.is_empty() => Node::Column(column).render(r),
            Some(_) => Err(Error::ambiguous_column(&self.0)),
            None => Err(Error::no_such_label(&self.0)),
        }
    }
}

impl IntoOrder for Named {
    fn push_orders(self, orders: &mut Vec<Order>) {
        orders.push(Order::by(self.into()));
    }
}

impl IntoGroup for Named {
    fn push_group(self, nodes: &mut Vec<Node>) {
        nodes.push(self.into());
    }
}

impl Node {
    /// Writes it in a clause behind the columns, where names may stand for those.
    pub(crate) fn render_in_clause(&self, r: &mut Renderer<'_>, projection: &Projection) -> Result<()> {
        match self {
            Node::Named(named) => named.render_over(r, projection),
            other => other.render(r),
        }
    }
}
