//! The cases of the area `case`.

use alchemy_core::prelude::*;
use alchemy_core::{Raw, SqlValue, Truth};
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::{bits, book};

fn raw<T: SqlValue>(sql: &str) -> Expr<T> {
    Expr::from_node(Raw(sql.into()))
}

pub(crate) fn cases(c: &mut Cases) {
    forms(c);
    conditions(c);
    places(c);
}

fn forms(c: &mut Cases) {
    c.expression("case/searched", || case_when(bits::x.gt(1), "big").end());
    c.expression("case/simple-dict", || case_of(bits::x).when(1, "one").when(2, "two").otherwise("many"));
    c.expression("case/simple-tuples", || case_of(bits::x).when(1, "one").when(2, "two").end());
    c.expression("case/simple-expression-value", || case_of(bits::x % 2).when(0, "even").when(1, "odd").end());
    c.expression("case/else-column", || case_when(bits::x.is_null(), bits::y).otherwise(bits::x));
    c.expression("case/else-none", || case_when(bits::x.gt(1), 5).otherwise(None::<i32>));
    c.expression("case/then-none", || case_when(bits::x.gt(1), None::<i32>).otherwise(0));
    c.expression("case/then-expression", || case_when(bits::x.gt(1), bits::x * 2 + 1).otherwise(bits::y - 1));
    c.expression("case/then-comparison", || case_when(bits::x.gt(1), bits::y.gt(2)).otherwise(bits::z.gt(3)));
    c.expression("case/nested-then", || case_when(bits::x.gt(1), case_when(bits::y.gt(1), "a").otherwise("b")).otherwise("c"));
    c.expression("case/dict-no-value-columns", || case_of(bits::z).when(bits::x, "a").when(bits::y, "b").end());
    c.expression("case/literal-results", || case_when(bits::x.gt(1), raw::<String>("'hi'")).otherwise(raw::<String>("'lo'")));
}

fn conditions(c: &mut Cases) {
    c.expression("case/when-and", || case_when(bits::x.gt(1).and(bits::y.lt(2)), 1).otherwise(0));
    c.expression("case/when-or", || case_when(bits::x.gt(1).or(bits::y.lt(2)), 1).otherwise(0));
    c.expression("case/when-not", || case_when(!bits::p.expr(), 1).otherwise(0));
    c.expression("case/when-bool-column", || case_when(bits::p, 1).otherwise(0));
    c.expression("case/when-in", || case_when(bits::x.in_([1, 2]), 1).otherwise(0));
    c.expression("case/when-is-null", || case_when(bits::x.is_null(), 1).otherwise(0));
    c.expression("case/when-like", || case_when(bits::s.like("a%"), 1).otherwise(0));
    c.expression("case/when-literal-column", || case_when(raw::<bool>("ok"), 1).otherwise(0));
    c.expression("case/when-true", || case_when(Expr::<bool>::from_node(Truth(true)), 1).otherwise(0));
}

fn places(c: &mut Cases) {
    c.expression("case/compared", || case_when(bits::x.gt(1), "a").otherwise("b").eq("a"));
    c.expression("case/compared-right", || bits::y.eq(case_when(bits::x.gt(1), 1).otherwise(2)));
    c.expression("case/is-null", || case_when(bits::x.gt(1), 1).end().is_null());
    c.statement("case/in-order-desc", || select(bits::x).order_by(case_when(bits::x.gt(1), 1).otherwise(2).desc()));
    c.statement("case/in-update", || {
        let reduced = case_when(book::price.gt(100), book::price * Decimal::new(9, 1)).otherwise(book::price);
        book::update().set(book::price.to(reduced))
    });
    c.statement("case/in-group-by", || {
        let size = || case_when(book::pages.gt(300), "long").otherwise("short");
        select((size().label("size"), func::count_all())).group_by(size())
    });
    c.expression("case/scalar-subquery-result", || {
        case_when(bits::x.gt(1), select(func::max(bits::y)).scalar_subquery()).otherwise(0)
    });
    c.statement("case/auto-label", || select(case_when(bits::x.gt(1), 1).otherwise(2)));
}
