//! The cases of the area `case`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
