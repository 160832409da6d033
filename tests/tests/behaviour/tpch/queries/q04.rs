//! How many orders of each priority came late.

use alchemy_orm::core::{Query, exists};
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, orders};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let late =
        exists().filter(lineitem::l_orderkey.eq(orders::o_orderkey)).filter(lineitem::l_commitdate.lt(lineitem::l_receiptdate));
    select((orders::o_orderpriority, func::count_all().label("order_count")))
        .filter(orders::o_orderdate.ge(day(1993, 7, 1)).and(orders::o_orderdate.lt(day(1993, 10, 1))))
        .filter(late)
        .group_by(orders::o_orderpriority)
        .order_by(orders::o_orderpriority)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT o_orderpriority, count(*) AS order_count FROM orders
WHERE o_orderdate >= '1993-07-01' AND o_orderdate < '1993-10-01'
    AND EXISTS (SELECT * FROM lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)
GROUP BY o_orderpriority ORDER BY o_orderpriority";
