//! Functions that MySQL and MariaDB call by other names, and parts of dates.

use alchemy_core::dialect::ansi;
use alchemy_core::{DatePart, Function, KnownFunction, Node, Render, Renderer, Result};

pub(crate) fn function(r: &mut Renderer<'_>, is_mariadb: bool, known: KnownFunction, call: &Function) -> Result<()> {
    match known {
        KnownFunction::AggregateStrings => joined(r, call),
        KnownFunction::Random => call.render_as(r, "rand"),
        KnownFunction::Substring => call.render_as(r, "substring"),
        // Without parentheses these would be columns.
        KnownFunction::Sysdate => call.render_as(r, "SYSDATE"),
        KnownFunction::SessionUser => call.render_as(r, "SESSION_USER"),
        KnownFunction::User => call.render_as(r, "USER"),
        KnownFunction::Lag | KnownFunction::Lead if is_mariadb && call.arguments.len() > 2 => {
            Err(r.unsupported(&format!("a value for `{}` beyond the window", known.name())))
        }
        other => ansi::function(r, other, call),
    }
}

/// `group_concat([DISTINCT] text [ORDER BY …] SEPARATOR separator)`.
fn joined(r: &mut Renderer<'_>, call: &Function) -> Result<()> {
    r.word("group_concat(");
    if call.distinct {
        r.word("DISTINCT");
    }
    let (separator, texts) = call.arguments.split_last().map_or((None, &[][..]), |(last, texts)| (Some(last), texts));
    r.list(texts, |r, text| text.render(r))?;
    call.render_order(r)?;
    if let Some(separator) = separator {
        r.word("SEPARATOR");
        separator.render(r)?;
    }
    r.glue(")");
    Ok(())
}

/// The parts that are known as units of intervals are known here, and no others.
pub(crate) fn extract(r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
    match part {
        DatePart::Microseconds => {
            r.word("EXTRACT(microsecond FROM");
            operand.render(r)?;
            r.glue(")");
            Ok(())
        }
        DatePart::Year
        | DatePart::Quarter
        | DatePart::Month
        | DatePart::Week
        | DatePart::Day
        | DatePart::Hour
        | DatePart::Minute
        | DatePart::Second => ansi::extract(r, part, operand),
        other => Err(r.unsupported(&format!("the part `{}` of a date or time", other.word()))),
    }
}
