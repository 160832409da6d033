//! The cases of the area `pgjson`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
