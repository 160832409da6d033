//! Parts of a schema that only some databases get.

use std::fmt;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::schema::Name;

/// Where a constraint, an index or an event takes place.
#[derive(Clone)]
pub struct DdlIf(Arc<Test>);

/// Whether something takes place in a dialect.
type Test = dyn Fn(&dyn Dialect) -> bool + Send + Sync;

impl DdlIf {
    /// Where the function says so.
    ///
    /// ```
    /// use alchemy_core::{DdlIf, dialect::Ansi, prelude::*};
    /// let with_lateral = DdlIf::new(|dialect| dialect.features().lateral);
    /// assert!(with_lateral.holds(&Ansi));
    /// ```
    pub fn new(holds: impl Fn(&dyn Dialect) -> bool + Send + Sync + 'static) -> Self {
        DdlIf(Arc::new(holds))
    }

    /// In the dialects of these names.
    ///
    /// ```
    /// use alchemy_core::{dialect::Ansi, DdlIf};
    /// assert!(DdlIf::dialects(["standard SQL"]).holds(&Ansi));
    /// ```
    pub fn dialects(names: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        let names: Vec<Name> = names.into_iter().map(Into::into).collect();
        // The program names dialects here, whoever wrote them; nothing of ours is decided by it.
        let is_named = move |called: &str| names.iter().any(|name| **name == *called);
        DdlIf::new(move |dialect| is_named(dialect.name()))
    }

    /// Whether it takes place in a dialect.
    ///
    /// ```
    /// use alchemy_core::{DdlIf, dialect::Ansi, prelude::*};
    /// assert!(!DdlIf::dialects(["postgresql"]).holds(&Ansi));
    /// ```
    pub fn holds(&self, dialect: &dyn Dialect) -> bool {
        (self.0)(dialect)
    }
}

impl fmt::Debug for DdlIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DdlIf")
    }
}
