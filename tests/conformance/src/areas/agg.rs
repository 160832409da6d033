//! The cases of the area `agg`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
