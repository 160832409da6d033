//! The cases of the area `array`.

use alchemy_core::{Operator, prelude::*};
use alchemy_postgres::ext::{ArrayOperators as _, Containment as _, array, array_agg, array_of};
use rust_decimal::Decimal;

use crate::cases::Cases;
use crate::schema::{archive, book};

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

pub(crate) fn cases(c: &mut Cases) {
    elements(c);
    conditions(c);
    literals(c);
    functions(c);
    writes(c);
}

fn elements(c: &mut Cases) {
    c.statement("array/index", || select(archive::tags.element(1)));
    c.statement("array/slice", || select(archive::scores.slice(2, 4)));
    c.statement("array/two-dim", || select(archive::grid.element(1).element(2)));
    c.statement("array/two-dim-slice", || select(archive::grid.slice(1, 2).slice(1, 1)));
    c.statement("array/element-compare", || select(archive::id).filter(archive::scores.element(1).gt(5)));
    c.statement("array/element-arith", || select(archive::scores.element(1) + 1));
    c.statement("array/order-by-element", || select(archive::id).order_by(archive::scores.element(1).desc()));
}

fn conditions(c: &mut Cases) {
    c.statement("array/any-eq", || select(archive::id).filter(archive::tags.has_element("x")));
    c.statement("array/any-operator", || select(archive::id).filter(archive::scores.any_element(Operator::Lt, 5)));
    c.statement("array/all-eq", || select(archive::id).filter(archive::scores.all_elements(Operator::Eq, 5)));
    c.statement("array/all-operator", || select(archive::id).filter(archive::scores.all_elements(Operator::Ge, 5)));
    c.statement("array/not-any", || select(archive::id).filter(!archive::tags.has_element("x")));
    c.statement("array/contained-by", || select(archive::id).filter(archive::tags.contained_by(texts(&["a", "b"]))));
    c.statement("array/overlap", || select(archive::id).filter(archive::tags.overlaps(texts(&["a", "b"]))));
    c.statement("array/contains-array-literal", || select(archive::id).filter(archive::tags.includes(array(["a", "b"]))));
    c.statement("array/overlap-column", || select(archive::id).filter(archive::scores.overlaps(archive::grid.element(1))));
    c.statement("array/not-contains", || select(archive::id).filter(!archive::tags.includes(texts(&["a"]))));
    c.statement("array/contains-and", || {
        select(archive::id).filter(archive::tags.includes(texts(&["a"]))).filter(archive::tags.overlaps(texts(&["b"])))
    });
    c.statement("array/in", || select(archive::id).filter(archive::scores.in_([vec![1, 2], vec![3]])));
}

fn literals(c: &mut Cases) {
    c.statement("array/concat", || select(archive::tags.join_array(texts(&["z"]))));
    c.statement("array/concat-columns", || select(archive::scores.join_array(archive::scores)));
    c.statement("array/concat-array-literal", || select(archive::tags.join_array(array(["z"]))));
    c.statement("array/literal", || select(array([1, 2, 3])));
    c.statement("array/literal-nested", || select(array([array([1, 2]), array([3, 4])])));
    c.statement("array/literal-typed", || select(array_of::<Decimal>([1, 2])));
    c.statement("array/literal-index", || select(array([1, 2, 3]).element(2)));
    c.statement("array/literal-concat", || select(array([1, 2]).join_array(array([3]))));
    c.statement("array/literal-none", || select(array([Some(1), None])));
}

fn functions(c: &mut Cases) {
    c.statement("array/agg", || select(array_agg(book::id).element(1)));
    c.statement("array/agg-contains", || select(book::format).group_by(book::format).having(array_agg(book::id).includes(vec![1])));
    c.statement("array/agg-filter", || select(array_agg(book::id).filter(book::pages.gt(3))));
    c.statement("array/cardinality", || {
        select((func::call::<i32>("cardinality", archive::tags), func::call::<i32>("array_length", (archive::grid, 1))))
    });
    c.statement("array/subquery-array", || select(func::call::<Vec<i32>>("array", select(book::id).scalar_subquery())));
    c.statement("array/generic-array-any", || select(literal(1)).filter(v().has_element(5)));
    c.prevented("array/generic-array-contains", "`contains` is of text; arrays have `includes`");
    c.statement("array/zero-indexes", || select(v().nth(0)));
    c.statement("array/zero-indexes-slice", || select(v().slice_from(0, 2)));
}

/// A column of no table.
fn v() -> alchemy_core::Expr<Vec<i32>> {
    crate::schema::raw("v")
}

fn writes(c: &mut Cases) {
    c.statement("array/bind-insert", || {
        archive::insert().values((archive::tags.to(texts(&["a", "b"])), archive::grid.to(vec![vec![1, 2], vec![3, 4]])))
    });
    c.statement("array/array-literal-insert", || archive::insert().values(archive::scores.to(array([1, 2]))));
    c.statement("array/update-append", || {
        archive::update().set(archive::tags.to(func::call::<Vec<String>>("array_append", (archive::tags, "z"))))
    });
}
