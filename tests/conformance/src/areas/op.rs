//! The cases of the area `op`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
