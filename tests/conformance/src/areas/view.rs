//! The cases of the area `view`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
