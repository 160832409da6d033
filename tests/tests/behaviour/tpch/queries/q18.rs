//! The customers with the largest orders.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{customer, lineitem, orders};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let large = select(lineitem::l_orderkey)
        .group_by(lineitem::l_orderkey)
        .having(func::sum(lineitem::l_quantity).gt(Decimal::from(300)))
        .correlate_none();
    let order = || (customer::c_name, customer::c_custkey, orders::o_orderkey, orders::o_orderdate, orders::o_totalprice);
    select((order(), func::sum(lineitem::l_quantity)))
        .from(customer)
        .join_on(orders, orders::o_custkey.eq(customer::c_custkey))
        .join_on(lineitem, lineitem::l_orderkey.eq(orders::o_orderkey))
        .filter(orders::o_orderkey.in_(large))
        .group_by(order())
        .order_by((orders::o_totalprice.desc(), orders::o_orderdate, orders::o_orderkey))
        .limit(100)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity) FROM customer, orders, lineitem
WHERE o_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 300)
    AND c_custkey = o_custkey AND o_orderkey = l_orderkey
GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
ORDER BY o_totalprice DESC, o_orderdate, o_orderkey LIMIT 100";
