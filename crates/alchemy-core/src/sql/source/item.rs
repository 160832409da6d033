//! What stands in FROM and is neither a table nor a SELECT.

use std::fmt::Debug;

use crate::compile::{Key, Keyed, Render, Renderer};
use crate::error::Result;
use crate::schema::Name;
use crate::sql::{AliasId, NameBase, Projection, Source, Unreadable};

/// Something to select from besides tables and SELECTs: functions, VALUES, text, what one database has of its own.
pub trait FromItem: Debug + Send + Sync {
    /// The name by which its columns refer to it, if they do.
    fn alias(&self) -> Option<&AliasId>;

    /// Writes it as FROM does, alias and all; `this` is itself, for [`Renderer::source_name`].
    ///
    /// # Errors
    /// `Unsupported` for what the dialect cannot say.
    fn define(&self, r: &mut Renderer<'_>, this: &Source) -> Result<()>;

    /// Writes its structure into a key.
    fn key<'s>(&'s self, key: &mut Key<'s>) {
        key.refuse();
    }

    /// What it selects from itself, where hints and foreign keys are looked for.
    fn inner(&self) -> Option<&Source> {
        None
    }

    /// The rows that it stands for, where they are known.
    fn rows(&self) -> Option<&dyn RowSource> {
        None
    }

    /// Whether its name is that of its one column, too.
    fn is_column(&self) -> bool {
        false
    }

    /// Under which number the names of its columns are kept that the statement chooses, and those columns: the name by which
    /// each is referred to, and what its name is made from.
    fn chosen(&self) -> Option<(usize, &[(Name, NameBase)])> {
        None
    }
}

/// What gives rows inside another statement: a SELECT, a set operation, text.
pub trait RowSource: Render + Keyed + Debug + Send + Sync {
    /// The columns that it gives, where they are known.
    fn projection(&self) -> Option<&Projection> {
        None
    }

    /// Whether rows of a type can be read from it; see [`Query::readable`](crate::Query::readable).
    #[doc(hidden)]
    fn readable(&self, _: Unreadable) -> Result<()> {
        Ok(())
    }

    /// The names of its columns, where it does not tell them itself.
    fn column_names(&self) -> &[Name] {
        &[]
    }

    /// Writes it behind IN.
    #[doc(hidden)]
    fn render_in_list(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.render(r)
    }

    /// Whether there are columns of other tables among its own values.
    fn names_columns(&self) -> bool {
        false
    }

    /// Whether it changes rows: it then stands in a common table expression only.
    fn writes(&self) -> bool {
        false
    }

    /// Whether it ends with what would hold for all of a set operation: ORDER BY, LIMIT.
    fn has_tail(&self) -> bool {
        false
    }

    /// The set operation that it is.
    #[doc(hidden)]
    fn as_compound(&self) -> Option<&crate::sql::CompoundNode> {
        None
    }
}

/// SQL text of the program's own in FROM.
#[derive(Debug, Clone)]
pub struct RawFrom(pub Name);

impl FromItem for RawFrom {
    fn alias(&self) -> Option<&AliasId> {
        None
    }

    fn define(&self, r: &mut Renderer<'_>, _: &Source) -> Result<()> {
        r.word(&self.0);
        Ok(())
    }

    fn key<'s>(&'s self, key: &mut Key<'s>) {
        self.0.key(key);
    }
}
