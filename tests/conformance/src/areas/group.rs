//! The cases of the area `group`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
