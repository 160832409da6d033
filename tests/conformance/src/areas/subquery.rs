//! The cases of the area `subquery`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
