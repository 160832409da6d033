//! Whether slow ways of shipping delay urgent orders.

use alchemy_orm::core::{Query, case_when, inline};
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, orders};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let urgent = || orders::o_orderpriority.in_(["1-URGENT", "2-HIGH"]);
    let high = func::sum(case_when(urgent(), inline(1)).otherwise(inline(0))).label("high_line_count");
    let low = func::sum(case_when(!urgent(), inline(1)).otherwise(inline(0))).label("low_line_count");
    select((lineitem::l_shipmode, high, low))
        .from(orders)
        .join_on(lineitem, lineitem::l_orderkey.eq(orders::o_orderkey))
        .filter(lineitem::l_shipmode.in_(["MAIL", "SHIP"]))
        .filter(lineitem::l_commitdate.lt(lineitem::l_receiptdate).and(lineitem::l_shipdate.lt(lineitem::l_commitdate)))
        .filter(lineitem::l_receiptdate.ge(day(1994, 1, 1)).and(lineitem::l_receiptdate.lt(day(1995, 1, 1))))
        .group_by(lineitem::l_shipmode)
        .order_by(lineitem::l_shipmode)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT l_shipmode,
    sum(CASE WHEN o_orderpriority = '1-URGENT' OR o_orderpriority = '2-HIGH' THEN 1 ELSE 0 END) AS high_line_count,
    sum(CASE WHEN o_orderpriority <> '1-URGENT' AND o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END) AS low_line_count
FROM orders, lineitem
WHERE o_orderkey = l_orderkey AND l_shipmode IN ('MAIL', 'SHIP') AND l_commitdate < l_receiptdate
    AND l_shipdate < l_commitdate AND l_receiptdate >= '1994-01-01' AND l_receiptdate < '1995-01-01'
GROUP BY l_shipmode ORDER BY l_shipmode";
