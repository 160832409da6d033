//! The cases of the area `values`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
