//! The cases of the area `setop`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
