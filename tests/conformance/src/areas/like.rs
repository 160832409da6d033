//! The cases of the area `like`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
