//! The cases of the area `datetime`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
