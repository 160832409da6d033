//! The share of promotions in a month's revenue.

use alchemy_orm::core::{Numeric, Query, case_when};
use alchemy_orm::prelude::*;

use super::super::schema::{day, lineitem, part, revenue};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let promoted = case_when(part::p_type.like("PROMO%"), revenue()).otherwise(Decimal::ZERO);
    let share = literal(Decimal::new(10000, 2)) * func::sum(promoted) / func::sum(revenue());
    select(share.cast_as::<Decimal>(Numeric(15, 6)).label("promo_revenue"))
        .from(lineitem)
        .join_on(part, part::p_partkey.eq(lineitem::l_partkey))
        .filter(lineitem::l_shipdate.ge(day(1995, 9, 1)).and(lineitem::l_shipdate.lt(day(1995, 10, 1))))
}

/// As text.
pub(super) const SQL: &str = "\
SELECT CAST(100.00 * sum(CASE WHEN p_type LIKE 'PROMO%' THEN l_extendedprice * (1 - l_discount) ELSE 0 END)
    / sum(l_extendedprice * (1 - l_discount)) AS DECIMAL(15, 6)) AS promo_revenue
FROM lineitem, part WHERE l_partkey = p_partkey AND l_shipdate >= '1995-09-01' AND l_shipdate < '1995-10-01'";
