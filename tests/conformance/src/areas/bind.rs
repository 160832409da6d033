//! The cases of the area `bind`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
