//! The cases of the area `regexp`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
