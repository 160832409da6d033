//! The cases of the area `between`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
