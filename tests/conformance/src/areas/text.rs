//! The cases of the area `text`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
