//! The cases of the area `in`.

use alchemy_core::prelude::*;

use crate::cases::Cases;
use crate::schema::book;

pub(crate) fn cases(c: &mut Cases) {
    c.statement("in/list", || select(book::id).filter(book::pages.in_([1, 2, 3])));
}
