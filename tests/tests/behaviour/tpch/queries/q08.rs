//! Brazil's share of the market for a kind of steel in America.

use alchemy_orm::core::{DateField, Numeric, Query, TableDef as _, case_when};
use alchemy_orm::prelude::*;

use super::super::schema::{customer, day, lineitem, nation, orders, part, region, revenue, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let (home, seller) = (nation::alias("n1"), nation::alias("n2"));
    let all_nations = select((
        func::extract(DateField::YEAR, orders::o_orderdate).label("o_year"),
        revenue().label("volume"),
        seller.c(nation::n_name).label("nation"),
    ))
    .from(part)
    .join_on(lineitem, lineitem::l_partkey.eq(part::p_partkey))
    .join_on(supplier, supplier::s_suppkey.eq(lineitem::l_suppkey))
    .join_on(orders, orders::o_orderkey.eq(lineitem::l_orderkey))
    .join_on(customer, customer::c_custkey.eq(orders::o_custkey))
    .join_on(&home, home.c(nation::n_nationkey).eq(customer::c_nationkey))
    .join_on(region, region::r_regionkey.eq(home.c(nation::n_regionkey)))
    .join_on(&seller, seller.c(nation::n_nationkey).eq(supplier::s_nationkey))
    .filter(region::r_name.eq("AMERICA").and(part::p_type.eq("ECONOMY ANODIZED STEEL")))
    .filter(orders::o_orderdate.between(day(1995, 1, 1), day(1996, 12, 31)))
    .subquery("all_nations");
    let (year, volume) = (all_nations.c::<i64>("o_year"), all_nations.c::<Decimal>("volume"));
    let brazil = case_when(all_nations.c::<String>("nation").eq("BRAZIL"), volume.clone()).otherwise(Decimal::ZERO);
    select((year.clone(), (func::sum(brazil) / func::sum(volume)).cast_as::<Decimal>(Numeric(15, 6)).label("mkt_share")))
        .group_by(year.clone())
        .order_by(year)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT o_year, CAST(sum(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / sum(volume) AS DECIMAL(15, 6)) AS mkt_share FROM (
    SELECT YEAR(o_orderdate) AS o_year, l_extendedprice * (1 - l_discount) AS volume, n2.n_name AS nation
    FROM part, supplier, lineitem, orders, customer, nation n1, nation n2, region
    WHERE p_partkey = l_partkey AND s_suppkey = l_suppkey AND l_orderkey = o_orderkey AND o_custkey = c_custkey
        AND c_nationkey = n1.n_nationkey AND n1.n_regionkey = r_regionkey AND r_name = 'AMERICA'
        AND s_nationkey = n2.n_nationkey AND o_orderdate BETWEEN '1995-01-01' AND '1996-12-31'
        AND p_type = 'ECONOMY ANODIZED STEEL') AS all_nations
GROUP BY o_year ORDER BY o_year";
