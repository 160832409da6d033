//! CREATE VIEW and DROP VIEW.

use std::sync::Arc;

use crate::compile::{Render, Renderer};
use crate::ddl::table_as::table_of;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::{Name, SchemaElement, Table};
use crate::sql::{RowSource, Rows};

/// Where a view, or a table of rows, lies and what it is called.
pub(super) fn qualified_name(r: &mut Renderer<'_>, schema: Option<&Name>, name: &Name) -> Result<()> {
    r.qualified_name(schema, name)
}

/// `CREATE VIEW … AS SELECT …`. Values of the query are written into the text.
///
/// ```
/// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String, pages: i32 } }
/// let thick = CreateView::new("thick_book", select((book::id, book::title)).filter(book::pages.gt(300)));
/// assert_eq!(
///     DdlStatement::of(&thick, &Ansi)?.text(),
///     "CREATE VIEW thick_book AS SELECT book.id, book.title FROM book WHERE book.pages > 300",
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct CreateView {
    name: Name,
    schema: Option<Name>,
    query: Arc<dyn RowSource>,
    or_replace: bool,
    if_not_exists: bool,
    temporary: bool,
    materialized: bool,
    options: Vec<(Name, Name)>,
}

impl CreateView {
    /// A view of what a query gives.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateView::new("ids", select(book::id)), &Ansi)?.text(),
    ///     "CREATE VIEW ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>, query: impl Rows) -> CreateView {
        CreateView {
            name: name.into(),
            schema: None,
            query: query.into_rows(),
            or_replace: false,
            if_not_exists: false,
            temporary: false,
            materialized: false,
            options: Vec::new(),
        }
    }

    /// In a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateView::new("ids", select(book::id)).schema("shop"), &Ansi)?.text(),
    ///     "CREATE VIEW shop.ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> CreateView {
        self.schema = Some(schema.into());
        self
    }

    /// In place of a view of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(
    ///     DdlStatement::of(&CreateView::new("ids", select(book::id)).or_replace(), &Ansi)?.text(),
    ///     "CREATE OR REPLACE VIEW ids AS SELECT book.id FROM book",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where a view has to be dropped first.
    #[must_use]
    pub fn or_replace(mut self) -> CreateView {
        self.or_replace = true;
        self
    }

    /// Does nothing if there is a view of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let view = CreateView::new("ids", select(book::id)).if_not_exists();
    /// // Not standard SQL; where it is known it is `CREATE VIEW IF NOT EXISTS`.
    /// assert_eq!(DdlStatement::of(&view, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where that cannot be said.
    #[must_use]
    pub fn if_not_exists(mut self) -> CreateView {
        self.if_not_exists = true;
        self
    }

    /// For this session only.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let view = CreateView::new("ids", select(book::id)).temporary();
    /// // Not standard SQL; where it is known it is `CREATE TEMPORARY VIEW`.
    /// assert_eq!(DdlStatement::of(&view, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where views stay.
    #[must_use]
    pub fn temporary(mut self) -> CreateView {
        self.temporary = true;
        self
    }

    /// One whose rows are kept, and made anew by REFRESH.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let view = CreateView::new("ids", select(book::id)).materialized();
    /// // Not standard SQL; where it is known it is `CREATE MATERIALIZED VIEW`.
    /// assert_eq!(DdlStatement::of(&view, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are none.
    #[must_use]
    pub fn materialized(mut self) -> CreateView {
        self.materialized = true;
        self
    }

    /// `WITH (name = value)`; both are trusted SQL.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let view = CreateView::new("ids", select(book::id)).with_option("security_barrier", "true");
    /// // Not standard SQL; where it is known it is `WITH (security_barrier = true)`.
    /// assert_eq!(DdlStatement::of(&view, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where views have no options.
    #[must_use]
    pub fn with_option(mut self, name: impl Into<Name>, value: impl Into<Name>) -> CreateView {
        self.options.push((name.into(), value.into()));
        self
    }

    /// What drops it.
    ///
    /// ```
    /// use alchemy_core::{CreateView, DdlStatement, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// assert_eq!(DdlStatement::of(&CreateView::new("ids", select(book::id)).drop_view(), &Ansi)?.text(), "DROP VIEW ids");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn drop_view(&self) -> DropView {
        DropView { name: self.name.clone(), schema: self.schema.clone(), if_exists: false, materialized: self.materialized }
    }

    /// The view to select from, with the columns of the query; their types are not known.
    ///
    /// ```
    /// use alchemy_core::{CreateView, dialect::Ansi, prelude::*};
    /// # table! { book ("book") { id: i64 [primary_key], title: String, pages: i64, blurb: Option<String> } }
    /// let ids = CreateView::new("ids", select(book::id)).schema("shop").table();
    /// assert_eq!(select(ids.c("id")).compile(&Ansi)?.text(), "SELECT shop.ids.id FROM shop.ids");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn table(&self) -> Table {
        table_of(&*self.query, &self.name, self.schema.as_ref())
    }

    fn check(&self, r: &Renderer<'_>) -> Result<()> {
        let views = r.features().views;
        let wrong = [
            (self.or_replace && !views.or_replace, "CREATE OR REPLACE VIEW"),
            (self.if_not_exists && !views.if_not_exists && !self.materialized, "CREATE VIEW IF NOT EXISTS"),
            (self.temporary && !views.temporary, "a temporary view"),
            (self.materialized && !views.materialized, "a materialized view"),
            (self.materialized && self.or_replace, "CREATE OR REPLACE MATERIALIZED VIEW"),
            (self.materialized && self.temporary, "a temporary materialized view"),
            (!self.options.is_empty() && !views.options, "an option of a view"),
        ];
        wrong.iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, what)| Err(r.unsupported(what)))
    }
}

impl SchemaElement for CreateView {
    fn comes_first(&self) -> bool {
        false
    }

    fn is_for(&self, _: &dyn Dialect) -> bool {
        true
    }

    /// A view is made anew where the database can, else left as it is.
    fn render_create(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        let views = r.features().views;
        let replaces = checked && views.or_replace && !self.materialized && !self.if_not_exists;
        let keeps = checked && !replaces && !self.or_replace && (views.if_not_exists || self.materialized);
        CreateView { or_replace: self.or_replace || replaces, if_not_exists: self.if_not_exists || keeps, ..self.clone() }.render(r)
    }

    fn render_drop(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        DropView { if_exists: checked, ..self.drop_view() }.render(r)
    }
}

impl Render for CreateView {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.check(r)?;
        r.word("CREATE");
        let words = [
            (self.or_replace, "OR REPLACE"),
            (self.temporary, "TEMPORARY"),
            (self.materialized, "MATERIALIZED"),
            (true, "VIEW"),
            (self.if_not_exists, "IF NOT EXISTS"),
        ];
        words.iter().filter(|(said, _)| *said).for_each(|(_, word)| r.word(word));
        qualified_name(r, self.schema.as_ref(), &self.name)?;
        if !self.options.is_empty() {
            r.word("WITH");
            r.parens(|r| {
                r.list(&self.options, |r, (name, value)| {
                    r.word(&format!("{name} = {value}"));
                    Ok(())
                })
            })?;
        }
        r.word("AS");
        r.qualified(|r| r.with_ctes(|r| self.query.render(r)))
    }
}

/// `DROP VIEW …`
///
/// ```
/// use alchemy_core::{DdlStatement, DropView, dialect::Ansi};
/// let drop = DropView::new("thick_book").if_exists();
/// assert_eq!(DdlStatement::of(&drop, &Ansi)?.text(), "DROP VIEW IF EXISTS thick_book");
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct DropView {
    name: Name,
    schema: Option<Name>,
    if_exists: bool,
    materialized: bool,
}

impl DropView {
    /// Drops a view.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropView, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropView::new("ids"), &Ansi)?.text(), "DROP VIEW ids");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(name: impl Into<Name>) -> DropView {
        DropView { name: name.into(), schema: None, if_exists: false, materialized: false }
    }

    /// One of a schema of that name.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropView, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropView::new("ids").schema("shop"), &Ansi)?.text(), "DROP VIEW shop.ids");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: impl Into<Name>) -> DropView {
        self.schema = Some(schema.into());
        self
    }

    /// Does nothing if the view is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropView, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropView::new("ids").if_exists(), &Ansi)?.text(), "DROP VIEW IF EXISTS ids");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> DropView {
        self.if_exists = true;
        self
    }

    /// One whose rows are kept.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropView, dialect::Ansi, prelude::*};
    /// let view = DropView::new("ids").materialized();
    /// // Not standard SQL; where it is known it is `DROP MATERIALIZED VIEW`.
    /// assert_eq!(DdlStatement::of(&view, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    ///
    /// # Errors
    /// Compiling is `Unsupported` where there are none.
    #[must_use]
    pub fn materialized(mut self) -> DropView {
        self.materialized = true;
        self
    }
}

impl Render for DropView {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        if self.materialized && !r.features().views.materialized {
            return Err(r.unsupported("a materialized view"));
        }
        r.word(if self.materialized { "DROP MATERIALIZED VIEW" } else { "DROP VIEW" });
        if self.if_exists {
            r.word("IF EXISTS");
        }
        qualified_name(r, self.schema.as_ref(), &self.name)
    }
}
