//! How many customers have how many orders, without special requests.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{customer, orders};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let ordered = orders::o_custkey.eq(customer::c_custkey).and(orders::o_comment.not_like("%special%requests%"));
    let counts = select((customer::c_custkey, func::count(orders::o_orderkey).label("c_count")))
        .from(customer)
        .outer_join_on(orders, ordered)
        .group_by(customer::c_custkey)
        .subquery("c_orders");
    let count = counts.c::<i64>("c_count");
    let customers = func::count_all().label("custdist");
    select((count.clone(), customers.clone())).group_by(count.clone()).order_by((customers.desc(), count.desc()))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT c_count, count(*) AS custdist FROM (
    SELECT c_custkey, count(o_orderkey) AS c_count
    FROM customer LEFT OUTER JOIN orders ON c_custkey = o_custkey AND o_comment NOT LIKE '%special%requests%'
    GROUP BY c_custkey) AS c_orders
GROUP BY c_count ORDER BY custdist DESC, c_count DESC";
