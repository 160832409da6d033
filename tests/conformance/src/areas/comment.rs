//! The cases of the area `comment`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
