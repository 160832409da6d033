//! The cases of the area `cte`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
