//! The cases of the area `tvf`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
