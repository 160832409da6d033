//! DISTINCT.

use crate::compile::Renderer;
use crate::error::Result;
use crate::sql::{IntoGroup, Select, SelectNode};

impl SelectNode {
    pub(super) fn render_distinct(&self, r: &mut Renderer<'_>) -> Result<()> {
        let on = self.extra.as_ref().map(|extra| &extra.distinct_on).filter(|on| !on.is_empty());
        if self.distinct || on.is_some() {
            r.word("DISTINCT");
        }
        let Some(on) = on else { return Ok(()) };
        if !r.features().distinct_on {
            return Err(r.unsupported("DISTINCT ON"));
        }
        r.word("ON");
        r.parens(|r| r.list(on, |r, node| node.render_in_clause(r, &self.projection)))
    }
}

impl<R> Select<R> {
    /// DISTINCT: each row once.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::title).distinct().compile(&Ansi)?.text(), "SELECT DISTINCT book.title FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn distinct(self) -> Self {
        self.edit(|select| select.distinct = true)
    }

    /// DISTINCT ON: of the rows that are equal in these, the first.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], team_id: i64 } }
    /// let stmt = select(users::id).distinct_on(users::team_id).order_by((users::team_id, users::id));
    /// assert_eq!(stmt.compile(&Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no DISTINCT ON.
    #[must_use]
    pub fn distinct_on(self, columns: impl IntoGroup) -> Self {
        self.edit(|select| columns.push_group(&mut select.extra().distinct_on))
    }
}
