//! The cases of the area `convention`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
