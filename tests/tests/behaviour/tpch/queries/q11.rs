//! The stock in Germany that is worth most.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{nation, partsupp, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let worth = || func::sum(partsupp::ps_supplycost * partsupp::ps_availqty);
    let german = nation::n_name.eq("GERMANY");
    let all = select(worth() * Decimal::new(1, 2))
        .from(partsupp)
        .join_on(supplier, supplier::s_suppkey.eq(partsupp::ps_suppkey))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .filter(german.clone())
        .correlate_none();
    let value = worth().label("value");
    select((partsupp::ps_partkey, value.clone()))
        .from(partsupp)
        .join_on(supplier, supplier::s_suppkey.eq(partsupp::ps_suppkey))
        .join_on(nation, nation::n_nationkey.eq(supplier::s_nationkey))
        .filter(german)
        .group_by(partsupp::ps_partkey)
        .having(worth().gt(all.scalar_subquery()))
        .order_by((value.desc(), partsupp::ps_partkey))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value FROM partsupp, supplier, nation
WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = 'GERMANY' GROUP BY ps_partkey
HAVING sum(ps_supplycost * ps_availqty) > (SELECT sum(ps_supplycost * ps_availqty) * 0.01 FROM partsupp, supplier, nation
    WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = 'GERMANY')
ORDER BY value DESC, ps_partkey";
