//! DDL in the program's own words.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::schema::{EventStatement, Name, TableName};

/// DDL in SQL text of the program's own, for events and by itself. `{table}` is the table with its schema, `{name}` the
/// table and `{schema}` the schema alone, each quoted where it has to be; `{{` is a brace.
///
/// ```
/// use alchemy_core::{dialect::Ansi, Ddl, DdlStatement};
/// let analyze = Ddl::new("ANALYZE {table}").on("billing.Invoice");
/// assert_eq!(DdlStatement::of(&analyze, &Ansi)?.text(), r#"ANALYZE billing."Invoice""#);
/// # Ok::<(), alchemy_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ddl {
    text: Name,
    table: Option<TableName>,
}

impl Ddl {
    /// A statement.
    ///
    /// ```
    /// use alchemy_core::{Ddl, DdlStatement, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&Ddl::new("VACUUM"), &Ansi)?.text(), "VACUUM");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(text: impl Into<Name>) -> Self {
        Ddl { text: text.into(), table: None }
    }

    /// The table that it is about; an event says that by itself.
    ///
    /// ```
    /// use alchemy_core::{Ddl, DdlStatement, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&Ddl::new("ANALYZE {table}").on("seat"), &Ansi)?.text(), "ANALYZE seat");
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn on(mut self, table: impl Into<TableName>) -> Self {
        self.table = Some(table.into());
        self
    }
}

impl EventStatement for Ddl {
    fn render_for(&self, r: &mut Renderer<'_>, table: Option<&TableName>) -> Result<()> {
        let mut rest: &str = &self.text;
        while let Some((before, behind)) = rest.split_once('{') {
            r.glue(before);
            rest = match (behind.strip_prefix('{'), behind.split_once('}'), table) {
                (Some(literal), ..) => {
                    r.glue("{");
                    literal
                }
                (None, Some((token, after)), Some(table)) if fill(r, token, table)? => after,
                _ => {
                    r.glue("{");
                    behind
                }
            };
        }
        r.glue(rest);
        Ok(())
    }
}

/// Whether it is a token; writes what it stands for.
fn fill(r: &mut Renderer<'_>, token: &str, table: &TableName) -> Result<bool> {
    match (token, &table.schema) {
        ("table", schema) => r.tight(|r| r.qualified_name(schema.as_ref(), &table.name))?,
        ("name", _) => r.glued_name(&table.name)?,
        ("schema", Some(schema)) => r.glued_name(schema)?,
        ("schema", None) => {}
        _ => return Ok(false),
    }
    Ok(true)
}

impl Render for Ddl {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        self.render_for(r, self.table.as_ref())
    }
}
