//! The functions that databases spell differently.

use crate::compile::{Render, Renderer};
use crate::error::Result;
use crate::sql::{Function, Node};

macro_rules! known {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A function that has its own spelling in some database. [`Dialect::function`](crate::Dialect::function) writes it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum KnownFunction {
            $($(#[$doc])* $variant,)*
        }

        impl KnownFunction {
            /// Its name in lower case, after which its column is called.
            ///
            /// ```
            /// use alchemy_core::KnownFunction;
            /// assert_eq!(KnownFunction::CharLength.name(), "char_length");
            /// ```
            pub fn name(self) -> &'static str {
                match self {
                    $(KnownFunction::$variant => $name,)*
                }
            }
        }
    };
}

known! {
    /// Texts of all rows joined with a separator, the second argument.
    AggregateStrings "aggregate_strings",
    /// Length in characters.
    CharLength "char_length",
    /// Today.
    CurrentDate "current_date",
    /// The time of day.
    CurrentTime "current_time",
    /// The present moment.
    CurrentTimestamp "current_timestamp",
    /// Whose privileges are in force.
    CurrentUser "current_user",
    /// The value of a row before.
    Lag "lag",
    /// The value of a row behind.
    Lead "lead",
    /// The time of day, without a zone.
    LocalTime "localtime",
    /// The present moment, without a zone.
    LocalTimestamp "localtimestamp",
    /// The present moment.
    Now "now",
    /// One number to the power of another.
    Pow "pow",
    /// A random number.
    Random "random",
    /// Who connected.
    SessionUser "session_user",
    /// A part of a text: from where, and how long.
    Substring "substring",
    /// The moment at which the function is called.
    Sysdate "sysdate",
    /// Whose privileges are in force.
    User "user",
}

/// Words for what surrounds the statement, `name(arguments)` for most others.
pub(crate) fn standard(r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
    let word = match known {
        KnownFunction::CurrentDate => "CURRENT_DATE",
        KnownFunction::CurrentTime => "CURRENT_TIME",
        KnownFunction::CurrentTimestamp => "CURRENT_TIMESTAMP",
        KnownFunction::CurrentUser => "CURRENT_USER",
        KnownFunction::LocalTime => "LOCALTIME",
        KnownFunction::LocalTimestamp => "LOCALTIMESTAMP",
        KnownFunction::SessionUser => "SESSION_USER",
        KnownFunction::User => "USER",
        KnownFunction::AggregateStrings => return call.render_as(r, "string_agg"),
        KnownFunction::Sysdate => return Err(r.unsupported("`sysdate`")),
        KnownFunction::Substring => return substring(r, &call.arguments),
        other => return call.render_as(r, other.name()),
    };
    r.word(word);
    Ok(())
}

/// `SUBSTRING(text FROM start FOR length)`.
fn substring(r: &mut Renderer<'_>, arguments: &[Node]) -> Result<()> {
    r.word("SUBSTRING(");
    for (word, argument) in ["", "FROM", "FOR"].into_iter().zip(arguments) {
        if !word.is_empty() {
            r.word(word);
        }
        argument.render(r)?;
    }
    r.glue(")");
    Ok(())
}
