//! The cases of the area `compare`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
