//! SQL text of the program's own, with bound values and typed rows.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::compile::{Compiled, Render, Renderer};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::row::Shape;
use crate::schema::Name;
use crate::sql::{IntoExpr, NoRows, Node, Prepared, Query, Returning, Statement};

/// A statement in SQL text. `:name` marks a bound value; `::` is left alone, `\:` is a colon, and so is one in quotes.
///
/// ```
/// use alchemy_core::{dialect::Ansi, prelude::*};
/// let stmt = text("SELECT id FROM t WHERE id > :low AND note = ':x'").bind("low", 1).columns::<i64>();
/// assert_eq!(stmt.compile(&Ansi)?.text(), "SELECT id FROM t WHERE id > ? AND note = ':x'");
/// # Ok::<(), Error>(())
/// ```
pub struct TextStatement<R = NoRows> {
    sql: Arc<str>,
    binds: Vec<(Name, Node)>,
    row: PhantomData<fn() -> R>,
}

/// A statement in SQL text.
pub fn text(sql: &str) -> TextStatement {
    TextStatement { sql: sql.into(), binds: Vec::new(), row: PhantomData }
}

impl<R> TextStatement<R> {
    /// Gives the value of `:name`.
    #[must_use]
    pub fn bind(mut self, name: &str, value: impl IntoExpr) -> Self {
        self.binds.push((name.into(), value.into_expr().into_node()));
        self
    }

    /// Its text in a dialect.
    ///
    /// # Errors
    /// `Programming` for a `:name` without a value, or a value without its `:name`.
    pub fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled> {
        Compiled::of(self, dialect)
    }
}

impl TextStatement {
    /// Says what its rows are.
    pub fn columns<R: Shape>(self) -> TextStatement<Returning<R>> {
        TextStatement { sql: self.sql, binds: self.binds, row: PhantomData }
    }
}

/// The length of the name that `text` starts with; zero if there is none.
fn name_length(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

impl<R> Render for TextStatement<R> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        let wrong = |message: String| Error::new(ErrorKind::Programming, message);
        let mut used = vec![false; self.binds.len()];
        let (mut rest, mut quote) = (&*self.sql, None);
        while let Some(at) = rest.find([':', '\\', '\'', '"', '`']) {
            let found = rest.as_bytes()[at];
            let behind = &rest[at + 1..];
            let mut taken = at + 1;
            r.glue(&rest[..at]);
            match (found, quote) {
                (b'\'' | b'"' | b'`', None) => quote = Some(found),
                (_, Some(open)) if open == found => quote = None,
                (b'\\', None) if behind.starts_with(':') => {
                    r.glue(":");
                    rest = &rest[at + 2..];
                    continue;
                }
                (b':', None) if behind.starts_with(':') => {
                    r.glue("::");
                    rest = &rest[at + 2..];
                    continue;
                }
                (b':', None) if name_length(behind) > 0 => {
                    let name = &behind[..name_length(behind)];
                    let index = self.binds.iter().position(|(known, _)| **known == *name);
                    let index = index.ok_or_else(|| wrong(format!("no value was bound for `:{name}`")))?;
                    used[index] = true;
                    self.binds[index].1.render(r)?;
                    taken += name.len();
                    rest = &rest[taken..];
                    continue;
                }
                _ => {}
            }
            r.glue(&rest[at..taken]);
            rest = &rest[taken..];
        }
        r.glue(rest);
        match used.iter().position(|used| !used) {
            Some(index) => Err(wrong(format!("the text has no `:{}` for the value bound to it", self.binds[index].0))),
            None => Ok(()),
        }
    }
}

impl<R> Clone for TextStatement<R> {
    fn clone(&self) -> Self {
        TextStatement { sql: self.sql.clone(), binds: self.binds.clone(), row: PhantomData }
    }
}

impl<R> fmt::Debug for TextStatement<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("text").field(&self.sql).finish()
    }
}

impl<R> Statement for TextStatement<R> {
    fn prepare(&self, dialect: &Arc<dyn Dialect>) -> Result<Prepared> {
        Prepared::of(self, &**dialect)
    }
}

impl<R: Shape> Query for TextStatement<Returning<R>> {
    type Row = R;
}
