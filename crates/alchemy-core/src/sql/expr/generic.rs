//! Functions of the program's own.

use crate::compile::Renderer;
use crate::error::Result;
use crate::sql::Function;
use crate::types::SqlValue;

/// A function with a fixed type, whose text may differ between databases. [`func::generic`](crate::func::generic) calls it.
///
/// ```
/// use alchemy_core::{Function, GenericFunction, Renderer, dialect::Ansi, prelude::*};
/// # table! { pub book ("book") { id: i64 [primary_key], title: String } }
/// struct MakeSlug;
///
/// impl GenericFunction for MakeSlug {
///     type Value = String;
///     const NAME: &'static str = "make_slug";
///
///     fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
///         call.render_as(r, if r.dialect().name() == "sqlite" { "lower" } else { Self::NAME })
///     }
/// }
///
/// let slug = func::generic::<MakeSlug>(book::title).concat("-x");
/// assert_eq!(select(slug).compile(&Ansi)?.text(), "SELECT make_slug(book.title) || ? AS anon_1 FROM book");
/// # Ok::<(), Error>(())
/// ```
pub trait GenericFunction {
    /// What it is read as.
    type Value: SqlValue;
    /// Its name, after which its column is called.
    const NAME: &'static str;

    /// Writes a call of it; if nothing else is said, as `NAME(arguments)`.
    ///
    /// # Errors
    /// `Unsupported` where the database has no such function.
    fn render(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
        call.render_as(r, Self::NAME)
    }
}
