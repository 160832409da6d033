//! Suppliers in Canada who have too much of forest parts.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, nation, part, partsupp, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let sold = select(literal(Decimal::new(5, 1)) * func::sum(lineitem::l_quantity))
        .filter(lineitem::l_partkey.eq(partsupp::ps_partkey).and(lineitem::l_suppkey.eq(partsupp::ps_suppkey)))
        .filter(lineitem::l_shipdate.ge(day(1994, 1, 1)).and(lineitem::l_shipdate.lt(day(1995, 1, 1))));
    let forest = select(part::p_partkey).filter(part::p_name.like("forest%"));
    let plenty = select(partsupp::ps_suppkey)
        .filter(partsupp::ps_partkey.in_(forest))
        .filter(partsupp::ps_availqty.gt(sold.scalar_subquery()));
    select((supplier::s_name, supplier::s_address))
        .from(supplier)
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .filter(supplier::s_suppkey.in_(plenty))
        .filter(nation::n_name.eq("CANADA"))
        .order_by(supplier::s_name)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT s_name, s_address FROM supplier, nation
WHERE s_suppkey IN (SELECT ps_suppkey FROM partsupp
        WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'forest%')
            AND ps_availqty > (SELECT 0.5 * sum(l_quantity) FROM lineitem
                WHERE l_partkey = ps_partkey AND l_suppkey = ps_suppkey
                    AND l_shipdate >= '1994-01-01' AND l_shipdate < '1995-01-01'))
    AND s_nationkey = n_nationkey AND n_name = 'CANADA'
ORDER BY s_name";
