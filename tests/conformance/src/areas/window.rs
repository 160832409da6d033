//! The cases of the area `window`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
