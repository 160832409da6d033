//! The cases of the area `logic`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
