//! The cases of the area `quote`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
