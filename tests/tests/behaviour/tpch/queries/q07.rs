//! What went between France and Germany each year.

use alchemy_orm::core::{DateField, Query, TableDef as _};
use alchemy_orm::prelude::*;

use super::super::schema::{customer, day, lineitem, nation, orders, revenue, supplier};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let (from, to) = (nation::alias("n1"), nation::alias("n2"));
    let (from_name, to_name) = (from.c(nation::n_name), to.c(nation::n_name));
    let between = |a: &str, b: &str| from_name.clone().eq(a).and(to_name.clone().eq(b));
    let shipping = select((
        from_name.clone().label("supp_nation"),
        to_name.clone().label("cust_nation"),
        func::extract(DateField::YEAR, lineitem::l_shipdate).label("l_year"),
        revenue().label("volume"),
    ))
    .from(supplier)
    .join_on(lineitem, lineitem::l_suppkey.eq(supplier::s_suppkey))
    .join_on(orders, orders::o_orderkey.eq(lineitem::l_orderkey))
    .join_on(customer, customer::c_custkey.eq(orders::o_custkey))
    .join_on(&from, from.c(nation::n_nationkey).eq(supplier::s_nationkey))
    .join_on(&to, to.c(nation::n_nationkey).eq(customer::c_nationkey))
    .filter(between("FRANCE", "GERMANY").or(between("GERMANY", "FRANCE")))
    .filter(lineitem::l_shipdate.between(day(1995, 1, 1), day(1996, 12, 31)))
    .subquery("shipping");
    let group = || (shipping.c::<String>("supp_nation"), shipping.c::<String>("cust_nation"), shipping.c::<i64>("l_year"));
    select((group(), func::sum(shipping.c::<Decimal>("volume")).label("revenue"))).group_by(group()).order_by(group())
}

/// As text.
pub(super) const SQL: &str = "\
SELECT supp_nation, cust_nation, l_year, sum(volume) AS revenue FROM (
    SELECT n1.n_name AS supp_nation, n2.n_name AS cust_nation, YEAR(l_shipdate) AS l_year,
        l_extendedprice * (1 - l_discount) AS volume
    FROM supplier, lineitem, orders, customer, nation n1, nation n2
    WHERE s_suppkey = l_suppkey AND o_orderkey = l_orderkey AND c_custkey = o_custkey
        AND s_nationkey = n1.n_nationkey AND c_nationkey = n2.n_nationkey
        AND ((n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY') OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE'))
        AND l_shipdate BETWEEN '1995-01-01' AND '1996-12-31') AS shipping
GROUP BY supp_nation, cust_nation, l_year ORDER BY supp_nation, cust_nation, l_year";
