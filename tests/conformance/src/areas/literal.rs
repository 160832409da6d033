//! The cases of the area `literal`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
