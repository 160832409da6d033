//! The cases of the area `exists`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
