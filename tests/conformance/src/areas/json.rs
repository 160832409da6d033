//! The cases of the area `json`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
