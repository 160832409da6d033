//! What is created and dropped with the tables of a schema, and is none.

use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::Renderer;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::MetaData;

/// A sequence, a view, a type: what [`MetaData::element`] adds.
///
/// ```
/// use alchemy_core::{Renderer, SchemaElement, dialect::Ansi, prelude::*};
/// #[derive(Debug)]
/// struct Domain;
/// impl SchemaElement for Domain {
///     fn comes_first(&self) -> bool {
///         true
///     }
///     fn is_for(&self, _: &dyn Dialect) -> bool {
///         true
///     }
///     fn render_create(&self, r: &mut Renderer<'_>, _: bool) -> Result<()> {
///         r.word("CREATE DOMAIN percent AS INTEGER CHECK (VALUE BETWEEN 0 AND 100)");
///         Ok(())
///     }
///     fn render_drop(&self, r: &mut Renderer<'_>, _: bool) -> Result<()> {
///         r.word("DROP DOMAIN percent");
///         Ok(())
///     }
/// }
/// let metadata = MetaData::new().element(Domain);
/// assert_eq!(
///     metadata.create_script(&Ansi)?,
///     "CREATE DOMAIN percent AS INTEGER CHECK (VALUE BETWEEN 0 AND 100);\n",
/// );
/// assert_eq!(metadata.drop_script(&Ansi)?, "DROP DOMAIN percent;\n");
/// # Ok::<(), Error>(())
/// ```
pub trait SchemaElement: Debug + Send + Sync + 'static {
    /// Whether tables may need it, so that it is created before them and dropped behind them; else they are there first.
    fn comes_first(&self) -> bool;

    /// Whether the dialect has such a thing. What it has not is passed over.
    fn is_for(&self, dialect: &dyn Dialect) -> bool;

    /// Writes its creation; `checked`: one that does no harm if it is there.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn render_create(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()>;

    /// Writes its end; `checked`: one that does no harm if it is not there.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn render_drop(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()>;
}

impl MetaData {
    /// Adds a sequence, a view, a table made of a query, a type: it is created and dropped with all tables, in the order of
    /// addition, where the database has such things.
    ///
    /// ```
    /// use alchemy_core::{CreateView, MetaData, Sequence, dialect::Ansi, prelude::*};
    /// # table! { pub book ("book") { id: i64 [primary_key], pages: i32 } }
    /// let thick = CreateView::new("thick", select(book::id).filter(book::pages.gt(300)));
    /// let metadata = MetaData::of::<(book,)>().element(Sequence::new("number")).element(thick);
    /// assert_eq!(
    ///     metadata.create_script(&Ansi)?,
    ///     "CREATE SEQUENCE number;\n\
    ///      CREATE TABLE book (id BIGINT NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (id));\n\
    ///      CREATE VIEW thick AS SELECT book.id FROM book WHERE book.pages > 300;\n",
    /// );
    /// assert_eq!(metadata.drop_script(&Ansi)?, "DROP VIEW thick;\nDROP TABLE book;\nDROP SEQUENCE number;\n");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn element(mut self, element: impl SchemaElement) -> Self {
        self.elements.push(Arc::new(element));
        self
    }

    /// What was added besides tables.
    ///
    /// ```
    /// use alchemy_core::{Sequence, prelude::*};
    /// assert_eq!(MetaData::new().element(Sequence::new("number")).elements().len(), 1);
    /// ```
    pub fn elements(&self) -> &[Arc<dyn SchemaElement>] {
        &self.elements
    }
}
