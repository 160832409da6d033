//! The cases of the area `fts`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
