//! The cases of the area `alias`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
