//! The cases of the area `ddlmisc`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
