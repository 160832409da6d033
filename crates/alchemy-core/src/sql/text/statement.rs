//! `text("…")`: a statement, or a part of one, in SQL text.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Key, Keyed, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{Record, Shape};
use crate::sql::text::fragment::push_one;
use crate::sql::{
    Construct, Expr, IntoCtes, IntoExpr, IntoTextList, NoRows, Node, Prepared, Query, Returning, Statement, TextFragment,
};
use crate::types::SqlValue;
use crate::value::Value;

/// A statement, or a part of one, in SQL text. `:name` marks a value: bound here, or given at execution; `::` is left
/// alone, `\:` is a colon. What stands in quotes and comments is left alone.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let stmt = text("SELECT id FROM t WHERE id > :low AND note = ':x'").bind("low", 1).columns::<i64>();
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT id FROM t WHERE id > ? AND note = ':x'");
/// # Ok::<(), Error>(())
/// ```
pub struct TextStatement<R = NoRows> {
    pub(super) text: Arc<TextFragment>,
    row: PhantomData<fn() -> R>,
}

/// A statement, or a part of one, in SQL text. The text is taken as it is: it must be the program's own.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// # table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let stmt = select(users::id).filter(text("name ~ :pattern").bind("pattern", "^s")).order_by(text("name COLLATE nocase"));
/// assert_eq!(
///     stmt.compile(&Ansi)?.text(),
///     "SELECT user_account.id FROM user_account WHERE name ~ ? ORDER BY name COLLATE nocase",
/// );
/// # Ok::<(), Error>(())
/// ```
pub fn text(sql: &str) -> TextStatement {
    TextStatement { text: Arc::new(TextFragment::new(sql)), row: PhantomData }
}

impl<R> TextStatement<R> {
    fn edit(mut self, change: impl FnOnce(&mut TextFragment)) -> Self {
        change(Arc::make_mut(&mut self.text));
        self
    }

    /// Gives the value of `:name`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(text("SELECT :low + :low").bind("low", 3).columns::<i64>().compile(&Ansi)?.text(), "SELECT ? + ?");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Programming` for a value without its `:name`.
    #[must_use]
    pub fn bind(self, name: &str, value: impl IntoExpr) -> Self {
        self.edit(|text| push_one(text, name, value))
    }

    /// Gives the list of `IN :name`; an empty one holds nothing.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = text("SELECT id FROM t WHERE id IN :ids").bind_list("ids", [1, 2, 3]);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT id FROM t WHERE id IN (?, ?, ?)");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn bind_list(self, name: &str, list: impl IntoTextList) -> Self {
        self.edit(|text| list.push_values(text, name))
    }

    /// Puts common table expressions, which the text may name, into the WITH before it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let thick = select(book::id).filter(book::pages.gt(900)).cte("thick");
    /// let stmt = text("SELECT title FROM book WHERE id IN (SELECT id FROM thick)").add_cte(&thick);
    /// assert_eq!(
    ///     stmt.compile(&Ansi)?.text(),
    ///     "WITH thick AS (SELECT book.id AS id FROM book WHERE book.pages > ?) \
    ///      SELECT title FROM book WHERE id IN (SELECT id FROM thick)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn add_cte(self, ctes: impl IntoCtes) -> Self {
        self.edit(|text| ctes.push_ctes(&mut text.ctes))
    }

    /// Its text in a dialect.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let compiled = text("SELECT id FROM book WHERE pages > :low").bind("low", 300).compile(&Ansi)?;
    /// assert_eq!((compiled.text(), compiled.params()), ("SELECT id FROM book WHERE pages > ?", &[Value::Int(300)][..]));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// `Programming` for a value without its `:name`.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(self, dialect)
    }
}

impl TextStatement {
    /// Says what its rows are.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = text("SELECT id, title FROM book").columns::<(i64, String)>();
    /// let rows: Select<String> = select(stmt.subquery("books").c::<String>("title"));
    /// assert_eq!(rows.compile(&Ansi)?.text(), "SELECT books.title FROM (SELECT id, title FROM book) AS books");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn columns<R: Shape>(self) -> TextStatement<Returning<R>> {
        TextStatement { text: self.text, row: PhantomData }
    }

    /// Says that its rows are read by name, by column or by position: for a text whose columns only the database knows.
    ///
    /// ```no_run
    /// # // not run: the core has no database of its own
    /// use alchemy_core::prelude::*;
    /// # #[cfg(feature = "engine")]
    /// # async fn f(connection: &mut Connection) -> Result<()> {
    /// for record in connection.all(text("SELECT * FROM user_account").records()).await? {
    ///     println!("{:?}", record.iter().collect::<Vec<_>>());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn records(self) -> TextStatement<Returning<Record>> {
        self.columns()
    }

    /// As an expression of a type.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let stmt = select(text("abs(:x)").bind("x", -3).typed::<i64>() + 1);
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT abs(?) + ? AS anon_1");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn typed<T: SqlValue>(self) -> Expr<T> {
        Expr::from_node(self.to_node())
    }

    fn to_node(&self) -> Node {
        Node::TextFragment(self.text.clone())
    }
}

crate::expression!([] TextStatement, Value, |text| text.to_node());
crate::negation!([] TextStatement;);

impl<R> Render for TextStatement<R> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.with_inner_ctes(|r| self.text.render(r))
    }
}

impl<R> Clone for TextStatement<R> {
    fn clone(&self) -> Self {
        TextStatement { text: self.text.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for TextStatement<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("text").field(&self.text.sql).finish()
    }
}

impl<R> Keyed for TextStatement<R> {
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.tag(u8::MAX);
        Construct::key(&*self.text, key);
    }
}

impl<R> Statement for TextStatement<R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        Prepared::of(self, &**dialect)
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        Keyed::key(self, key);
    }

    fn write(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.render(r)
    }
}

impl<R: Shape> Query for TextStatement<Returning<R>> {
    type Row = R;
}
