//! What loader options do around a statement. The ORM implements it; the core only calls back.

use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

use crate::compile::Compiled;
use crate::dialect::Dialect;
use crate::error::Result;
use crate::row::{BoxFuture, Sink};
use crate::sql::SelectNode;
use crate::value::Row;

/// The entities that a result holds: for each row, the entities in the order in which they were selected.
pub type Entities<'r> = Vec<Vec<Option<&'r mut (dyn Any + Send)>>>;

/// Loader options of one statement.
pub trait LoadPlan: Any + Debug + Send + Sync {
    /// Before: the statement with the joins and columns that the options need, put behind those that were selected, and
    /// what reads them.
    fn widen(&self, select: &SelectNode) -> Result<(SelectNode, Arc<dyn LoadReader>)>;
}

/// Reads what a widened statement gives.
pub trait LoadReader: Debug + Send + Sync {
    /// What accompanies one execution. `context` is the mode's [`Context`](crate::Mode::Context).
    fn start(&self, context: &dyn Any) -> Result<Box<dyn LoadRun>>;
}

/// One execution of a statement with loader options.
pub trait LoadRun: Any + Send {
    /// During: looks at a row before it is decoded. `false`: it repeats the row before for the loader's own reasons, and
    /// is left out of the result.
    fn row(&mut self, row: &dyn Row) -> Result<bool>;

    /// After: gives the entities what was read, and runs follow-up statements.
    fn finish<'a>(self: Box<Self>, entities: Entities<'a>, runner: &'a mut dyn Runner) -> BoxFuture<'a, Result<()>>;
}

/// What can run a follow-up statement: the connection that the first one ran on.
pub trait Runner: Send {
    /// The dialect of the connection.
    fn dialect(&self) -> Arc<dyn Dialect>;

    /// Runs a statement, pushing its rows into `sink`, which is given back.
    fn query(&mut self, compiled: Compiled, sink: Box<dyn Sink>) -> BoxFuture<'_, Result<Box<dyn Sink>>>;
}
