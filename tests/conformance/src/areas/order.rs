//! The cases of the area `order`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
