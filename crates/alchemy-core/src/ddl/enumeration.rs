//! CREATE TYPE … AS ENUM, and its end.

use crate::compile::{Render, Renderer};
use crate::ddl::view::qualified_name;
use crate::dialect::{Dialect, EnumSpelling, ansi};
use crate::error::Result;
use crate::schema::Table;
use crate::types::{EnumType, SqlType};

/// The enum types by name that the wanted tables have and no other does, in the order in which the tables were added: a type
/// that another has is there, or has to stay.
pub(super) fn needed<'t>(tables: &'t [Table], dialect: &dyn Dialect, wanted: impl Fn(&Table) -> bool) -> Vec<&'t EnumType> {
    if dialect.features().enums != EnumSpelling::Named {
        return Vec::new();
    }
    let of = |table: &'t Table| table.columns().iter().filter_map(|column| named(&column.sql_type, dialect));
    let same = |a: &EnumType, b: &EnumType| (&a.schema, &a.name) == (&b.schema, &b.name);
    let others: Vec<&EnumType> = tables.iter().filter(|table| !wanted(table)).flat_map(of).collect();
    let mut needed: Vec<&EnumType> = Vec::new();
    for found in tables.iter().filter(|table| wanted(table)).flat_map(of) {
        if !others.iter().chain(&needed).any(|known| same(known, found)) {
            needed.push(found);
        }
    }
    needed
}

/// The enum type in a column's type.
fn named<'t>(sql_type: &'t SqlType, dialect: &dyn Dialect) -> Option<&'t EnumType> {
    match sql_type {
        SqlType::Enum(of) => Some(&**of).filter(|of| of.native && !of.existing),
        SqlType::Checked(checked) => named(&checked.of, dialect),
        SqlType::Array { element, .. } => named(element, dialect),
        SqlType::Variants(variants) => named(variants.of(dialect.name()), dialect),
        _ => None,
    }
}

fn check(r: &Renderer<'_>) -> Result<()> {
    if r.features().enums == EnumSpelling::Named { Ok(()) } else { Err(r.unsupported("CREATE TYPE … AS ENUM")) }
}

/// `CREATE TYPE … AS ENUM (…)`, in databases whose enums have names. The others need no such statement, and refuse it.
#[derive(Debug, Clone, Copy)]
pub struct CreateEnum<'e>(&'e EnumType);

impl<'e> CreateEnum<'e> {
    /// Creates the type.
    ///
    /// ```
    /// use alchemy_core::{CreateEnum, DdlStatement, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]);
    /// let create = CreateEnum::new(&hue);
    /// // Standard SQL has no such types; PostgreSQL is told `CREATE TYPE hue AS ENUM ('red', 'green')`.
    /// assert_eq!(DdlStatement::of(&create, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
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
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropEnum, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]);
    /// let drop = DropEnum::new(&hue);
    /// // Standard SQL has no such types; PostgreSQL is told `DROP TYPE hue`.
    /// assert_eq!(DdlStatement::of(&drop, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
    pub fn new(of: &'e EnumType) -> Self {
        DropEnum { of, if_exists: false }
    }

    /// Does nothing if the type is not there.
    ///
    /// ```
    /// use alchemy_core::{DdlStatement, DropEnum, EnumType, dialect::Ansi, prelude::*};
    /// let hue = EnumType::new("hue", ["red", "green"]);
    /// let drop = DropEnum::new(&hue).if_exists();
    /// // Standard SQL has no such types; PostgreSQL is told `DROP TYPE IF EXISTS hue`.
    /// assert_eq!(DdlStatement::of(&drop, &Ansi).unwrap_err().kind(), ErrorKind::Unsupported);
    /// ```
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
