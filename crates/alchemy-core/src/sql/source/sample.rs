//! TABLESAMPLE.

use std::fmt;
use std::sync::Arc;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::sql::{AliasId, Column, ColumnName, Func, IntoAlias, IntoExpr, IntoFrom, Node, Source};
use crate::types::SqlValue;

/// `table AS name TABLESAMPLE method(…) REPEATABLE (seed)`.
#[derive(Debug, Clone)]
struct Sample {
    table: Source,
    alias: AliasId,
    method: Node,
    seed: Option<Node>,
}

impl crate::sql::FromItem for Sample {
    fn alias(&self) -> Option<&AliasId> {
        Some(&self.alias)
    }

    fn define(&self, r: &mut Renderer<'_>, this: &Source) -> Result<()> {
        if !r.features().table_sample {
            return Err(r.unsupported("TABLESAMPLE"));
        }
        self.table.render_definition(r)?;
        r.word("AS");
        r.source_name(this)?;
        r.word("TABLESAMPLE");
        self.method.render(r)?;
        let Some(seed) = &self.seed else { return Ok(()) };
        r.word("REPEATABLE");
        r.parens(|r| seed.render(r))
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        let Sample { table, alias, method, seed } = self;
        table.key(key);
        alias.key(key);
        method.key(key);
        seed.key(key);
    }

    fn inner(&self) -> Option<&Source> {
        Some(&self.table)
    }
}

/// Some rows of a table, chosen by chance; made by [`table_sample`].
#[derive(Clone)]
pub struct TableSample(Arc<Sample>);

/// Some rows of a table, chosen by a method such as `bernoulli(1)`.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, table_sample};
/// table! { pub users ("user_account") { id: Auto<i64> [primary_key], name: String } }
/// let part = table_sample(users, func::call::<f64>("bernoulli", literal(1)), "part").seed(7);
/// assert_eq!(
///     select(part.c(users::name)).compile(&Ansi)?.text(),
///     "SELECT part.name FROM user_account AS part TABLESAMPLE bernoulli(?) REPEATABLE (?)",
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Compiling is `Unsupported` where there is no TABLESAMPLE.
pub fn table_sample<T: SqlValue>(table: impl IntoFrom, method: Func<T>, name: impl IntoAlias) -> TableSample {
    let table = table.into_from();
    let alias = AliasId::new(name, &table.text());
    TableSample(Arc::new(Sample { table, alias, method: method.into_expr().into_node(), seed: None }))
}

impl TableSample {
    /// Chooses the same rows each time the seed is the same.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, table_sample, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let few = table_sample(book, func::call::<f64>("system", 5), "few").seed(7);
    /// assert_eq!(
    ///     select(few.c(book::id)).compile(&Ansi)?.text(),
    ///     "SELECT few.id FROM book AS few TABLESAMPLE system(?) REPEATABLE (?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn seed(self, seed: impl IntoExpr) -> Self {
        let seed = Some(seed.into_expr().into_node());
        TableSample(Arc::new(Sample { seed, ..(*self.0).clone() }))
    }

    /// One of its columns: the column of the table, or one by name.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, table_sample, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let few = table_sample(book, func::call::<f64>("system", 5), "few");
    /// assert_eq!(
    ///     select((few.c(book::id), few.c::<i64>("pages"))).compile(&Ansi)?.text(),
    ///     "SELECT few.id, few.pages FROM book AS few TABLESAMPLE system(?)",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn c<T: SqlValue>(&self, column: impl ColumnName<T>) -> Column<T> {
        Column::in_source(self.into_from(), column.column_name())
    }
}

impl IntoFrom for &TableSample {
    fn into_from(self) -> Source {
        Source::Item(self.0.clone())
    }
}

impl fmt::Debug for TableSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
