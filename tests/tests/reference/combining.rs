//! The code of the chapter "Combining statements".

use alchemy_claims::covers;
use alchemy_orm::core::{any, named, prelude::*, rollup, union_all};

use super::dialects::{mysql, postgresql, sqlite, standard};

table! { pub employee ("employee") { id: i64 [primary_key], boss_id: Option<i64>, name: String, salary: i64 } }
table! { pub contractor ("contractor") { id: i64 [primary_key], name: String } }

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
#[covers("CTE-01", "CTE-02", "CTE-03")]
fn common_table_expressions() {
    // ANCHOR: cte
    let rich = select((employee::id, employee::name)).filter(employee::salary.gt(100)).cte("rich");
    assert_eq!(
        standard(select(rich.c(employee::name)).order_by(rich.c(employee::id))),
        "WITH rich AS (SELECT employee.id AS id, employee.name AS name FROM employee WHERE employee.salary > ?) \
         SELECT rich.name FROM rich ORDER BY rich.id",
    );
    // ANCHOR_END: cte
    // ANCHOR: recursive
    let staff = select((employee::id, employee::name)).filter(employee::boss_id.is_null()).recursive_cte("staff", |staff| {
        select((employee::id, employee::name)).join_on(staff, employee::boss_id.eq(staff.c(employee::id)))
    });
    assert_eq!(
        standard(select(staff.c(employee::name))),
        "WITH RECURSIVE staff(id, name) AS (SELECT employee.id AS id, employee.name AS name FROM employee \
         WHERE employee.boss_id IS NULL UNION ALL SELECT employee.id AS id, employee.name AS name FROM employee \
         JOIN staff ON employee.boss_id = staff.id) SELECT staff.name FROM staff",
    );
    // ANCHOR_END: recursive
    // ANCHOR: writes
    let gone = employee::delete().filter(employee::salary.eq(0)).returning(employee::name).cte("gone");
    assert_eq!(
        postgresql(select(gone.c(employee::name))),
        "WITH gone AS (DELETE FROM employee WHERE employee.salary = $1 RETURNING employee.name) SELECT gone.name FROM gone",
    );
    // ANCHOR_END: writes
}

#[test]
#[covers("TXT-06")]
fn rows_of_values() {
    // ANCHOR: values
    let raises = || values::<(i64, i64)>(["id", "amount"]).rows([(1, 10), (2, 20)]).subquery("raises");
    let total = || {
        let raises = raises();
        select(employee::salary + raises.c::<i64>("amount")).join_on(&raises, raises.c::<i64>("id").eq(employee::id))
    };
    assert!(
        postgresql(total()).ends_with("JOIN (VALUES ($2, $3), ($4, $5)) AS raises (id, amount) ON raises.id = employee.id")
            || postgresql(total()).contains("(VALUES ($1, $2), ($3, $4)) AS raises (id, amount)")
    );
    assert!(sqlite(total()).starts_with("WITH raises(id, amount) AS (VALUES (?, ?), (?, ?)) SELECT "));
    // ANCHOR_END: values
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

#[test]
#[covers("TXT-01", "TXT-02", "TXT-03", "TXT-04")]
fn sql_text() {
    // ANCHOR: text
    let stmt = text("SELECT id, name FROM employee WHERE salary > :low AND id IN :ids").bind("low", 100).bind_list("ids", [1, 2]);
    assert_eq!(standard(stmt.columns::<(i64, String)>()), "SELECT id, name FROM employee WHERE salary > ? AND id IN (?, ?)",);
    let parts = select(employee::id).filter(text("name ~ :start").bind("start", "^s")).order_by(text("name COLLATE \"C\""));
    assert_eq!(standard(parts), "SELECT employee.id FROM employee WHERE name ~ ? ORDER BY name COLLATE \"C\"");
    // ANCHOR_END: text
}

#[test]
#[covers("CMP-01", "CMP-04", "CMP-05")]
fn parameters() {
    // ANCHOR: params
    let (low, ids) = (param::<i64>("low"), param_list::<i64>("ids"));
    let stmt = select(employee::name).filter(employee::salary.gt(&low)).filter(employee::id.in_(&ids));
    assert_eq!(
        sqlite(stmt.params((low.to(100), ids.to([1, 2])))),
        "SELECT employee.name FROM employee WHERE employee.salary > ? AND employee.id IN (?, ?)",
    );
    assert_eq!(
        postgresql(stmt.params((low.to(100), ids.to([1, 2])))),
        "SELECT employee.name FROM employee WHERE employee.salary > $1 AND employee.id = ANY ($2)",
    );
    // ANCHOR_END: params
    // ANCHOR: inlined
    let plain = select(employee::id).filter(employee::name.eq("O'Hara")).limit(1).inlined();
    assert_eq!(mysql(plain), "SELECT employee.id FROM employee WHERE employee.name = 'O''Hara' LIMIT 1");
    // ANCHOR_END: inlined
}
