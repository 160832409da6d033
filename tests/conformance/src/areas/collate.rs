//! The cases of the area `collate`.

use alchemy_core::{func, prelude::*};

use crate::cases::Cases;
use crate::schema::book;
use crate::schema::short::{S, T};

pub(crate) fn cases(c: &mut Cases) {
    c.expression("collate/method", || S.collate("nocase"));
    c.expression("collate/function", || S.collate("nocase"));
    c.expression("collate/needs-quotes", || S.collate("fr_FR"));
    c.expression("collate/mixed-dash", || S.collate("en-US-x-icu"));
    c.expression("collate/comparison-right", || S.eq(literal("abc").collate("nocase")));
    c.statement("collate/order-by", || select(book::id).order_by(book::title.collate("nocase")));
    c.expression("collate/concat", || S.concat(T).collate("nocase"));
    c.expression("collate/like", || S.collate("nocase").like("a%"));
    c.expression("collate/in", || S.collate("nocase").in_(["a", "b"]));
    c.expression("collate/function-operand", || func::lower(S).collate("nocase"));
    c.expression("collate/concat-of-collate", || S.collate("nocase").concat(T));
    c.statement("collate/select-column", || select(book::title.collate("nocase")));
}
