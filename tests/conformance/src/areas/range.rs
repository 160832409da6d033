//! The cases of the area `range`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
