//! The cases of the area `logic`.

use alchemy_core::{Raw, false_, func, null, prelude::*, true_};

use crate::cases::Cases;
use crate::schema::book;
use crate::schema::short::{P, Q, R, S, X, Y, Z};

/// Trusted text as a condition.
fn sql(text: &'static str) -> Expr<bool> {
    Expr::from_node(Raw(text.into()))
}

pub(crate) fn cases(c: &mut Cases) {
    junctions(c);
    negations(c);
    boolean_columns(c);
    constants(c);
    grouping(c);
    clauses(c);
}

fn junctions(c: &mut Cases) {
    c.expression("logic/and-function", || all_of([X.eq(1), Y.eq(2)]));
    c.expression("logic/and-operator", || X.eq(1).and(Y.eq(2)));
    c.expression("logic/and-three", || all_of([X.eq(1), Y.eq(2), Z.eq(3)]));
    c.expression("logic/or-chain-flattens", || X.eq(1).or(Y.eq(2)).or(Z.eq(3)));
    c.expression("logic/and-of-and", || X.eq(1).and(Y.eq(2).and(Z.eq(3))));
    c.expression("logic/or-in-and", || X.eq(1).and(Y.eq(2).or(Z.eq(3))));
    c.expression("logic/and-in-or", || X.eq(1).or(Y.eq(2).and(Z.eq(3))));
    c.expression("logic/or-first-in-and", || X.eq(1).or(Y.eq(2)).and(Z.eq(3)));
    c.expression("logic/two-ors-in-and", || X.eq(1).or(Y.eq(2)).and(X.eq(3).or(Z.eq(4))));
    c.expression("logic/three-level", || X.eq(1).or(Y.eq(2).and(Z.eq(3).or(Z.eq(4)))));
    c.expression("logic/operator-mix", || X.eq(1).or(Y.eq(2).and(Z.eq(3))));
    c.expression("logic/generator-args", || all_of([X, Y, Z].map(|column| column.gt(0))));
    c.expression("logic/and-same-twice", || X.eq(1).and(X.eq(1)));
    c.expression("logic/in-in-or", || any_of([X.in_([1, 2]), S.like("a%").expr(), Y.between(3, 4)]));
    c.expression("logic/between-in-and", || X.between(1, 2).and(Y.eq(3)));
    c.expression("logic/not-between-in-and", || (!X.between(1, 2)).and(Y.eq(3)));
    c.expression("logic/is-null-in-or", || X.eq(None::<i32>).or(Y.eq(3)));
}

fn negations(c: &mut Cases) {
    c.expression("logic/not-ne", || !X.ne(1));
    c.expression("logic/not-lt", || !X.lt(1));
    c.expression("logic/not-le", || !X.le(1));
    c.expression("logic/not-gt", || !X.gt(1));
    c.expression("logic/not-ge", || !X.ge(1));
    c.expression("logic/not-and", || !X.eq(1).and(Y.eq(2)));
    c.expression("logic/not-or", || !X.eq(1).or(Y.eq(2)));
    c.expression("logic/not-single-and", || !all_of([X.eq(1)]));
    c.expression("logic/double-not-and", || !!X.eq(1).and(Y.eq(2)));
    c.expression("logic/double-not-comparison", || !!X.eq(1));
    c.expression("logic/not-in-and", || X.eq(1).and(!Y.eq(2).or(Z.eq(3))));
    c.expression("logic/not-in-or", || X.eq(1).or(!Y.eq(2).and(Z.eq(3))));
    c.expression("logic/not-literal-column", || !sql("ok"));
    c.statement("logic/not-exists-and", || select(X).filter(X.eq(1).and(!select(book::id).exists())));
    c.expression("logic/not-custom-bool-op", || !X.bool_op("~=", 5).expr());
    c.statement("logic/not-scalar-subquery", || {
        select(X).filter(!select(P).filter(X.eq(1)).scalar_subquery().type_coerce::<bool>())
    });
    c.expression("logic/not-cast", || !X.cast::<bool>()).deviating(
        "the cast is not lost: it is asked whether the number is a truth value",
        &[("mysql", "(bits.x != 0) = 0"), ("mariadb", "(bits.x != 0) = 0")],
    );
    c.expression("logic/not-coalesce", || !func::coalesce(P, Q).expr());
    c.expression("logic/not-bindparam", || !literal(true));
}

fn boolean_columns(c: &mut Cases) {
    c.statement("logic/bool-column", || select(X).filter(P));
    c.statement("logic/not-bool-column", || select(X).filter(!P.expr()));
    c.statement("logic/not-not-bool-column", || select(X).filter(!!P.expr()));
    c.statement("logic/bool-columns-and", || select(X).filter(P.and(Q)));
    c.statement("logic/bool-columns-or-not", || select(X).filter(P.or(!Q.expr())));
    c.statement("logic/bool-columns-mixed", || select(X).filter(P.and(Q.or(!R.expr()))));
    c.statement("logic/not-and-bool-columns", || select(X).filter(!P.and(Q)));
    c.expression("logic/bool-column-standalone", || all_of([P]));
    c.statement("logic/bool-function", || select(X).filter(func::call::<bool>("is_open", X)));
    c.statement("logic/not-bool-function", || select(X).filter(!func::call::<bool>("is_open", X).expr()));
    c.statement("logic/not-function", || select(X).filter(!func::call::<Value>("is_open", X).expr()));
    c.statement("logic/bindparam-bool-where", || select(X).filter(literal(true)));
    c.expression("logic/and-bindparam-bool", || X.eq(1).and(literal(false)));
    c.expression("logic/literal-true-and", || X.eq(1).and(literal(true)));
    c.expression("logic/xor-like-ne", || P.ne(Q));
    c.expression("logic/bool-eq-bool", || P.eq(Q));
}

/// Why a list of no conditions is written.
const EMPTY: &str = "all of nothing is true and any of nothing false, which SQLAlchemy leaves out with a warning";

fn constants(c: &mut Cases) {
    let (yes, no) = (
        [("postgresql", "true"), ("mysql", "true = 1"), ("mariadb", "true = 1"), ("sqlite", "1 = 1")],
        [("postgresql", "false"), ("mysql", "false = 1"), ("mariadb", "false = 1"), ("sqlite", "0 = 1")],
    );
    let (yes, no): (&'static [_], &'static [_]) = (Vec::from(yes).leak(), Vec::from(no).leak());
    c.expression("logic/empty-and", || all_of::<Expr<bool>>([])).deviating(EMPTY, yes);
    c.expression("logic/empty-or", || any_of::<Expr<bool>>([])).deviating(EMPTY, no);
    c.statement("logic/empty-and-in-where", || select(X).filter(all_of::<Expr<bool>>([])));
    c.expression("logic/empty-or-with-others", || any_of::<Expr<bool>>([]).and(X.eq(1))).deviating(EMPTY, no);
    c.expression("logic/empty-and-nested", || all_of::<Expr<bool>>([]).or(X.eq(1))).deviating(EMPTY, yes);
    c.expression("logic/true-start-and", || true_().and(X.eq(1)));
    c.expression("logic/false-start-or", || false_().or(X.eq(1)));
    c.expression("logic/true-only-and", || all_of([true_()]));
    c.expression("logic/and-with-false", || X.eq(1).and(false_()));
    c.expression("logic/or-with-true", || X.eq(1).or(true_()));
    c.expression("logic/and-with-true", || all_of([X.eq(1), true_(), Y.eq(2)]));
    c.expression("logic/or-with-false", || any_of([X.eq(1), false_(), Y.eq(2)]));
    c.expression("logic/or-true-nested", || X.eq(1).and(Y.eq(2).or(true_())));
    c.expression("logic/and-false-nested", || X.eq(1).or(Y.eq(2).and(false_())));
    c.expression("logic/not-true", || !true_());
    c.statement("logic/where-false", || select(X).filter(false_()));
    c.statement("logic/where-python-true", || select(X).filter(true_()));
    c.statement("logic/where-and-false-collapse", || select(X).filter(X.eq(1)).filter(false_()));
    c.expression("logic/and-null", || X.eq(1).and(null::<bool>()));
    c.expression("logic/and-none", || X.eq(1).and(None::<bool>));
    c.expression("logic/and-text", || X.eq(1).and(sql("y = 2 OR z = 3")));
    c.expression("logic/or-text", || sql("y = 2").or(sql("z = 3")));
}

fn grouping(c: &mut Cases) {
    c.expression("logic/or-as-operand", || X.eq(1).or(Y.eq(2)).eq(P));
    c.expression("logic/comparison-ne-comparison", || X.gt(1).ne(P));
    c.expression("logic/comparison-is-true", || X.gt(1).is(true));
    c.expression("logic/self-group-explicit", || X.eq(1).and(Y.eq(2)).grouped().or(Z.eq(3)));
    c.expression("logic/grouping-construct", || X.eq(1).grouped().and(Y.eq(2)));
    c.expression("logic/bool-op-custom", || X.bool_op("~=", 5).and(Y.eq(2)));
}

fn clauses(c: &mut Cases) {
    c.statement("logic/select-where-or", || select(X).filter(X.eq(1).or(Y.eq(2))));
    c.statement("logic/select-where-or-and", || select(X).filter(X.eq(1).or(Y.eq(2))).filter(Z.eq(3)));
    c.statement("logic/select-where-two-ors", || select(X).filter(X.eq(1).or(Y.eq(2))).filter(Z.eq(3).or(Y.eq(4))));
    c.statement("logic/select-where-and-arg", || select(X).filter(X.eq(1).and(Y.eq(2))).filter(Z.eq(3)));
    c.statement("logic/having-or", || {
        let many = func::count_all().gt(1).or(func::max(book::pages).gt(9));
        select(book::format).group_by(book::format).having(many)
    });
}
