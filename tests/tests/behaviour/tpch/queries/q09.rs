//! What green parts earned, by nation and year.

use alchemy_orm::core::{DateField, Query};
use alchemy_orm::prelude::*;

use super::super::schema::{lineitem, nation, orders, part, partsupp, revenue, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let amount = revenue() - partsupp::ps_supplycost * lineitem::l_quantity;
    let same_part = partsupp::ps_suppkey.eq(lineitem::l_suppkey).and(partsupp::ps_partkey.eq(lineitem::l_partkey));
    let profit = select((
        nation::n_name.label("nation"),
        func::extract(DateField::YEAR, orders::o_orderdate).label("o_year"),
        amount.label("amount"),
    ))
    .from(part)
    .join_on(lineitem, lineitem::l_partkey.eq(part::p_partkey))
    .join_on(supplier, supplier::s_suppkey.eq(lineitem::l_suppkey))
    .join_on(partsupp, same_part)
    .join_on(orders, orders::o_orderkey.eq(lineitem::l_orderkey))
    .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
    .filter(part::p_name.like("%green%"))
    .subquery("profit");
    let (seller, year) = (profit.c::<String>("nation"), profit.c::<i64>("o_year"));
    select((seller.clone(), year.clone(), func::sum(profit.c::<Decimal>("amount")).label("sum_profit")))
        .group_by((seller.clone(), year.clone()))
        .order_by((seller, year.desc()))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT nation, o_year, sum(amount) AS sum_profit FROM (
    SELECT n_name AS nation, YEAR(o_orderdate) AS o_year,
        l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity AS amount
    FROM part, supplier, lineitem, partsupp, orders, nation
    WHERE s_suppkey = l_suppkey AND ps_suppkey = l_suppkey AND ps_partkey = l_partkey AND p_partkey = l_partkey
        AND o_orderkey = l_orderkey AND s_nationkey = n_nationkey AND p_name LIKE '%green%') AS profit
GROUP BY nation, o_year ORDER BY nation, o_year DESC";
