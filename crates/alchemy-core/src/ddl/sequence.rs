//! CREATE SEQUENCE and DROP SEQUENCE.

use crate::compile::{Render, Renderer};
use crate::dialect::{Dialect, Sequences};
use crate::error::Result;
use crate::schema::{SchemaElement, Sequence};

fn check(r: &Renderer<'_>) -> Result<()> {
    if r.features().sequences == Sequences::None { Err(r.unsupported("a sequence")) } else { Ok(()) }
}

fn name(r: &mut Renderer<'_>, sequence: &Sequence) -> Result<()> {
    r.qualified_name(sequence.schema.as_ref(), &sequence.name)
}

/// `CREATE SEQUENCE …`. Refused by databases that have none.
#[derive(Debug, Clone, Copy)]
pub struct CreateSequence<'s> {
    sequence: &'s Sequence,
    if_not_exists: bool,
}

impl<'s> CreateSequence<'s> {
    /// Creates a sequence.
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket").start(100)), &Ansi)?.text(),
    ///     "CREATE SEQUENCE ticket START WITH 100",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(sequence: &'s Sequence) -> Self {
        CreateSequence { sequence, if_not_exists: false }
    }

    /// Does nothing if there is a sequence of that name.
    ///
    /// ```
    /// use alchemy_core::{CreateSequence, DdlStatement, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&CreateSequence::new(&Sequence::new("ticket")).if_not_exists(), &Ansi)?.text(),
    ///     "CREATE SEQUENCE IF NOT EXISTS ticket",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_not_exists(mut self) -> Self {
        self.if_not_exists = true;
        self
    }
}

impl SchemaElement for Sequence {
    fn comes_first(&self) -> bool {
        true
    }

    fn is_for(&self, dialect: &dyn Dialect) -> bool {
        dialect.features().sequences != Sequences::None
    }

    fn render_create(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        CreateSequence { sequence: self, if_not_exists: checked }.render(r)
    }

    fn render_drop(&self, r: &mut Renderer<'_>, checked: bool) -> Result<()> {
        DropSequence { sequence: self, if_exists: checked }.render(r)
    }
}

fn number(r: &mut Renderer<'_>, words: &str, number: Option<i64>) {
    if let Some(number) = number {
        r.word(&format!("{words} {number}"));
    }
}

fn bound(r: &mut Renderer<'_>, word: &str, bound: Option<Option<i64>>) {
    match bound {
        Some(None) => r.word(&format!("NO {word}")),
        Some(bound) => number(r, word, bound),
        None => {}
    }
}

impl Render for CreateSequence<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        check(r)?;
        let sequence = self.sequence;
        r.word(if self.if_not_exists { "CREATE SEQUENCE IF NOT EXISTS" } else { "CREATE SEQUENCE" });
        name(r, sequence)?;
        let named = r.features().sequences == Sequences::FunctionOfName;
        // Sequences that are tables below have no type of their own: 64 bits hold the numbers of any.
        if let Some(data_type) = sequence.data_type.as_ref().filter(|_| !named) {
            r.word("AS");
            r.word(&r.dialect().column_type(data_type)?);
        }
        number(r, "INCREMENT BY", sequence.increment);
        number(r, "START WITH", sequence.start);
        bound(r, "MINVALUE", sequence.min_value);
        bound(r, "MAXVALUE", sequence.max_value);
        number(r, "CACHE", sequence.cache);
        match sequence.cycle {
            Some(true) => r.word("CYCLE"),
            Some(false) => r.word(if named { "NOCYCLE" } else { "NO CYCLE" }),
            None => {}
        }
        Ok(())
    }
}

/// `DROP SEQUENCE …`. Refused by databases that have none.
#[derive(Debug, Clone, Copy)]
pub struct DropSequence<'s> {
    sequence: &'s Sequence,
    if_exists: bool,
}

impl<'s> DropSequence<'s> {
    /// Drops a sequence.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSequence, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(DdlStatement::of(&DropSequence::new(&Sequence::new("ticket")), &Ansi)?.text(), "DROP SEQUENCE ticket");
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(sequence: &'s Sequence) -> Self {
        DropSequence { sequence, if_exists: false }
    }

    /// Does nothing if the sequence is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropSequence, Sequence, dialect::Ansi, prelude::*};
    /// assert_eq!(
    ///     DdlStatement::of(&DropSequence::new(&Sequence::new("ticket")).if_exists(), &Ansi)?.text(),
    ///     "DROP SEQUENCE IF EXISTS ticket",
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }
}

impl Render for DropSequence<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        check(r)?;
        r.word(if self.if_exists { "DROP SEQUENCE IF EXISTS" } else { "DROP SEQUENCE" });
        name(r, self.sequence)
    }
}
