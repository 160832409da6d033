//! The cases of the area `sorted`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
