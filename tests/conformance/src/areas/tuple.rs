//! The cases of the area `tuple`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
