//! How many suppliers can deliver parts of certain kinds.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{part, partsupp, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let complained = select(supplier::s_suppkey).filter(supplier::s_comment.like("%Customer%Complaints%"));
    let kind = || (part::p_brand, part::p_type, part::p_size);
    let suppliers = func::count(partsupp::ps_suppkey).distinct().label("supplier_cnt");
    select((kind(), suppliers.clone()))
        .from(partsupp)
        .join_on(part, part::p_partkey.eq(partsupp::ps_partkey))
        .filter(part::p_brand.ne("Brand#45").and(part::p_type.not_like("MEDIUM POLISHED%")))
        .filter(part::p_size.in_([49, 14, 23, 45, 19, 3, 36, 9]))
        .filter(partsupp::ps_suppkey.not_in(complained))
        .group_by(kind())
        .order_by((suppliers.desc(), kind()))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS supplier_cnt FROM partsupp, part
WHERE p_partkey = ps_partkey AND p_brand <> 'Brand#45' AND p_type NOT LIKE 'MEDIUM POLISHED%'
    AND p_size IN (49, 14, 23, 45, 19, 3, 36, 9)
    AND ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE '%Customer%Complaints%')
GROUP BY p_brand, p_type, p_size ORDER BY supplier_cnt DESC, p_brand, p_type, p_size";
