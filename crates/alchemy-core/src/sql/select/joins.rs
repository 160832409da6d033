//! JOIN.

use crate::sql::{FamilyOf, IntoExpr, IntoFrom, IntoJoin, Join, JoinKind, Node, Select, Source};
use crate::types::family::Condition;

impl<R> Select<R> {
    /// Joins by a relationship, or something to select from by the foreign key between it and what is selected from.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64 [references = user_account.id], text: String } }
    /// let stmt = select((users::name, emails::text)).from(users).join(emails);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.name, email.text FROM user_account JOIN email ON user_account.id = email.user_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` if no foreign key, or more than one, joins the two.
    #[must_use]
    pub fn join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::Inner)))
    }

    /// The same, keeping rows without a partner.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).outer_join(book).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author LEFT OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn outer_join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::LeftOuter)))
    }

    /// The same, keeping rows of both sides without a partner.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).full_join(book).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author FULL OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn full_join(self, join: impl IntoJoin) -> Self {
        self.edit(|select| select.joins.extend(join.into_join(JoinKind::Full)))
    }

    /// Joins on a condition.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).join_on(book, book::title.eq(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author JOIN book ON book.title = author.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(None, JoinKind::Inner, target.into_from(), Some(on.into_expr().into_node()))
    }

    /// Joins on a condition, keeping rows without a partner.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).outer_join_on(book, book::title.eq(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author LEFT OUTER JOIN book ON book.title = author.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn outer_join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(None, JoinKind::LeftOuter, target.into_from(), Some(on.into_expr().into_node()))
    }

    /// Joins on a condition, keeping rows of both sides without a partner.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(author::name).full_join_on(book, book::title.eq(author::name)).compile(&Ansi)?.text(),
    ///     "SELECT author.name FROM author FULL OUTER JOIN book ON book.title = author.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn full_join_on<E: IntoExpr>(self, target: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(None, JoinKind::Full, target.into_from(), Some(on.into_expr().into_node()))
    }

    /// Joins the right side to the left one, by the foreign key between exactly these two.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// table! { pub emails ("email") { user_id: i64 [references = user_account.id], text: String } }
    /// let stmt = select(emails::text).join_from(users, emails);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT email.text FROM user_account JOIN email ON user_account.id = email.user_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn join_from(self, left: impl IntoFrom, right: impl IntoFrom) -> Self {
        self.joined(Some(left.into_from()), JoinKind::Inner, right.into_from(), None)
    }

    /// The same, keeping rows of the left side without a partner.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// assert_eq!(
    ///     select(func::count_all()).outer_join_from(author, book).compile(&Ansi)?.text(),
    ///     "SELECT count(*) AS count_1 FROM author LEFT OUTER JOIN book ON author.id = book.author_id",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn outer_join_from(self, left: impl IntoFrom, right: impl IntoFrom) -> Self {
        self.joined(Some(left.into_from()), JoinKind::LeftOuter, right.into_from(), None)
    }

    /// Joins the right side to the left one, on a condition.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { author ("author") { id: i64 [primary_key], name: String } }
    /// # table! { book ("book") { id: i64 [primary_key], title: String, author_id: i64 [references = author.id] } }
    /// let stmt = select(func::count_all()).join_from_on(author, book, book::title.eq(author::name));
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT count(*) AS count_1 FROM author JOIN book ON book.title = author.name",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn join_from_on<E: IntoExpr>(self, left: impl IntoFrom, right: impl IntoFrom, on: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        self.joined(Some(left.into_from()), JoinKind::Inner, right.into_from(), Some(on.into_expr().into_node()))
    }

    fn joined(self, left: Option<Source>, kind: JoinKind, target: Source, on: Option<Node>) -> Self {
        self.edit(|select| select.joins.push(Join { left, target, kind, on }))
    }
}
