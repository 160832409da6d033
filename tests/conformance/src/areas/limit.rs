//! The cases of the area `limit`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
