//! CREATE TABLE … AS SELECT.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::ddl::view::qualified_name;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::{ColumnDef, Name, SchemaElement, Table};
use crate::sql::{Node, RowSource, Rows};
use crate::types::SqlType;

/// `CREATE TABLE … AS SELECT …`: a table of what a query gives. Values of the query are written into the text.
///
/// ```
/// use alchemy_core::{CreateTableAs, DdlStatement, dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String, pages: i32 } }
/// let thick = CreateTableAs::new("thick_book", select(book::id).filter(book::pages.gt(300)));
/// assert_eq!(
///     DdlStatement::of(&thick, &Ansi)?.text(),
///     "CREATE TABLE thick_book AS SELECT book.id FROM book WHERE book.pages > 300",
/// );
/// assert_eq!(select(thick.table().c("id")).compile(&Ansi)?.text(), "SELECT thick_book.id FROM thick_book");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateTableAs {
    name: Name,
    schema: Option<Name>,
    query: Arc<dyn RowSource>,
    if_not_exists: bool,
    temporary: bool,
}

impl CreateTableAs {
    /// A table of what a query gives.
    ///
    /// ```
    /// use alchemy_core::{CreateTableAs, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let long = CreateTableAs::new("long_book", select(book::id).filter(book::pages.gt(300)));
    /// assert_eq!(
    ///     DdlStatement::of(&long, &Ansi)?.text(),
    ///     "CREATE TABLE long_book AS SELECT book.id FROM book WHERE book.pages > 300",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>, query: impl Rows) -> CreateTableAs {
        let query = query.into_rows();
        CreateTableAs { name: name.into(), schema: None, query, if_not_exists: false, temporary: false }
    }

    /// In a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateTableAs, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTableAs::new("ids", select(book::id)).schema("shop"), &Ansi)?.text(),
    ///     "CREATE TABLE shop.ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> CreateTableAs {
        self.schema = Some(schema.into());
        self
    }

    /// Does nothing if there is a table of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateTableAs, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTableAs::new("ids", select(book::id)).if_not_exists(), &Ansi)?.text(),
    ///     "CREATE TABLE IF NOT EXISTS ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_not_exists(mut self) -> CreateTableAs {
        self.if_not_exists = true;
        self
    }

    /// For this session only.
    ///
    /// ```
    /// use alchemy_core::{CreateTableAs, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateTableAs::new("ids", select(book::id)).temporary(), &Ansi)?.text(),
    ///     "CREATE TEMPORARY TABLE ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn temporary(mut self) -> CreateTableAs {
        self.temporary = true;
        self
    }

    /// The table, with the columns of the query; their types are not known.
    ///
    /// ```
    /// use alchemy_core::{CreateTableAs, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = CreateTableAs::new("ids", select(book::id)).table();
    /// assert_eq!(select(ids.c("id")).compile(&Ansi)?.text(), "SELECT ids.id FROM ids");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn table(&self) -> Table {
        table_of(&*self.query, &self.name, self.schema.as_ref())
    }
}

/// A table with the columns of a query, of their types where those are known, else of text; without any, where one has no
/// name that is known.
pub(super) fn table_of(query: &dyn RowSource, name: &Name, schema: Option<&Name>) -> Table {
    let mut table = Table::new(name.clone());
    if let Some(schema) = schema {
        table = table.schema(schema.clone());
    }
    let Some(projection) = query.projection() else { return table };
    let names: Option<Vec<Name>> = projection.names().into_iter().collect();
    let column = |(name, item): (Name, &Node)| ColumnDef::new(name, item.known_type().unwrap_or(SqlType::Text));
    names.into_iter().flatten().zip(projection.items.iter().flatten()).map(column).fold(table, Table::column)
}

impl SchemaElement for CreateTableAs {
    fn comes_first(&self) -> bool {
        false
    }

    fn is_for(&self, _: &dyn Dialect) -> bool {
        true
    }

    fn render_create(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        CreateTableAs { if_not_exists: self.if_not_exists || checked, ..self.clone() }.render(r)
    }

    fn render_drop(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        r.word(if checked { "DROP TABLE IF EXISTS" } else { "DROP TABLE" });
        qualified_name(r, self.schema.as_ref(), &self.name)
    }
}

impl Render for CreateTableAs {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        r.word(if self.temporary { "CREATE TEMPORARY TABLE" } else { "CREATE TABLE" });
        if self.if_not_exists {
            r.word("IF NOT EXISTS");
        }
        qualified_name(r, self.schema.as_ref(), &self.name)?;
        r.word("AS");
        r.qualified(|r| r.with_ctes(|r| self.query.render(r)))
    }
}
