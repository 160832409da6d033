//! A column's definition.

use alchemy_core::dialect::ConstraintPlace;
use alchemy_core::dialect::ddl::{computed_clause, counted_without_options, default_text, stands_alone};
use alchemy_core::{ColumnDef, ColumnDefault, ConstraintKind, Dialect as _, Error, Renderer, Result, Table};

use super::{ColumnOptions, TableOptions, constraint_part};

/// `name type [DEFAULT …] [NOT NULL] [PRIMARY KEY AUTOINCREMENT] [GENERATED …]`.
pub(crate) fn column(r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
    if column.identity.is_some() && !column.auto_increment {
        return Err(r.unsupported("an identity column that is not the primary key"));
    }
    if let Some(identity) = &column.identity {
        counted_without_options(r, identity)?;
        if identity.options.start.is_some_and(|start| start != 1) {
            return Err(r.unsupported("START WITH of an identity column"));
        }
    }
    check_options(r, table, column)?;
    r.name(&column.name)?;
    r.word(&column_type(table, column)?);
    if let Some(default) = &column.server_default {
        r.word("DEFAULT");
        // What is neither a literal nor a single word stands in parentheses.
        let text = default_text(r, default)?;
        r.word(&if stands_alone(&text) { text } else { format!("({text})") });
    }
    if !column.nullable {
        r.word("NOT NULL");
        if let Some(conflict) = column.attached.get::<ColumnOptions>().and_then(|options| options.not_null) {
            r.word("ON CONFLICT");
            r.word(conflict.sql());
        }
    }
    if column.primary_key && counts_up(table) {
        r.word("PRIMARY KEY");
        if let Some(key) = table.primary_key_constraint() {
            constraint_part(r, ConstraintKind::PrimaryKey, ConstraintPlace::End, &key.options)?;
        }
        r.word("AUTOINCREMENT");
    }
    match &column.computed {
        Some(computed) => computed_clause(r, computed),
        None => Ok(()),
    }
}

/// ON CONFLICT goes with a constraint that the column has.
fn check_options(r: &Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
    let Some(options) = column.attached.get::<ColumnOptions>() else { return Ok(()) };
    let key = column.primary_key && table.primary_key().next().is_some_and(|first| first.name == column.name);
    let wrong = [
        (options.primary_key.is_some() && !key, "ON CONFLICT of a primary key that does not begin with the column"),
        (options.not_null.is_some() && column.nullable, "ON CONFLICT of NOT NULL at a column that may be NULL"),
        (options.unique.is_some() && (column.index || !column.unique), "ON CONFLICT of UNIQUE at a column that is not"),
    ];
    wrong.iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, what)| Err(r.unsupported(what)))
}

/// Whether keys are never used again, which is said at the column instead of the table.
pub(crate) fn counts_up(table: &Table) -> bool {
    table.attached::<TableOptions>().is_some_and(|options| options.autoincrement)
}

/// Only a column called `INTEGER` that is the whole primary key is the rowid, which is what generates keys.
fn column_type(table: &Table, column: &ColumnDef) -> Result<String> {
    let own = crate::Dialect.column_type(&column.sql_type)?;
    let alone = column.primary_key && table.primary_key().count() == 1;
    let numbered = alone && column.default.as_ref().is_some_and(ColumnDefault::is_next_value);
    let counts = column.auto_increment || numbered || column.primary_key && counts_up(table);
    if !counts {
        return Ok(own);
    }
    let whole = matches!(own.as_str(), "SMALLINT" | "INTEGER" | "BIGINT") || own.contains("INT");
    if !(whole && alone) {
        let what = format!("the generated column `{}` that is not a whole-number primary key of its own", column.name);
        return Err(Error::unsupported(what, "sqlite"));
    }
    Ok("INTEGER".into())
}
