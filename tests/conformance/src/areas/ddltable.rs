//! The cases of the area `ddltable`.

use crate::cases::Cases;

pub(crate) fn cases(_: &mut Cases) {}
