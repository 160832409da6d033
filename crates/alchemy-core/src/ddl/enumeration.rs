//! CREATE TYPE … AS ENUM, and its end.

use crate::compile::{Render, Renderer};
use crate::ddl::view::qualified_name;
use crate::dialect::{EnumSpelling, ansi};
use crate::error::Result;
use crate::types::EnumType;

fn check(r: &Renderer<'_>) -> Result<()> {
    if r.features().enums == EnumSpelling::Named { Ok(()) } else { Err(r.unsupported("CREATE TYPE … AS ENUM")) }
}

/// `CREATE TYPE … AS ENUM (…)`, in databases whose enums have names. The others need no such statement, and refuse it.
#[derive(Debug, Clone, Copy)]
pub struct CreateEnum<'e>(&'e EnumType);

impl<'e> CreateEnum<'e> {
    /// Creates the type.
    pub fn new(of: &'e EnumType) -> Self {
        CreateEnum(of)
    }
}

impl Render for CreateEnum<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        check(r)?;
        r.word("CREATE TYPE");
        qualified_name(r, self.0.schema.as_ref(), &self.0.name)?;
        let words = ansi::words(r.dialect(), "AS ENUM ", &self.0.values)?;
        r.word(&words);
        Ok(())
    }
}

/// `DROP TYPE …`, in databases whose enums have names.
#[derive(Debug, Clone, Copy)]
pub struct DropEnum<'e> {
    of: &'e EnumType,
    if_exists: bool,
}

impl<'e> DropEnum<'e> {
    /// Drops the type.
    pub fn new(of: &'e EnumType) -> Self {
        DropEnum { of, if_exists: false }
    }

    /// Does nothing if the type is not there.
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        self.if_exists = true;
        self
    }
}

impl Render for DropEnum<'_> {
    fn render(&self, r: &mut Renderer<'_>) -> Result<()> {
        check(r)?;
        r.word(if self.if_exists { "DROP TYPE IF EXISTS" } else { "DROP TYPE" });
        qualified_name(r, self.of.schema.as_ref(), &self.of.name)
    }
}
