//! The cases of the area `hint`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
