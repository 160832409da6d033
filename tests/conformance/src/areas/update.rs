//! The cases of the area `update`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
