//! The cases of the area `collate`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
