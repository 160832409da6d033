//! Joins.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Renderer};
use crate::error::Result;
use crate::sql::foreign::infer;
use crate::sql::{FamilyOf, IntoExpr, IntoFrom, Node, Source};
use crate::types::family::Condition;

/// How the sides of a join meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoinKind {
    /// Rows that have a partner.
    Inner,
    /// All rows of the left side.
    LeftOuter,
    /// All rows of both sides.
    Full,
}

/// One join: what is joined, to what, on which condition.
#[derive(Debug, Clone)]
pub struct Join {
    /// What it is joined to; `None` for what the condition, or the foreign keys, lead to.
    pub left: Option<Source>,
    /// What is joined.
    pub target: Source,
    /// How.
    pub kind: JoinKind,
    /// On which condition; `None` for that of the one foreign key between the sides.
    pub on: Option<Node>,
}

impl Keyed for Join {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Join { left, target, kind, on } = self;
        if on.is_none() {
            // The condition is that of a foreign key.
            key.by_definition();
        }
        left.key(key);
        target.key(key);
        on.key(key);
        key.plain(kind);
    }
}

impl Join {
    /// Writes it behind what it is joined to, which ends in `nearest`.
    pub(crate) fn define(&self, r: &mut Renderer<'_>, left: &[&Source], nearest: &Source) -> Result<()> {
        match self.kind {
            JoinKind::Inner => r.word(r.features().inner_join),
            JoinKind::LeftOuter => r.word("LEFT OUTER JOIN"),
            JoinKind::Full if r.features().full_join => r.word("FULL OUTER JOIN"),
            JoinKind::Full => return Err(r.unsupported("FULL OUTER JOIN")),
        }
        match &self.target {
            Source::Tree(_) => r.parens(|r| self.target.render_definition(r))?,
            target => target.render_definition(r)?,
        }
        r.word("ON");
        match &self.on {
            Some(on) => on.render_condition(r, 0),
            None => infer(left, nearest, &self.target)?.render_condition(r, 0),
        }
    }
}

/// Two sources joined, as one source: what [`Joined`] stands for.
#[derive(Debug)]
pub struct Tree {
    /// The left side.
    pub left: Source,
    /// The right side, and how it is joined.
    pub join: Join,
}

impl Keyed for Tree {
    crate::key!(left, join);
}

impl Tree {
    pub(crate) fn leaves<'s>(&'s self, visit: &mut dyn FnMut(&'s Source)) {
        self.left.leaves(visit);
        self.join.target.leaves(visit);
    }

    pub(crate) fn define(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.left.render_definition(r)?;
        let nearest = match &self.left {
            Source::Tree(tree) => &tree.join.target,
            leaf => leaf,
        };
        self.join.define(r, &[&self.left], nearest)
    }
}

/// A join that stands by itself, to be selected from or joined in its turn.
///
/// ```
/// use alchemy_core::{dialect::Ansi, joined, prelude::*};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// table! { pub emails ("email") { user_id: i64 [references = user_account.id], text: String } }
/// let stmt = select(users::name).from(&joined(users, emails));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT user_account.name FROM user_account JOIN email ON user_account.id = email.user_id",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Joined(Arc<Tree>);

/// Two sources, joined by the foreign key between them.
///
/// ```
/// use alchemy_core::{dialect::Ansi, joined, prelude::*};
/// # table! { author ("author") { id: i64 [primary_key], name: String } }
/// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
/// assert_eq!(
///     select(book::title).from(&joined(author, book)).compile(&Ansi)?.text(),
///     "SELECT book.title FROM author JOIN book ON author.id = book.author_id",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn joined(left: impl IntoFrom, right: impl IntoFrom) -> Joined {
    Joined::of(left.into_from(), right.into_from(), JoinKind::Inner, None)
}

/// Two sources, joined on a condition.
///
/// ```
/// use alchemy_core::{dialect::Ansi, joined_on, prelude::*};
/// # table! { author ("author") { id: i64 [primary_key], name: String } }
/// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
/// assert_eq!(
///     select(book::title).from(&joined_on(author, book, book::title.eq(author::name))).compile(&Ansi)?.text(),
///     "SELECT book.title FROM author JOIN book ON book.title = author.name",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn joined_on<E: IntoExpr>(left: impl IntoFrom, right: impl IntoFrom, on: E) -> Joined
where
    FamilyOf<E>: Condition,
{
    Joined::of(left.into_from(), right.into_from(), JoinKind::Inner, Some(on.into_expr().into_node()))
}

impl Joined {
    fn of(left: Source, target: Source, kind: JoinKind, on: Option<Node>) -> Self {
        Joined(Arc::new(Tree { left, join: Join { left: None, target, kind, on } }))
    }

    /// Joins another source to it, by the foreign key between them.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, joined, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// # table! { loan ("loan") { book_id: i64 [references = book.id] } }
    /// let tree = joined(author, book).join(loan);
    /// assert_eq!(
    ///     select(author::name).from(&tree).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author JOIN book ON author.id = book.author_id JOIN loan ON book.id = loan.book_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn join(self, right: impl IntoFrom) -> Self {
        Joined::of(Source::Tree(self.0), right.into_from(), JoinKind::Inner, None)
    }

    /// Joins another source to it, on a condition.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, joined, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// # table! { loan ("loan") { book_id: i64 } }
    /// let tree = joined(author, book).join_on(loan, loan::book_id.eq(book::id));
    /// assert_eq!(
    ///     select(author::name).from(&tree).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author JOIN book ON author.id = book.author_id JOIN loan ON loan.book_id = book.id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn join_on<E: IntoExpr>(self, right: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        Joined::of(Source::Tree(self.0), right.into_from(), JoinKind::Inner, Some(on.into_expr().into_node()))
    }

    /// The last of its joins keeps rows of the left side without a partner: LEFT OUTER JOIN.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, joined, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).from(&joined(author, book).outer()).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author LEFT OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn outer(self) -> Self {
        self.of_kind(JoinKind::LeftOuter)
    }

    /// The last of its joins keeps rows of both sides without a partner: FULL OUTER JOIN.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, joined, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).from(&joined(author, book).full()).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author FULL OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn full(self) -> Self {
        self.of_kind(JoinKind::Full)
    }

    fn of_kind(self, kind: JoinKind) -> Self {
        Joined(Arc::new(Tree { left: self.0.left.clone(), join: Join { kind, ..self.0.join.clone() } }))
    }
}

impl IntoFrom for &Joined {
    fn into_from(self) -> Source {
        Source::Tree(self.0.clone())
    }
}

impl IntoFrom for Joined {
    fn into_from(self) -> Source {
        Source::Tree(self.0)
    }
}
