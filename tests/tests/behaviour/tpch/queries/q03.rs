//! The ten orders of most worth that were not shipped yet.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{customer, day, lineitem, orders, revenue};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let total = func::sum(revenue()).label("revenue");
    select((lineitem::l_orderkey, total.clone(), orders::o_orderdate, orders::o_shippriority))
        .from(customer)
        .join_on(orders, orders::o_custkey.eq(customer::c_custkey))
        .join_on(lineitem, lineitem::l_orderkey.eq(orders::o_orderkey))
        .filter(customer::c_mktsegment.eq("BUILDING"))
        .filter(orders::o_orderdate.lt(day(1995, 3, 15)).and(lineitem::l_shipdate.gt(day(1995, 3, 15))))
        .group_by((lineitem::l_orderkey, orders::o_orderdate, orders::o_shippriority))
        .order_by((total.desc(), orders::o_orderdate, lineitem::l_orderkey))
        .limit(10)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue, o_orderdate, o_shippriority
FROM customer, orders, lineitem
WHERE c_mktsegment = 'BUILDING' AND c_custkey = o_custkey AND l_orderkey = o_orderkey
    AND o_orderdate < '1995-03-15' AND l_shipdate > '1995-03-15'
GROUP BY l_orderkey, o_orderdate, o_shippriority ORDER BY revenue DESC, o_orderdate, l_orderkey LIMIT 10";
