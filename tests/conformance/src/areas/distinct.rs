//! The cases of the area `distinct`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
