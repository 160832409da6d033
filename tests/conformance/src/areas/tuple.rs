//! The cases of the area `tuple`.

use alchemy_core::{Raw, func, prelude::*, tuple};
use chrono::NaiveDate;

use crate::cases::Cases;
use crate::schema::short::{S, X, Y, Z};
use crate::schema::{book, holding, shelf};

/// A column of no table.
fn column<T>(name: &'static str) -> Expr<T> {
    Expr::from_node(Raw(name.into()))
}

fn shelves(filter: Expr<bool>) -> Select<Option<i16>> {
    select(shelf::capacity).filter(filter)
}

pub(crate) fn cases(c: &mut Cases) {
    literals(c);
    let key = || tuple((shelf::branch_id, shelf::code));
    c.statement("tuple/in-values", move || shelves(key().in_([(1, "A1"), (2, "B2")])));
    c.statement("tuple/in-one", move || shelves(key().in_([(1, "A1")])));
    c.statement("tuple/not-in-values", move || shelves(key().not_in([(1, "A1"), (2, "B2")])));
    c.statement("tuple/not-in-empty", move || shelves(key().not_in(Vec::<(i32, &str)>::new())));
    c.statement("tuple/in-bindparam", || {
        let pairs = param_rows::<(i32, i32)>("pairs");
        select(X).filter(tuple((X, Y)).in_(&pairs)).params(pairs.to([(1, 2), (3, 4), (5, 6)]))
    });
    c.statement("tuple/in-select", move || shelves(key().in_(select((holding::branch_id, holding::shelf_code)))));
    c.expression("tuple/ne", || tuple((X, Y)).ne((1, 2)));
    c.prevented("tuple/standalone", "a row value can be compared, not selected");
    c.rendered("tuple/literals", || tuple((1, "k", None::<i32>)));
    c.expression("tuple/expressions", || tuple((X + 1, func::lower(S))).eq((2, "k")));
    c.expression("tuple/types", || {
        let day = NaiveDate::from_ymd_opt(2020, 1, 2).unwrap_or_default();
        tuple((column::<i32>("u"), column::<NaiveDate>("v"))).in_([(1, day)])
    });
    c.expression("tuple/in-columns", || tuple((X, Y)).in_([tuple((literal(1), Z.expr())), tuple((Z.expr(), literal(2)))]))
        .deviating(
            "SQLite takes a list of row values only behind VALUES",
            &[("sqlite", "(bits.x, bits.y) IN (VALUES (?, bits.z), (bits.z, ?))")],
        );
    c.expression("tuple/between", || tuple((X, Y)).between((1, 2), (3, 4)));
    c.statement("tuple/in-empty-typed", || {
        select(X).filter(tuple((book::published, book::title)).in_(Vec::<(NaiveDate, &str)>::new()))
    });
}

fn literals(c: &mut Cases) {
    c.statement("tuple/literal-binds", || select(X).filter(tuple((X, S)).in_([(1, "a"), (2, "b")])).inlined());
}
