//! The cheapest supplier in Europe of each brass part of a size.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{nation, part, partsupp, region, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let cheapest = select(func::min(partsupp::ps_supplycost))
        .from(partsupp)
        .join_on(supplier, supplier::s_suppkey.eq(partsupp::ps_suppkey))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .join_on(region, region::r_regionkey.eq(nation::n_regionkey))
        .filter(region::r_name.eq("EUROPE").and(part::p_partkey.eq(partsupp::ps_partkey)))
        .correlate(part);
    let who = (supplier::s_acctbal, supplier::s_name, nation::n_name, part::p_partkey, part::p_mfgr);
    select((who, supplier::s_address, supplier::s_phone, supplier::s_comment))
        .from(part)
        .join_on(partsupp, partsupp::ps_partkey.eq(part::p_partkey))
        .join_on(supplier, supplier::s_suppkey.eq(partsupp::ps_suppkey))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .join_on(region, region::r_regionkey.eq(nation::n_regionkey))
        .filter(part::p_size.eq(15).and(part::p_type.like("%BRASS")).and(region::r_name.eq("EUROPE")))
        .filter(partsupp::ps_supplycost.eq(cheapest.scalar_subquery()))
        .order_by((supplier::s_acctbal.desc(), nation::n_name, supplier::s_name, part::p_partkey))
        .limit(100)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
FROM part, supplier, partsupp, nation, region
WHERE p_partkey = ps_partkey AND s_suppkey = ps_suppkey AND p_size = 15 AND p_type LIKE '%BRASS'
    AND s_nationkey = n_nationkey AND n_regionkey = r_regionkey AND r_name = 'EUROPE'
    AND ps_supplycost = (SELECT min(ps_supplycost) FROM partsupp, supplier, nation, region
        WHERE p_partkey = ps_partkey AND s_suppkey = ps_suppkey AND s_nationkey = n_nationkey
            AND n_regionkey = r_regionkey AND r_name = 'EUROPE')
ORDER BY s_acctbal DESC, n_name, s_name, p_partkey LIMIT 100";
