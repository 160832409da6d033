//! The cases of the area `select`.

use alchemy_core::prelude::*;

use crate::cases::Cases;
use crate::schema::book;

pub(crate) fn cases(c: &mut Cases) {
    c.statement("select/one-column", || select(book::title));
    c.statement("select/several-columns", || select((book::price, book::title, book::id)));
}
