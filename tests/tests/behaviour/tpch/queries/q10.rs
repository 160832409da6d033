//! The twenty customers who lost most by what they sent back.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{customer, day, lineitem, nation, orders, revenue};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let total = func::sum(revenue()).label("revenue");
    let who = || (customer::c_acctbal, nation::n_name, customer::c_address, customer::c_phone, customer::c_comment);
    select((customer::c_custkey, customer::c_name, total.clone(), who()))
        .from(customer)
        .join_on(orders, orders::o_custkey.eq(customer::c_custkey))
        .join_on(lineitem, lineitem::l_orderkey.eq(orders::o_orderkey))
        .join_on(nation, nation::n_nationkey.eq(customer::c_nationkey))
        .filter(orders::o_orderdate.ge(day(1993, 10, 1)).and(orders::o_orderdate.lt(day(1994, 1, 1))))
        .filter(lineitem::l_returnflag.eq("R"))
        .group_by((customer::c_custkey, customer::c_name, who()))
        .order_by((total.desc(), customer::c_custkey))
        .limit(20)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT c_custkey, c_name, sum(l_extendedprice * (1 - l_discount)) AS revenue,
    c_acctbal, n_name, c_address, c_phone, c_comment
FROM customer, orders, lineitem, nation
WHERE c_custkey = o_custkey AND l_orderkey = o_orderkey AND o_orderdate >= '1993-10-01' AND o_orderdate < '1994-01-01'
    AND l_returnflag = 'R' AND c_nationkey = n_nationkey
GROUP BY c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
ORDER BY revenue DESC, c_custkey LIMIT 20";
