//! The cases of the area `arith`.

use alchemy_core::{DateField, Raw, func, prelude::*};
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::book;
use crate::schema::short::{F, N, X, Y, Z};

pub(crate) fn cases(c: &mut Cases) {
    simple(c);
    division(c);
    nesting(c);
    elsewhere(c);
}

fn simple(c: &mut Cases) {
    c.expression("arith/add", || X + 5);
    c.expression("arith/subtract", || X - 5);
    c.expression("arith/multiply", || X * 5);
    c.expression("arith/mod", || X % 5);
    c.expression("arith/mod-columns", || X % Y);
    c.expression("arith/rsub", || literal(5) - X);
    c.expression("arith/neg-column", || -X);
    c.expression("arith/neg-sum", || -(X + Y));
    c.expression("arith/neg-product", || -(X * Y));
    c.expression("arith/neg-function", || -func::abs(X));
    c.expression("arith/neg-neg", || -(-X));
    c.expression("arith/neg-left-operand", || -X * Y);
    c.expression("arith/neg-in-comparison", || (-X).eq(5));
    c.expression("arith/null-operand", || X + None::<i32>);
    c.expression("arith/decimal-operand", || N * Decimal::new(125, 2));
    c.expression("arith/float-operand", || F * 1.5);
    c.expression("arith/numeric-plus-int", || book::price + 1);
}

fn division(c: &mut Cases) {
    c.expression("arith/divide-int", || X / 5);
    c.expression("arith/divide-float-column", || F / 5);
    c.expression("arith/divide-numeric-column", || N / 5);
    c.expression("arith/divide-by-float", || X / 2.5);
    c.expression("arith/divide-by-decimal", || X / Decimal::new(25, 1));
    c.expression("arith/divide-by-numeric-column", || X / N);
    c.expression("arith/divide-by-sum", || X / (Y + 1));
    c.expression("arith/floordiv-int", || X.floor_div(5));
    c.expression("arith/floordiv-float", || F.floor_div(2));
    c.expression("arith/floordiv-by-numeric", || X.floor_div(N));
    c.expression("arith/rdiv", || literal(5) / X);
    #[expect(clippy::eq_op, reason = "it is the text that counts")]
    c.expression("arith/div-right-nested", || F / (F / F));
    c.expression("arith/div-of-mul", || F / (F * F));
    c.expression("arith/four-op-mix", || ((F + 1) * F - 3) / 2.0);
    c.expression("arith/div-add-div", || F / 2 + F / 3);
    c.expression("arith/div-group-in-mul", || X / Y * Z);
    c.expression("arith/div-group-in-sub", || Z - X / Y);
    c.expression("arith/floordiv-in-add", || literal(1) + X.floor_div(Y));
    c.expression("arith/floordiv-float-compare", || F.floor_div(2).eq(3));
}

fn nesting(c: &mut Cases) {
    c.expression("arith/sum-then-mul", || (X + Y) * Z);
    c.expression("arith/mul-then-add", || X * Y + Z);
    c.expression("arith/add-of-mul", || X + Y * Z);
    c.expression("arith/add-chain", || X + Y + Z);
    c.expression("arith/mul-right-nested", || X * (Y * Z));
    c.expression("arith/sub-right-nested", || X - (Y - Z));
    c.expression("arith/sub-of-add", || X - (Y + Z));
    c.expression("arith/add-of-sub", || X + (Y - Z));
    c.expression("arith/add-then-sub", || (X + Y) - Z);
    c.expression("arith/mod-of-mul", || X % (Y * Z));
    c.expression("arith/mod-of-sum", || (X + Y) % Z);
    c.expression("arith/sum-of-mod", || X + Y % Z);
    c.expression("arith/sum-products", || X * Y + Z * 2);
    c.expression("arith/nested-deep", || X * (Y + (Z - (X * (Y - 1)))));
}

fn elsewhere(c: &mut Cases) {
    c.expression("arith/in-function", || func::abs(X + Y));
    c.expression("arith/eq-both-sides", || (X + Y).eq(Z * 2));
    c.expression("arith/comparison-in-arith", || X.gt(1).type_coerce::<i32>() + Y);
    c.expression("arith/cast-comparison-in-arith", || X.gt(1).cast::<i32>() + Y);
    c.expression("arith/scalar-subquery-in-arith", || select(func::max(Z)).scalar_subquery() + 1);
    c.expression("arith/extract-in-arith", || func::extract(DateField::YEAR, book::published) + 1);
    c.expression("arith/label-in-arith", || (X + 1).label("k") + (Y * 2).label("l"));
    c.expression("arith/literal-column-in-arith", || Expr::<i32>::from_node(Raw("1 + 2".into())) * 3);
    c.statement("arith/select-where", || select(book::id).filter((book::price * book::pages - 3).gt(book::weight / 2)));
    c.statement("arith/between-bounds-desc", || select(X).order_by((-X).desc()));
}
