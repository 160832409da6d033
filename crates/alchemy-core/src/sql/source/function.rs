//! Functions in FROM.

use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::dialect::TableFunctions;
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, Column, ColumnName, Construct, Expr, FromItem, Func, IntoAlias, IntoExpr, IntoFrom, Node, Source};
use crate::types::{SqlType, SqlValue};

/// A function in FROM; made by [`Func::table_valued`].
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let series = func::call::<i32>("generate_series", (1, 5)).table_valued(["n"]).derived().named("gs");
/// let stmt = select(series.c::<i32>("n")).filter(series.c::<i32>("n").gt(2));
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT gs.n FROM generate_series(?, ?) AS gs(n) WHERE gs.n > ?");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TableFunction {
    item: FunctionItem,
    source: Source,
}

#[derive(Debug, Clone)]
struct FunctionItem {
    call: Node,
    alias: Option<AliasId>,
    columns: Vec<Name>,
    types: Vec<SqlType>,
    ordinality: bool,
    derived: bool,
    lateral: bool,
    /// Whether its name is that of its one column, too.
    column: bool,
}

impl FromItem for FunctionItem {
    fn alias(&self) -> Option<&AliasId> {
        self.alias.as_ref()
    }

    fn define(&self, r: &mut Renderer<'_>, _: &Source) -> Result<()> {
        match r.features().combining.table_functions {
            TableFunctions::None => return Err(r.unsupported("a function in FROM")),
            TableFunctions::Named if self.derived || self.ordinality || self.lateral => {
                return Err(r.unsupported("LATERAL, WITH ORDINALITY and names of columns for a function in FROM"));
            }
            TableFunctions::Named | TableFunctions::Whole => {}
        }
        if self.lateral {
            r.word("LATERAL");
        }
        self.call.render(r)?;
        if self.ordinality {
            r.word("WITH ORDINALITY");
        }
        let Some(alias) = &self.alias else { return Ok(()) };
        r.word("AS");
        let name = r.alias_name(alias);
        r.free_name(&name)?;
        if !self.derived {
            return Ok(());
        }
        r.glue("(");
        r.list(self.columns.iter().enumerate(), |r, (index, name)| {
            r.free_name(name)?;
            if let Some(sql_type) = self.types.get(index) {
                let name = r.dialect().column_type(sql_type)?;
                r.word(&name);
            }
            Ok(())
        })?;
        r.glue(")");
        Ok(())
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let FunctionItem { call, alias, columns, types, ordinality, derived, lateral, column } = self;
        call.key(key);
        key.tag(alias.is_some().into());
        if let Some(alias) = alias {
            key.once(alias.id as usize, |key| alias.key(key));
        }
        columns.key(key);
        key.plain(types);
        key.plain(&(ordinality, derived, lateral, column));
    }

    fn is_column(&self) -> bool {
        self.column
    }
}

impl TableFunction {
    fn new(item: FunctionItem) -> Self {
        TableFunction { source: Source::item(item.clone()), item }
    }

    fn edit(self, change: impl FnOnce(&mut FunctionItem)) -> Self {
        let mut item = self.item;
        change(&mut item);
        TableFunction::new(item)
    }

    /// Under a name. Without one the statement chooses it: `anon_1`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     select(func::call::<i32>("range_of", 3).table_valued(["n"]).named("r").c::<i32>("n")).compile(&Ansi)?.text(),
    ///     "SELECT r.n FROM range_of(?) AS r",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn named(self, name: impl IntoAlias) -> Self {
        self.edit(|item| item.alias = Some(AliasId::new(name, &Name::Static("anon"))))
    }

    /// With the names of its columns written behind its own: for a function that does not name them.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let range = func::call::<i32>("range_of", 3).table_valued(["n"]).derived().named("r");
    /// assert_eq!(select(range.c::<i32>("n")).compile(&Ansi)?.text(), "SELECT r.n FROM range_of(?) AS r(n)");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where this cannot be said.
    #[must_use]
    pub fn derived(self) -> Self {
        self.edit(|item| item.derived = true)
    }

    /// With the names and types of its columns: for a function that gives records.
    ///
    /// ```
    /// use alchemy_core::{SqlType, dialect::Ansi, prelude::*};
    /// let call = func::call::<String>("json_to_recordset", "[]").table_valued(["k", "v"]);
    /// let r = call.derived_with_types([SqlType::Integer, SqlType::Text]).named("r");
    /// assert_eq!(
    ///     select(r.c::<String>("v")).compile(&Ansi)?.text(),
    ///     "SELECT r.v FROM json_to_recordset(?) AS r(k INTEGER, v TEXT)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn derived_with_types(self, types: impl IntoIterator<Item = SqlType>) -> Self {
        self.edit(|item| {
            item.derived = true;
            item.types = types.into_iter().collect();
        })
    }

    /// With a column more, which counts the rows from one.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let words = func::call::<String>("words_of", "a b").table_valued(["word"]).with_ordinality("place").derived().named("w");
    /// assert_eq!(
    ///     select((words.c::<String>("word"), words.c::<i64>("place"))).compile(&Ansi)?.text(),
    ///     "SELECT w.word, w.place FROM words_of(?) WITH ORDINALITY AS w(word, place)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn with_ordinality(self, name: &str) -> Self {
        self.edit(|item| {
            item.ordinality = true;
            item.columns.push(name.into());
        })
    }

    /// With the word LATERAL, though functions see what stands before them without it.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let words = func::call::<String>("words_of", book::title).table_valued(["word"]).lateral().named("w");
    /// assert_eq!(
    ///     select((book::id, words.c::<String>("word"))).compile(&Ansi)?.text(),
    ///     "SELECT book.id, w.word FROM book, LATERAL words_of(book.title) AS w",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn lateral(self) -> Self {
        self.edit(|item| item.lateral = true)
    }

    /// One of its columns.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let range = func::call::<i32>("range_of", 3).table_valued(["n"]).named("r");
    /// assert_eq!(select(range.c::<i32>("n") + 1).compile(&Ansi)?.text(), "SELECT r.n + ? AS anon_1 FROM range_of(?) AS r");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn c<T: SqlValue>(&self, column: impl ColumnName<T>) -> Column<T> {
        Column::in_source(self.source.clone(), column.column_name())
    }

    /// The whole row as one value, for functions that take records.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let range = func::call::<i32>("range_of", 3).table_valued(["n"]).named("r");
    /// assert_eq!(
    ///     select(func::call::<String>("to_json", range.row::<String>())).compile(&Ansi)?.text(),
    ///     "SELECT to_json(r) AS to_json_1 FROM range_of(?) AS r",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn row<T: SqlValue>(&self) -> Expr<T> {
        Column::<T>::in_source(self.source.clone(), Name::Static("")).into_expr()
    }

    /// As a source.
    pub fn source(&self) -> Source {
        self.source.clone()
    }
}

impl IntoFrom for &TableFunction {
    fn into_from(self) -> Source {
        self.source.clone()
    }
}

/// A function in FROM without a name of its own: `SELECT * FROM f(?)`. Its columns are named by
/// [`Func::table_valued`].
impl<T: SqlValue> IntoFrom for Func<T> {
    fn into_from(self) -> Source {
        self.in_from(None, Vec::new(), false).source
    }
}

impl<T: SqlValue> Func<T> {
    fn in_from(self, alias: Option<AliasId>, columns: Vec<Name>, column: bool) -> TableFunction {
        TableFunction::new(FunctionItem {
            call: self.into_expr().into_node(),
            alias,
            columns,
            types: Vec::new(),
            ordinality: false,
            derived: false,
            lateral: false,
            column,
        })
    }

    /// In FROM, giving rows with these columns. See [`TableFunction`].
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let range = func::call::<i32>("range_of", 3).table_valued(["n"]);
    /// assert_eq!(select(range.c::<i32>("n")).compile(&Ansi)?.text(), "SELECT anon_1.n FROM range_of(?) AS anon_1");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where functions cannot stand in FROM.
    pub fn table_valued(self, columns: impl IntoIterator<Item = impl Into<Name>>) -> TableFunction {
        let columns = columns.into_iter().map(Into::into).collect();
        self.in_from(Some(AliasId::new(None::<&str>, &Name::Static("anon"))), columns, false)
    }

    /// In FROM, giving rows of one value, which has the function's name: the value as a column.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let v = func::call::<i32>("generate_series", (1, 3)).column_valued("v");
    /// let stmt = select(v.clone()).filter(v.gt(1));
    /// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT v FROM generate_series(?, ?) AS v WHERE v > ?");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn column_valued(self, name: &str) -> Column<T> {
        let function = self.in_from(Some(AliasId::new(name, &Name::Static("anon"))), Vec::new(), true);
        Column::in_source(function.source, name.into())
    }

    /// One field of the record that it gives: `(f(x)).field`.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, prelude::*};
    /// let field = func::call::<String>("compose", 5).field::<i32>("w");
    /// assert_eq!(select(field).compile(&Ansi)?.text(), "SELECT (compose(?)).w");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn field<F: SqlValue>(self, name: &str) -> Expr<F> {
        Expr::from_node(Node::Extension(Arc::new(Field { record: self.into_expr().into_node(), name: name.into() })))
    }
}

/// `(record).name`
#[derive(Debug)]
struct Field {
    record: Node,
    name: Name,
}

impl Construct for Field {
    crate::key!(record, name);

    fn children(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.record);
    }

    fn naming(&self) -> crate::sql::NamedAfter<'_> {
        crate::sql::NamedAfter::Nothing
    }
}

impl Render for Field {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.parens(|r| self.record.render(r))?;
        r.glue(".");
        r.name(&self.name)
    }
}
