//! The cases of the area `extract`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
