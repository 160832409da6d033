//! The code of the chapter "Combining statements".

use alchemy_claims::covers;
use alchemy_orm::core::{any, named, prelude::*, rollup, union_all};

use super::dialects::{mysql, postgresql, standard};

// ANCHOR: declared
table! { pub employee ("employee") { id: i64 [primary_key], boss_id: Option<i64>, name: String, salary: i64 } }
table! { pub contractor ("contractor") { id: i64 [primary_key], name: String } }
// ANCHOR_END: declared

#[test]
#[covers("CTE-10", "CTE-11", "CTE-12", "CTE-13")]
fn set_operations() {
    // ANCHOR: union
    let people = select(employee::name).union(select(contractor::name)).order_by(named("name")).limit(10);
    assert_eq!(
        standard(people),
        "SELECT employee.name FROM employee UNION SELECT contractor.name FROM contractor ORDER BY name LIMIT ?",
    );
    let many = union_all((1..=3).map(|n| select(literal(n).label("n"))));
    assert_eq!(standard(many), "SELECT ? AS n UNION ALL SELECT ? AS n UNION ALL SELECT ? AS n");
    // ANCHOR_END: union
    // ANCHOR: nested
    let only = select(employee::id).union(select(contractor::id)).except(select(employee::boss_id.cast::<i64>()));
    assert_eq!(
        postgresql(only),
        "(SELECT employee.id FROM employee UNION SELECT contractor.id FROM contractor) \
         EXCEPT SELECT CAST(employee.boss_id AS BIGINT) AS boss_id FROM employee",
    );
    // ANCHOR_END: nested
}

#[test]
#[covers("CTE-10", "CTE-14")]
fn rows_of_different_types() {
    // ANCHOR: reads_as
    let bosses = select((employee::boss_id, employee::name));
    let workers = select((contractor::id, contractor::name)).reads_as::<(Option<i64>, String)>();
    assert_eq!(
        standard(bosses.union(workers)),
        "SELECT employee.boss_id, employee.name FROM employee UNION SELECT contractor.id, contractor.name FROM contractor",
    );
    // ANCHOR_END: reads_as
    let narrow = select((contractor::id, contractor::name)).union(select(employee::id).reads_as_any());
    assert_eq!(standard(narrow), "the statements of a set operation give different numbers of columns");
}

#[test]
fn some_and_each() {
    // ANCHOR: quantified
    let above = select(employee::id).filter(employee::id.eq(any(select(contractor::id))));
    assert_eq!(standard(above), "SELECT employee.id FROM employee WHERE employee.id = ANY (SELECT contractor.id FROM contractor)",);
    let sums = select((employee::boss_id, func::sum(employee::salary))).group_by(rollup(employee::boss_id));
    assert_eq!(
        mysql(sums),
        "SELECT employee.boss_id, sum(employee.salary) AS sum_1 FROM employee GROUP BY employee.boss_id WITH ROLLUP",
    );
    // ANCHOR_END: quantified
}
