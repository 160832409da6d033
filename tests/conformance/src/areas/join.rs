//! The cases of the area `join`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
