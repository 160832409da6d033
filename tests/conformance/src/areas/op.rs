//! The cases of the area `op`.

use alchemy_core::{postfix_op, prelude::*};

use crate::cases::Cases;
use crate::schema::book;
use crate::schema::short::{S, T, X, Y, Z};

pub(crate) fn cases(c: &mut Cases) {
    matching(c);
    c.expression("op/basic", || X.op("->>", 5));
    c.expression("op/column", || X.op("<->", Y));
    c.expression("op/right-nested", || X.op("@", Y.op("@", Z)));
    c.expression("op/with-arith", || (X + 1).op("@", Y * 2));
    c.expression("op/arith-right", || X + Y.op("@", Z));
    c.expression("op/precedence-low", || (X + Y).op("@", Z).precedence(0));
    c.expression("op/return-type", || X.op("->", "k").returns::<String>().concat("z"));
    c.expression("op/bool-op", || X.bool_op("@>", Y));
    c.expression("op/compared", || X.op("->", "k").returns::<String>().eq("v"));
    c.expression("op/not", || !X.bool_op("@>", Y).expr());
    c.expression("op/keyword", || S.op("SOUNDS LIKE", T));
    c.expression("op/glob", || S.op("GLOB", "a*"));
    c.expression("op/similar-to", || S.bool_op("SIMILAR TO", "%(a|b)%"));
    c.expression("op/value-list", || X.in_([1, 2]));
    c.expression("op/none-value", || X.op("<=>", None::<i32>));
    c.expression("op/left-literal", || literal("a").op("||", S));
    c.expression("op/custom-op-class", || X.op("~~", Y).precedence(5));
    c.prevented("op/reverse", "the left side of an operator is the one that it is a method of");
    c.expression("op/unary-modifier", || postfix_op::<i32>(X, "!"));
    c.statement("op/in-where-param-order", || select(book::id).filter(book::title.bool_op("~", "^a")).filter(book::pages.gt(3)));
    c.expression("op/eager-grouping-like", || S.op("->>", "k").like("a%"));
    c.expression("op/cast-of-op", || S.op("->>", "k").cast::<i32>());
}

fn matching(c: &mut Cases) {
    c.expression("op/match", || S.matches("needle"));
    c.expression("op/match-not", || !S.matches("needle"));
}
