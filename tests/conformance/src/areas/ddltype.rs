//! The cases of the area `ddltype`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
