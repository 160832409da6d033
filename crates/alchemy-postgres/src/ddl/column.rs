//! A column's definition.

use alchemy_core::dialect::ddl;
use alchemy_core::{ColumnDef, Dialect as _, Renderer, Result, Table};

use crate::Dialect;

/// `name type [DEFAULT …] [NOT NULL]`. A generated key is of a type that counts, unless an identity says how.
pub(crate) fn column(dialect: &Dialect, r: &mut Renderer<'_>, table: &Table, column: &ColumnDef) -> Result<()> {
    // Values that are computed in reading came with version 18.
    if column.computed.as_ref().is_some_and(|computed| computed.stored != Some(true)) && dialect.version() < (18, 0) {
        return Err(r.unsupported("a computed column that is not STORED"));
    }
    let serial = match dialect.column_type(&column.sql_type)?.as_str() {
        "SMALLINT" => "SMALLSERIAL",
        "INTEGER" => "SERIAL",
        "BIGINT" => "BIGSERIAL",
        own if counts(column) => {
            return Err(
                r.unsupported(&format!("the generated column `{}` of the type {own}, which has no serial form", column.name))
            );
        }
        _ => return ddl::column(r, table, column),
    };
    if !column.auto_increment || column.identity.is_some() {
        return ddl::column(r, table, column);
    }
    r.name(&column.name)?;
    r.word(serial);
    r.word("NOT NULL");
    Ok(())
}

/// Whether nothing but a type that counts would give the column its values.
fn counts(column: &ColumnDef) -> bool {
    column.auto_increment && column.identity.is_none() && column.server_default.is_none() && column.default.is_none()
}
