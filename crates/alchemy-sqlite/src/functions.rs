//! Functions that SQLite calls by other names, casts to dates, and parts of dates.

use alchemy_core::dialect::ansi;
use alchemy_core::{Clock, DatePart, Function, KnownFunction, Node, Render, Renderer, Result, SqlType};

pub(crate) fn function(r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
    match known {
        // DISTINCT goes with one argument only, so the separator would be lost.
        KnownFunction::AggregateStrings if call.distinct => Err(r.unsupported("DISTINCT texts joined with a separator")),
        KnownFunction::AggregateStrings => call.render_as(r, "group_concat"),
        KnownFunction::CharLength => call.render_as(r, "length"),
        KnownFunction::Substring => call.render_as(r, "substring"),
        KnownFunction::Now => {
            r.word("CURRENT_TIMESTAMP");
            Ok(())
        }
        KnownFunction::LocalTimestamp => {
            r.word("DATETIME(CURRENT_TIMESTAMP, 'localtime')");
            Ok(())
        }
        KnownFunction::LocalTime => {
            r.word("TIME(CURRENT_TIMESTAMP, 'localtime')");
            Ok(())
        }
        KnownFunction::CurrentUser | KnownFunction::SessionUser | KnownFunction::User => Err(r.unsupported("a user")),
        KnownFunction::Sysdate => Err(r.unsupported("`sysdate`")),
        other => ansi::function(r, other, call),
    }
}

/// A date and a time of day are parts of a moment, in the form in which they are bound; a time has three digits behind the
/// second that way. A moment stays the text that it is, with all of its digits.
pub(crate) fn cast(r: &mut Renderer<'_>, operand: &Node, sql_type: &SqlType) -> Result<()> {
    match sql_type {
        SqlType::Date => r.around("DATE", |r| operand.render(r)),
        SqlType::Time | SqlType::Precise { of: Clock::Time, .. } => {
            r.word("STRFTIME('%H:%M:%f000',");
            operand.render(r)?;
            r.glue(")");
            Ok(())
        }
        SqlType::Checked(of) => cast(r, operand, &of.of),
        SqlType::Variants(variants) => cast(r, operand, variants.of(r.dialect().name())),
        other => ansi::cast(r, operand, other),
    }
}

/// STRFTIME gives text, and NULL for a format that it does not know; so what it does not know is refused.
pub(crate) fn extract(r: &mut Renderer<'_>, part: DatePart, operand: &Node) -> Result<()> {
    let format = match part {
        DatePart::Year => "%Y",
        DatePart::Month => "%m",
        DatePart::Day => "%d",
        DatePart::Hour => "%H",
        DatePart::Minute => "%M",
        DatePart::Second => "%S",
        DatePart::DayOfWeek => "%w",
        DatePart::DayOfYear => "%j",
        DatePart::Week => "%W",
        DatePart::Epoch => "%s",
        other => return Err(r.unsupported(&format!("the part `{}` of a date or time", other.word()))),
    };
    r.word("CAST(STRFTIME('");
    r.glue(format);
    r.glue("',");
    operand.render(r)?;
    r.glue(") AS INTEGER)");
    Ok(())
}
