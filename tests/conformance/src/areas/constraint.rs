//! The cases of the area `constraint`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
