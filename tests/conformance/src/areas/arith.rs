//! The cases of the area `arith`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
