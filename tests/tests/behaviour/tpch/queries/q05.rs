//! What suppliers of Asia sold to customers of their own nation.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{customer, day, lineitem, nation, orders, region, revenue, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let total = func::sum(revenue()).label("revenue");
    let at_home = customer::c_nationkey.eq(supplier::s_nationkey);
    select((nation::n_name, total.clone()))
        .from(customer)
        .join_on(orders, orders::o_custkey.eq(customer::c_custkey))
        .join_on(lineitem, lineitem::l_orderkey.eq(orders::o_orderkey))
        .join_on(supplier, supplier::s_suppkey.eq(lineitem::l_suppkey).and(at_home))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .join_on(region, region::r_regionkey.eq(nation::n_regionkey))
        .filter(region::r_name.eq("ASIA"))
        .filter(orders::o_orderdate.ge(day(1994, 1, 1)).and(orders::o_orderdate.lt(day(1995, 1, 1))))
        .group_by(nation::n_name)
        .order_by(total.desc())
}

/// As text.
pub(super) const SQL: &str = "\
SELECT n_name, sum(l_extendedprice * (1 - l_discount)) AS revenue
FROM customer, orders, lineitem, supplier, nation, region
WHERE c_custkey = o_custkey AND l_orderkey = o_orderkey AND l_suppkey = s_suppkey AND c_nationkey = s_nationkey
    AND s_nationkey = n_nationkey AND n_regionkey = r_regionkey AND r_name = 'ASIA'
    AND o_orderdate >= '1994-01-01' AND o_orderdate < '1995-01-01'
GROUP BY n_name ORDER BY revenue DESC";
