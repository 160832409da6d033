//! The supplier who sold most in a quarter.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, revenue, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let revenues = select((lineitem::l_suppkey.label("supplier_no"), func::sum(revenue()).label("total_revenue")))
        .filter(lineitem::l_shipdate.ge(day(1996, 1, 1)).and(lineitem::l_shipdate.lt(day(1996, 4, 1))))
        .group_by(lineitem::l_suppkey)
        .cte("revenue");
    let (number, total) = (revenues.c::<i64>("supplier_no"), revenues.c::<Decimal>("total_revenue"));
    let most = select(func::max(total.clone())).correlate_none();
    let who = (supplier::s_suppkey, supplier::s_name, supplier::s_address, supplier::s_phone);
    select((who, total.clone()))
        .from(supplier)
        .join_on(&revenues, number.eq(supplier::s_suppkey))
        .filter(total.eq(most.scalar_subquery()))
        .order_by(supplier::s_suppkey)
}

/// As text.
pub(super) const SQL: &str = "\
WITH revenue AS (
    SELECT l_suppkey AS supplier_no, sum(l_extendedprice * (1 - l_discount)) AS total_revenue FROM lineitem
    WHERE l_shipdate >= '1996-01-01' AND l_shipdate < '1996-04-01' GROUP BY l_suppkey)
SELECT s_suppkey, s_name, s_address, s_phone, total_revenue FROM supplier, revenue
WHERE s_suppkey = supplier_no AND total_revenue = (SELECT max(total_revenue) FROM revenue) ORDER BY s_suppkey";
