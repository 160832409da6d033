//! The cases of the area `scalar`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
