//! The cases of the area `schema`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
