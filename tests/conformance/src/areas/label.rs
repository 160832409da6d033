//! The cases of the area `label`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
