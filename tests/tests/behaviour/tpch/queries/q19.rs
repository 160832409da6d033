//! What three kinds of parts earned, sent by air and handed over.

use alchemy_orm::core::Query;
use alchemy_orm::prelude::*;

use super::super::schema::{lineitem, part, revenue};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let kind = |brand: &'static str, boxes: [&'static str; 4], quantity: i64, size: i32| {
        all_of([
            part::p_brand.eq(brand),
            part::p_container.in_(boxes),
            lineitem::l_quantity.between(Decimal::from(quantity), Decimal::from(quantity + 10)),
            part::p_size.between(1, size),
        ])
    };
    let kinds = [
        kind("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5),
        kind("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10),
        kind("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15),
    ];
    select(func::sum(revenue()).label("revenue"))
        .from(lineitem)
        .join_on(part, part::p_partkey.eq(lineitem::l_partkey))
        .filter(lineitem::l_shipmode.in_(["AIR", "AIR REG"]).and(lineitem::l_shipinstruct.eq("DELIVER IN PERSON")))
        .filter(any_of(kinds))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT sum(l_extendedprice * (1 - l_discount)) AS revenue FROM lineitem, part
WHERE p_partkey = l_partkey AND l_shipmode IN ('AIR', 'AIR REG') AND l_shipinstruct = 'DELIVER IN PERSON' AND (
    (p_brand = 'Brand#12' AND p_container IN ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
        AND l_quantity BETWEEN 1 AND 11 AND p_size BETWEEN 1 AND 5)
    OR (p_brand = 'Brand#23' AND p_container IN ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
        AND l_quantity BETWEEN 10 AND 20 AND p_size BETWEEN 1 AND 10)
    OR (p_brand = 'Brand#34' AND p_container IN ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
        AND l_quantity BETWEEN 20 AND 30 AND p_size BETWEEN 1 AND 15))";
