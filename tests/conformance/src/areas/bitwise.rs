//! The cases of the area `bitwise`.

use alchemy_core::prelude::*;

use crate::cases::Cases;
use crate::schema::patron;
use crate::schema::short::{X, Y, Z};

/// Why exclusive or reads otherwise on SQLite.
const ORDER: &str = "operators on bits bind all alike there, so both halves need their parentheses";

pub(crate) fn cases(c: &mut Cases) {
    c.expression("bitwise/and", || X.bitwise_and(5));
    c.expression("bitwise/xor", || X.bitwise_xor(5)).deviating(ORDER, &[("sqlite", "(bits.x | ?) - (bits.x & ?)")]);
    c.expression("bitwise/not", || X.bitwise_not());
    c.expression("bitwise/not-function", || X.bitwise_not());
    c.expression("bitwise/lshift", || X.bitwise_lshift(2));
    c.expression("bitwise/or-of-and", || X.bitwise_and(Y).bitwise_or(Z));
    c.expression("bitwise/and-of-or", || X.bitwise_and(Y.bitwise_or(Z)));
    c.expression("bitwise/and-chain", || X.bitwise_and(Y).bitwise_and(Z));
    c.expression("bitwise/and-of-sum", || X.bitwise_and(Y + 1));
    c.expression("bitwise/sum-of-and", || X.bitwise_and(Y) + 1);
    c.expression("bitwise/not-of-sum", || (X + Y).bitwise_not());
    c.expression("bitwise/xor-columns", || X.bitwise_xor(Y))
        .deviating(ORDER, &[("sqlite", "(bits.x | bits.y) - (bits.x & bits.y)")]);
    c.expression("bitwise/xor-nested", || X.bitwise_xor(Y).bitwise_xor(Z)).deviating(
        ORDER,
        &[("sqlite", "(((bits.x | bits.y) - (bits.x & bits.y)) | bits.z) - (((bits.x | bits.y) - (bits.x & bits.y)) & bits.z)")],
    );
    c.expression("bitwise/shift-of-sum", || (X + 1).bitwise_lshift(Y));
    c.statement("bitwise/in-where", || select(patron::id).filter(patron::flags.bitwise_and(8).ne(0)));
    c.statement("bitwise/update-set", || patron::update().set(patron::flags.to(patron::flags.bitwise_or(16))));
}
