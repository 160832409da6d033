//! Where customers with money live who have not ordered.

use alchemy_orm::core::{Query, exists, inline};
use alchemy_orm::prelude::*;

use super::super::schema::{customer, orders};
use super::Comparable;

/// In the expression language.
pub(super) fn query() -> impl Query<Row: Comparable> {
    let code = || func::substring_for(customer::c_phone, inline(1), inline(2));
    let codes = ["13", "31", "23", "29", "30", "18", "17"];
    let mean = select(func::avg(customer::c_acctbal))
        .filter(customer::c_acctbal.gt(Decimal::ZERO).and(code().in_(codes)))
        .correlate_none();
    let ordered = exists().filter(orders::o_custkey.eq(customer::c_custkey));
    let idle = select((code().label("cntrycode"), customer::c_acctbal))
        .filter(code().in_(codes).and(customer::c_acctbal.gt(mean.scalar_subquery())))
        .filter(!ordered)
        .subquery("custsale");
    let (country, balance) = (idle.c::<String>("cntrycode"), idle.c::<Decimal>("c_acctbal"));
    select((country.clone(), func::count_all().label("numcust"), func::sum(balance).label("totacctbal")))
        .group_by(country.clone())
        .order_by(country)
}

/// As text.
pub(super) const SQL: &str = "\
SELECT cntrycode, count(*) AS numcust, sum(c_acctbal) AS totacctbal FROM (
    SELECT substr(c_phone, 1, 2) AS cntrycode, c_acctbal FROM customer
    WHERE substr(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17')
        AND c_acctbal > (SELECT avg(c_acctbal) FROM customer
            WHERE c_acctbal > 0.00 AND substr(c_phone, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17'))
        AND NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)) AS custsale
GROUP BY cntrycode ORDER BY cntrycode";
