//! WHERE and HAVING.

use crate::sql::{FamilyOf, IntoExpr, Junction, Node, Select};
use crate::types::family::Condition;

impl<R> Select<R> {
    /// WHERE; several are joined by AND.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).filter(book::pages.gt(300)).filter(book::title.ne("Emma")).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book WHERE book.pages > ? AND book.title != ?",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn filter<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|select| select.filter = and(select.filter.take(), condition))
    }

    /// HAVING; several are joined by AND.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let stmt = select(book::title).group_by(book::title).having(func::count_all().gt(1));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT book.title FROM book GROUP BY book.title HAVING count(*) > ?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn having<E: IntoExpr>(self, condition: E) -> Self
    where
        FamilyOf<E>: Condition,
    {
        let condition = condition.into_expr().into_node();
        self.edit(|select| select.having = and(select.having.take(), condition))
    }
}

/// Both conditions, or the one that there is. All of nothing filters nothing.
pub(crate) fn and(known: Option<Node>, more: Node) -> Option<Node> {
    if Junction::says_nothing(&more) {
        return known;
    }
    Some(match known {
        Some(known) => Junction::of(true, known, more),
        None => more,
    })
}
