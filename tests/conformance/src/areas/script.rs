//! The cases of the area `script`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
