//! What more would have been earned without small discounts.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    select(func::sum(lineitem::l_extendedprice * lineitem::l_discount).label("revenue"))
        .filter(lineitem::l_shipdate.ge(day(1994, 1, 1)).and(lineitem::l_shipdate.lt(day(1995, 1, 1))))
        .filter(lineitem::l_discount.between(Decimal::new(5, 2), Decimal::new(7, 2)))
        .filter(lineitem::l_quantity.lt(Decimal::from(24)))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT sum(l_extendedprice * l_discount) AS revenue FROM lineitem
WHERE l_shipdate >= '1994-01-01' AND l_shipdate < '1995-01-01' AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24";
