//! The cases of the area `func`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
