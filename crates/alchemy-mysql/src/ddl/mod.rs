//! Schemas as MySQL and MariaDB have them, and the options that only they have.
//!
//! Reading order: `table_options`, `index_options`, `column`; then the hooks of the dialect.

mod column;
mod index_options;
mod table_options;

use alchemy_core::dialect::{Commented, ConstraintPlace, OldConstraint, OldIndex, ddl};
use alchemy_core::{ColumnDef, ConstraintKind, ConstraintOptions, Name, Renderer, Result};

use crate::Dialect;

pub(crate) use column::column;
pub(crate) use index_options::create_index;
pub use index_options::{IndexOptions, Using};
pub use table_options::TableOptions;
pub(crate) use table_options::table_suffix;

/// Constraints cannot be put off here.
pub(crate) fn constraint_part(
    r: &mut Renderer<'_>,
    kind: ConstraintKind,
    place: ConstraintPlace,
    options: &ConstraintOptions,
) -> Result<()> {
    if options.deferrable.is_some() || options.initially.is_some() {
        return Err(r.unsupported("DEFERRABLE"));
    }
    if let Some(Using(method)) = options.attached.get::<Using>().filter(|_| place == ConstraintPlace::End) {
        if matches!(kind, ConstraintKind::Check | ConstraintKind::ForeignKey) {
            return Err(r.unsupported("USING of anything but a primary key or UNIQUE"));
        }
        r.word("USING");
        r.word(method);
    }
    Ok(())
}

/// Each kind of constraint is dropped by a word of its own.
pub(crate) fn drop_constraint(dialect: &Dialect, r: &mut Renderer<'_>, old: &OldConstraint<'_>) -> Result<()> {
    if old.cascade {
        return Err(r.unsupported("DROP CONSTRAINT … CASCADE"));
    }
    if old.kind == ConstraintKind::PrimaryKey {
        if old.if_exists {
            return Err(r.unsupported("DROP PRIMARY KEY IF EXISTS"));
        }
        r.word("DROP PRIMARY KEY");
        return Ok(());
    }
    r.word(match old.kind {
        ConstraintKind::ForeignKey => "DROP FOREIGN KEY",
        ConstraintKind::Unique => "DROP INDEX",
        ConstraintKind::Check if !dialect.is_mariadb() => "DROP CHECK",
        _ => "DROP CONSTRAINT",
    });
    if old.if_exists {
        only_mariadb(dialect, r, "DROP CONSTRAINT IF EXISTS")?;
        r.word("IF EXISTS");
    }
    r.name(ddl::needed(old.name, old.table)?)
}

fn only_mariadb(dialect: &Dialect, r: &Renderer<'_>, what: &str) -> Result<()> {
    if dialect.is_mariadb() { Ok(()) } else { Err(r.unsupported(what)) }
}

/// `DROP INDEX name ON table`.
pub(crate) fn drop_index(dialect: &Dialect, r: &mut Renderer<'_>, old: &OldIndex<'_>) -> Result<()> {
    r.word("DROP INDEX");
    if old.if_exists {
        only_mariadb(dialect, r, "DROP INDEX IF EXISTS")?;
        r.word("IF EXISTS");
    }
    r.name(old.name)?;
    r.word("ON");
    ddl::table_name(r, old.table)
}

/// Comments are changed with what they are about: a column's by defining it anew.
pub(crate) fn comment(dialect: &Dialect, r: &mut Renderer<'_>, about: Commented<'_>, text: Option<&Name>) -> Result<()> {
    match about {
        Commented::Table(table) => {
            r.word("ALTER TABLE");
            ddl::table_name(r, table)?;
            r.word("COMMENT");
            ddl::text_literal(r, text.map_or("", |text| text))
        }
        Commented::Column(table, old) => {
            r.word("ALTER TABLE");
            ddl::table_name(r, table)?;
            r.word("CHANGE");
            r.name(&old.name)?;
            let new = ColumnDef { comment: text.cloned(), ..old.clone() };
            column(dialect, r, table, &new)
        }
        Commented::Constraint(..) => Err(r.unsupported("a comment on a constraint")),
    }
}
