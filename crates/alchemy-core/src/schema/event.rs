//! What is done with the creation and the end of tables.

use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::Renderer;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::schema::{DdlIf, TableName};

/// When an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Before the table, or all tables, are created.
    BeforeCreate,
    /// Once they are.
    AfterCreate,
    /// Before the table, or all tables, are dropped.
    BeforeDrop,
    /// Once they are.
    AfterDrop,
}

/// A statement of an event. It may depend on the table that it belongs to; that of metadata has none.
///
/// ```
/// use alchemy_core::{EventStatement, Moment, Renderer, TableEvent, TableName, dialect::Ansi, prelude::*};
/// #[derive(Debug)]
/// struct Analyze;
/// impl EventStatement for Analyze {
///     fn render_for(&self, r: &mut Renderer<'_>, table: Option<&TableName>) -> Result<()> {
///         r.word("ANALYZE");
///         table.map_or(Ok(()), |table| r.name(&table.name))
///     }
/// }
/// let seat = Table::new("seat").column(Column::new("number", Integer));
/// let statements = seat.event(TableEvent::new(Moment::AfterCreate, Analyze)).create_statements(&Ansi)?;
/// assert_eq!(statements[1].text(), "ANALYZE seat");
/// # Ok::<(), Error>(())
/// ```
pub trait EventStatement: Debug + Send + Sync + 'static {
    /// Writes it.
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn render_for(&self, r: &mut Renderer<'_>, table: Option<&TableName>) -> Result<()>;
}

/// A statement that is sent with the creation or the end of a table; added by [`Table::event`](crate::Table::event), or
/// for all tables by [`MetaData::event`](crate::MetaData::event).
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*, Ddl, MetaData, Moment, TableEvent};
/// let t = Table::new("t").column(Column::new("v", Integer));
/// let t = t.event(TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}")));
/// let script = MetaData::new().table(t).create_script(&Ansi)?;
/// assert_eq!(script, "CREATE TABLE t (v INTEGER);\nANALYZE t;\n");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TableEvent {
    /// When.
    pub moment: Moment,
    /// What is sent.
    pub statement: Arc<dyn EventStatement>,
    /// Where; `None` is everywhere.
    pub execute_if: Option<DdlIf>,
}

impl TableEvent {
    /// Sends a statement at a moment.
    ///
    /// ```
    /// use alchemy_core::{Ddl, Moment, TableEvent, dialect::Ansi, prelude::*};
    /// let event = TableEvent::new(Moment::BeforeDrop, Ddl::new("LOCK TABLE {table}"));
    /// let statements = Table::new("seat").event(event).drop_statements(&Ansi)?;
    /// assert_eq!((statements[0].text(), statements[1].text()), ("LOCK TABLE seat", "DROP TABLE seat"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(moment: Moment, statement: impl EventStatement) -> Self {
        TableEvent { moment, statement: Arc::new(statement), execute_if: None }
    }

    /// Only in databases for which the condition holds.
    ///
    /// ```
    /// use alchemy_core::{Ddl, DdlIf, Moment, TableEvent, dialect::Ansi, prelude::*};
    /// let event = TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}")).execute_if(DdlIf::dialects(["sqlite"]));
    /// let seat = Table::new("seat").column(Column::new("number", Integer)).event(event);
    /// assert_eq!(seat.create_statements(&Ansi)?.len(), 1);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn execute_if(mut self, condition: DdlIf) -> Self {
        self.execute_if = Some(condition);
        self
    }

    /// Whether it takes place then and there.
    ///
    /// ```
    /// use alchemy_core::{Ddl, Moment, TableEvent, dialect::Ansi, prelude::*};
    /// let event = TableEvent::new(Moment::AfterCreate, Ddl::new("ANALYZE {table}"));
    /// assert!(event.is_due(Moment::AfterCreate, &Ansi) && !event.is_due(Moment::BeforeDrop, &Ansi));
    /// ```
    pub fn is_due(&self, moment: Moment, dialect: &dyn Dialect) -> bool {
        self.moment == moment && self.execute_if.as_ref().is_none_or(|condition| condition.holds(dialect))
    }
}
