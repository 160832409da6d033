//! The cases of the area `concat`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
