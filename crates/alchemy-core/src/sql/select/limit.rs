//! LIMIT, OFFSET and FETCH. The dialect writes them.

use std::ops::Range;

use crate::compile::{Key, Keyed};
use crate::sql::{Expr, Expression as _, FamilyOf, IntoExpr, Node, Select};
use crate::types::family::Numeral;
use crate::value::Value;

/// How many rows, and from where.
#[derive(Debug, Clone)]
pub struct Limit {
    /// At most so many rows.
    pub count: Option<Node>,
    /// After so many rows.
    pub offset: Option<Node>,
    /// Whether the count is that of FETCH FIRST.
    pub fetch: Option<FetchMode>,
    /// What stands where the grammar of a database wants a number and none was given: no rows left out, or no limit.
    pub filler: Value,
}

impl Default for Limit {
    fn default() -> Self {
        Limit { count: None, offset: None, fetch: None, filler: Value::Int(0) }
    }
}

impl Keyed for Limit {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Limit { count, offset, fetch, filler } = self;
        count.key(key);
        offset.key(key);
        key.plain(fetch);
        if count.is_some() != offset.is_some() {
            key.bind(filler);
        }
    }
}

impl Limit {
    pub(crate) fn set(&mut self, count: Option<Node>, fetch: Option<FetchMode>) {
        (self.count, self.fetch) = (count, fetch);
        self.fill();
    }

    pub(crate) fn set_offset(&mut self, offset: Node) {
        self.offset = Some(offset);
        self.fill();
    }

    pub(crate) fn set_fetch(&mut self, fetch: Fetch) {
        self.set(Some(fetch.count), Some(fetch.mode));
    }

    fn fill(&mut self) {
        self.filler = Value::Int(if self.count.is_none() { -1 } else { 0 });
    }
}

/// What FETCH FIRST counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FetchMode {
    /// Hundredths of the rows instead of rows.
    pub percent: bool,
    /// Also the rows that are equal to the last one in what they are ordered by.
    pub with_ties: bool,
}

/// What [`Select::fetch`] takes: a number of rows, or more.
#[derive(Debug, Clone)]
pub struct Fetch {
    count: Node,
    mode: FetchMode,
}

impl Fetch {
    /// So many rows.
    ///
    /// ```
    /// use alchemy_core::{Fetch, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).fetch(Fetch::rows(3)).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FETCH FIRST ? ROWS ONLY",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn rows<E: IntoExpr>(count: E) -> Self
    where
        FamilyOf<E>: Numeral,
    {
        Fetch { count: count.into_expr().into_node(), mode: FetchMode::default() }
    }

    /// So many hundredths of the rows.
    ///
    /// ```
    /// use alchemy_core::{Fetch, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).fetch(Fetch::rows(10).percent()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book FETCH FIRST ? PERCENT ROWS ONLY",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn percent(mut self) -> Self {
        self.mode.percent = true;
        self
    }

    /// Also the rows that are equal to the last one in what they are ordered by.
    ///
    /// ```
    /// use alchemy_core::{Fetch, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     select(book::id).order_by(book::pages).fetch(Fetch::rows(3).with_ties()).compile(&Ansi)?.text(),
    ///     "SELECT book.id FROM book ORDER BY book.pages FETCH FIRST ? ROWS WITH TIES",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_ties(mut self) -> Self {
        self.mode.with_ties = true;
        self
    }
}

impl From<u64> for Fetch {
    fn from(count: u64) -> Self {
        Fetch::rows(count)
    }
}

impl<R> Select<R> {
    /// At most `count` rows: a number, which is bound, so that the text stays the same, or an expression.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).limit(10).compile(&Ansi)?.text(), "SELECT book.id FROM book LIMIT ?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn limit<E: IntoExpr>(self, count: E) -> Self
    where
        FamilyOf<E>: Numeral,
    {
        let count = count.into_expr().into_node();
        self.edit(|select| select.limit.set(Some(count), None))
    }

    /// All rows, whatever limit was set.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).limit(10).without_limit().compile(&Ansi)?.text(), "SELECT book.id FROM book");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn without_limit(self) -> Self {
        self.edit(|select| select.limit.set(None, None))
    }

    /// Leaves out the first `count` rows.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(select(book::id).limit(10).offset(20).compile(&Ansi)?.text(), "SELECT book.id FROM book LIMIT ? OFFSET ?");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn offset<E: IntoExpr>(self, count: E) -> Self
    where
        FamilyOf<E>: Numeral,
    {
        let count = count.into_expr().into_node();
        self.edit(|select| {
            select.limit.offset = Some(count);
            select.limit.fill();
        })
    }

    /// The rows at these positions, counted from zero; of those that are left where the first ones are left out already. Where
    /// an expression or a parameter says how many those are, databases that take none there refuse it.
    ///
    /// ```
    /// use alchemy_core::{Value, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
    /// let page = select(users::name).order_by(users::id).slice(20..30).compile(&Ansi)?;
    /// assert_eq!(page.text(), "SELECT user_account.name FROM user_account ORDER BY user_account.id LIMIT ? OFFSET ?");
    /// assert_eq!(page.params(), [Value::from(10), Value::from(20)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn slice(self, rows: Range<u64>) -> Self {
        let skipped = self.node().limit.offset.clone();
        let sliced = self.limit(rows.end.saturating_sub(rows.start));
        match skipped {
            None | Some(Node::Bind(Value::Int(0))) => sliced.offset(rows.start),
            Some(Node::Bind(Value::Int(skipped))) => sliced.offset(rows.start.saturating_add_signed(skipped)),
            Some(_) if rows.start == 0 => sliced,
            // A parameter has no type by itself.
            Some(skipped @ Node::Parameter(_)) => sliced.offset(Expr::<i64>::from_node(skipped).cast::<i64>() + rows.start),
            Some(skipped) => sliced.offset(Expr::<i64>::from_node(skipped) + rows.start),
        }
    }

    /// `FETCH FIRST count ROWS ONLY`, in place of a limit; [`Fetch`] says more than the number.
    ///
    /// ```
    /// use alchemy_core::{Fetch, dialect::Ansi, prelude::*};
    /// table! { pub users ("user_account") { id: Auto<i64> [primary_key], age: i32 } }
    /// let stmt = select(users::id).order_by(users::age).fetch(Fetch::rows(3).with_ties());
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "SELECT user_account.id FROM user_account ORDER BY user_account.age FETCH FIRST ? ROWS WITH TIES",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there is no FETCH.
    #[must_use]
    pub fn fetch(self, fetch: impl Into<Fetch>) -> Self {
        let Fetch { count, mode } = fetch.into();
        self.edit(|select| select.limit.set(Some(count), Some(mode)))
    }
}
