//! Suppliers who alone kept orders of several waiting.

use alchemy_orm::core::{Query, TableDef as _, exists};
use alchemy_orm::prelude::*;

use super::super::schema::{lineitem, nation, orders, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let (l1, l2, l3) = (lineitem::alias("l1"), lineitem::alias("l2"), lineitem::alias("l3"));
    let (order, seller) = (l1.c(lineitem::l_orderkey), l1.c(lineitem::l_suppkey));
    let another =
        exists().filter(l2.c(lineitem::l_orderkey).eq(order.clone())).filter(l2.c(lineitem::l_suppkey).ne(seller.clone()));
    let another_late = exists()
        .filter(l3.c(lineitem::l_orderkey).eq(order.clone()))
        .filter(l3.c(lineitem::l_suppkey).ne(seller.clone()))
        .filter(l3.c(lineitem::l_receiptdate).gt(l3.c(lineitem::l_commitdate)));
    let waiting = func::count_all().label("numwait");
    select((supplier::s_name, waiting.clone()))
        .from(supplier)
        .join_on(&l1, seller.eq(supplier::s_suppkey))
        .join_on(orders, orders::o_orderkey.eq(order))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .filter(orders::o_orderstatus.eq("F").and(l1.c(lineitem::l_receiptdate).gt(l1.c(lineitem::l_commitdate))))
        .filter(another)
        .filter(!another_late)
        .filter(nation::n_name.eq("SAUDI ARABIA"))
        .group_by(supplier::s_name)
        .order_by((waiting.desc(), supplier::s_name))
        .limit(100)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT s_name, count(*) AS numwait FROM supplier, lineitem l1, orders, nation
WHERE s_suppkey = l1.l_suppkey AND o_orderkey = l1.l_orderkey AND o_orderstatus = 'F'
    AND l1.l_receiptdate > l1.l_commitdate
    AND EXISTS (SELECT * FROM lineitem l2 WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
    AND NOT EXISTS (SELECT * FROM lineitem l3 WHERE l3.l_orderkey = l1.l_orderkey
        AND l3.l_suppkey <> l1.l_suppkey AND l3.l_receiptdate > l3.l_commitdate)
    AND s_nationkey = n_nationkey AND n_name = 'SAUDI ARABIA'
GROUP BY s_name ORDER BY numwait DESC, s_name LIMIT 100";
