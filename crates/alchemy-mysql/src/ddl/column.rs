//! A column's definition.

use alchemy_core::dialect::Sequences;
use alchemy_core::dialect::ddl::{computed_clause, counted_without_options, default_text, is_text_literal, text_literal};
use alchemy_core::{ColumnDef, ColumnDefault, Dialect as _, Renderer, Result, Table};

use crate::Dialect;

/// `name type [GENERATED …] [NOT NULL] [COMMENT …] [DEFAULT …] [AUTO_INCREMENT]`.
pub(crate) fn column(dialect: &Dialect, r: &mut Renderer<'_>, _: &Table, column: &ColumnDef) -> Result<()> {
    if column.identity.is_some() && !column.auto_increment {
        return Err(r.unsupported("an identity column that is not the primary key"));
    }
    if let Some(identity) = &column.identity {
        counted_without_options(r, identity)?;
        if identity.options.start.is_some_and(|start| start < 1) {
            return Err(r.unsupported("START WITH of less than 1"));
        }
    }
    let sql_type = dialect.column_type(&column.sql_type)?;
    r.name(&column.name)?;
    r.word(&sql_type);
    if let Some(computed) = &column.computed {
        computed_clause(r, computed)?;
    }
    if !column.nullable {
        r.word("NOT NULL");
    } else if sql_type.starts_with("TIMESTAMP") {
        // A TIMESTAMP may not be NULL unless it says so, where the server keeps to its old ways.
        r.word("NULL");
    }
    if let Some(comment) = &column.comment {
        r.word("COMMENT");
        text_literal(r, comment)?;
    }
    if let Some(default) = &column.server_default {
        let text = default_text(r, default)?;
        r.word("DEFAULT");
        r.word(&server_default(dialect, &sql_type, text));
    }
    if column.auto_increment || takes_number(r, column) {
        if !["INT", "FLOAT", "DOUBLE", "REAL"].iter().any(|word| sql_type.contains(word)) {
            return Err(r.unsupported(&format!("AUTO_INCREMENT of `{}`, whose type {sql_type} does not count", column.name)));
        }
        r.word("AUTO_INCREMENT");
    }
    Ok(())
}

/// Whether a key would get its numbers from a sequence, and there are none.
fn takes_number(r: &Renderer<'_>, column: &ColumnDef) -> bool {
    let is_next_value = column.default.as_ref().is_some_and(ColumnDefault::is_next_value);
    column.primary_key && is_next_value && r.features().sequences == Sequences::None
}

/// DEFAULT takes literals and CURRENT_TIMESTAMP as they are, and other expressions in parentheses. Large types take only
/// expressions, except on MariaDB.
fn server_default(dialect: &Dialect, sql_type: &str, text: String) -> String {
    let digits = sql_type.strip_prefix("DATETIME(").or_else(|| sql_type.strip_prefix("TIMESTAMP("));
    if let Some(digits) = digits.filter(|_| is_now(&text)) {
        // The default's precision has to be the column's.
        return format!("CURRENT_TIMESTAMP({digits}");
    }
    let large = ["TEXT", "BLOB", "JSON"].iter().any(|word| sql_type.contains(word)) && !dialect.is_mariadb();
    let updates = text.to_ascii_uppercase().contains("ON UPDATE");
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let number = text.parse::<f64>().is_ok();
    let apart = text.starts_with('(') && text.ends_with(')');
    let moment = is_precise_now(&text);
    if apart || !large && (updates || plain || number || moment || is_text_literal(&text)) { text } else { format!("({text})") }
}

/// Whether text is the present moment with a number of digits: `now(3)`, which servers without other defaults than
/// literals take as well.
fn is_precise_now(text: &str) -> bool {
    let digits = text.strip_suffix(')').and_then(|inner| inner.split_once('('));
    digits.is_some_and(|(word, digits)| is_now(word) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether an expression is the present moment, by one of its names.
fn is_now(text: &str) -> bool {
    let word = text.trim_end_matches("()").to_ascii_lowercase();
    ["current_timestamp", "now", "localtimestamp"].contains(&word.as_str())
}
