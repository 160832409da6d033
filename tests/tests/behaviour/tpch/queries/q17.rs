//! What would be lost a year without small orders of a part.

use alchemy_orm::core::{Numeric, Query, TableDef as _};
use alchemy_orm::prelude::*;

use super::super::schema::{lineitem, part};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let others = lineitem::alias("others");
    let small = select(literal(Decimal::new(2, 1)) * func::avg(others.c(lineitem::l_quantity)))
        .filter(others.c(lineitem::l_partkey).eq(part::p_partkey));
    select(
        (func::sum(lineitem::l_extendedprice) / literal(Decimal::new(70, 1)))
            .cast_as::<Decimal>(Numeric(15, 6))
            .label("avg_yearly"),
    )
    .from(lineitem)
    .join_on(part, part::p_partkey.eq(lineitem::l_partkey))
    .filter(part::p_brand.eq("Brand#23").and(part::p_container.eq("SM PACK")))
    .filter(lineitem::l_quantity.lt(small.scalar_subquery()))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT CAST(sum(l_extendedprice) / 7.0 AS DECIMAL(15, 6)) AS avg_yearly FROM lineitem, part
WHERE p_partkey = l_partkey AND p_brand = 'Brand#23' AND p_container = 'SM PACK'
    AND l_quantity < (SELECT 0.2 * avg(others.l_quantity) FROM lineitem others WHERE others.l_partkey = p_partkey)";
