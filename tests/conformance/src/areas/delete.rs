//! The cases of the area `delete`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
