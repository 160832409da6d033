//! The cases of the area `sequence`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
