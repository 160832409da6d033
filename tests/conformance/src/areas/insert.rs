//! The cases of the area `insert`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
