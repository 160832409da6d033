//! The cases of the area `anyall`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
