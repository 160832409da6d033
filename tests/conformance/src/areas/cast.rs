//! The cases of the area `cast`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
