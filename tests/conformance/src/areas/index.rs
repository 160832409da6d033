//! The cases of the area `index`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
