//! Functions that PostgreSQL calls by other names.

use alchemy_core::dialect::ansi;
use alchemy_core::{Function, KnownFunction, Renderer, Result};

pub(crate) fn function(r: &mut Renderer<'_>, known: KnownFunction, call: &Function) -> Result<()> {
    match known {
        KnownFunction::Pow => call.render_as(r, "power"),
        // The clock that moves on is called so here.
        KnownFunction::Sysdate => Err(r.unsupported("`sysdate`, which is `clock_timestamp()` here")),
        other => ansi::function(r, other, call),
    }
}
