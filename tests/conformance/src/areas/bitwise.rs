//! The cases of the area `bitwise`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
