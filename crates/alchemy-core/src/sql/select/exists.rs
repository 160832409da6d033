//! EXISTS, built from scratch.

use crate::schema::Name;
use crate::sql::{Columns, Exists, Expr, Expression, FamilyOf, IntoExpr, IntoFrom, Not, Projection, Raw, Select, SelectNode};
use crate::types::family::Condition;

/// `EXISTS (SELECT * FROM …)`: whether there is a row that meets conditions; made by [`exists`].
#[derive(Debug, Clone)]
pub struct ExistsSelect(Select<()>);

/// Whether there is a row, of what the conditions name.
///
/// ```
/// use alchemy_core::{dialect::Ansi, exists, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// table! { pub emails ("email") { user_id: i64, text: String } }
/// let reachable = select(users::name).filter(exists().filter(emails::user_id.eq(users::id)));
/// assert_eq!(
///     reachable.compile(&Ansi)?.text(),
///     "SELECT user_account.name FROM user_account WHERE EXISTS (SELECT * FROM email WHERE email.user_id = user_account.id)",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn exists() -> ExistsSelect {
    let mut node = SelectNode::default();
    node.projection.push(Raw(Name::Static("*")).into());
    ExistsSelect(Select::from_node(node))
}

impl ExistsSelect {
    /// A condition that the row meets; several are joined by AND.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, exists, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let written = exists().filter(book::author_id.eq(author::id)).filter(book::title.ne(""));
    /// assert_eq!(
    ///     select(author::name).filter(written).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT * FROM book WHERE book.author_id = author.id AND \
    ///      book.title != ?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        ExistsSelect(self.0.filter(condition))
    }

    /// What the row comes from, besides what the conditions name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, exists, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).filter(exists().from(book)).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT * FROM book)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn from(self, from: impl IntoFrom) -> Self {
        ExistsSelect(self.0.from(from))
    }

    /// Leaves this source to the statements around it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, exists, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let written = exists().filter(book::author_id.eq(author::id)).correlate(author);
    /// assert_eq!(
    ///     select(author::name).filter(written).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT * FROM book WHERE book.author_id = author.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn correlate(self, source: impl IntoFrom) -> Self {
        ExistsSelect(self.0.correlate(source))
    }

    /// Leaves every source to the statements around it but this one.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, exists, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let written = exists().filter(book::author_id.eq(author::id)).correlate_except(book);
    /// assert_eq!(
    ///     select(author::name).filter(written).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author WHERE EXISTS (SELECT * FROM book WHERE book.author_id = author.id)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn correlate_except(self, source: impl IntoFrom) -> Self {
        ExistsSelect(self.0.correlate_except(source))
    }

    fn into_exists(self) -> Exists {
        Exists { rows: self.0.node().clone() }
    }
}

impl IntoExpr for ExistsSelect {
    type Value = bool;

    fn into_expr(self) -> Expr<bool> {
        Expr::from_node(self.into_exists())
    }
}

impl Expression for ExistsSelect {}

impl Columns for ExistsSelect {
    type Row = bool;

    fn push_columns(self, projection: &mut Projection) {
        projection.push(self.into_exists().into());
    }
}

impl std::ops::Not for ExistsSelect {
    type Output = Expr<bool>;

    fn not(self) -> Expr<bool> {
        Expr::from_node(Not::of(self.into_exists().into(), true))
    }
}
