//! The cases of the area `lock`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
