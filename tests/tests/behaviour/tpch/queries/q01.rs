//! Pricing summary: what was billed, shipped and returned.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, revenue};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let charge = revenue() * (literal(Decimal::ONE) + lineitem::l_tax);
    let sums = (func::sum(lineitem::l_quantity), func::sum(lineitem::l_extendedprice), func::sum(revenue()), func::sum(charge));
    let means = (func::avg(lineitem::l_quantity), func::avg(lineitem::l_extendedprice), func::avg(lineitem::l_discount));
    let group = || (lineitem::l_returnflag, lineitem::l_linestatus);
    select((lineitem::l_returnflag, lineitem::l_linestatus, sums, means, func::count_all()))
        .filter(lineitem::l_shipdate.le(day(1998, 9, 2)))
        .group_by(group())
        .order_by(group())
}

/// As text.
pub(super) const SQL: &str = "\
SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice),
    sum(l_extendedprice * (1 - l_discount)), sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),
    avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*)
FROM lineitem WHERE l_shipdate <= '1998-09-02'
GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus";
