//! The cases of the area `upsert`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
