//! The code of the chapter "WITH".

use alchemy_claims::covers;
use alchemy_orm::core::prelude::*;

use super::dialects::{mariadb, mysql, postgresql, refused, sqlite, standard};

// ANCHOR: declared
table! { pub employee ("employee") { id: i64 [primary_key], boss_id: Option<i64>, name: String, salary: i64 } }
table! { pub contractor ("contractor") { id: i64 [primary_key], name: String } }
// ANCHOR_END: declared

#[test]
#[covers("CTE-01", "CTE-07")]
fn named_rows() {
    // ANCHOR: cte
    let rich = select((employee::id, employee::name)).filter(employee::salary.gt(100)).cte("rich");
    assert_eq!(
        standard(select(rich.c(employee::name)).order_by(rich.c(employee::id))),
        "WITH rich AS (SELECT employee.id AS id, employee.name AS name FROM employee WHERE employee.salary > ?) \
         SELECT rich.name FROM rich ORDER BY rich.id",
    );
    // ANCHOR_END: cte
    // ANCHOR: aliases
    let pay = select((employee::id, employee::salary)).cte("pay");
    let more = pay.alias("more");
    let pairs = select((pay.c(employee::id), more.c(employee::id))).filter(pay.c(employee::salary).lt(more.c(employee::salary)));
    assert_eq!(
        standard(pairs),
        "WITH pay AS (SELECT employee.id AS id, employee.salary AS salary FROM employee) \
         SELECT pay.id, more.id AS id_1 FROM pay, pay AS more WHERE pay.salary < more.salary",
    );
    // ANCHOR_END: aliases
    // ANCHOR: anonymous
    let ids = select(employee::id).cte(None);
    assert_eq!(
        standard(select(ids.c(employee::id))),
        "WITH anon_1 AS (SELECT employee.id AS id FROM employee) SELECT anon_1.id FROM anon_1",
    );
    // ANCHOR_END: anonymous
    // ANCHOR: twice
    let (one, other) = (select(employee::id).cte("c"), select(contractor::id).cte("c"));
    assert_eq!(refused(select((one.c(employee::id), other.c(contractor::id)))), ErrorKind::Programming);
    // ANCHOR_END: twice
}

#[test]
#[covers("CTE-02")]
fn rows_that_follow_from_rows() {
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
    // ANCHOR: count
    let numbers = select(literal(1).label("n"))
        .recursive_cte_distinct("numbers", |before| select(before.c::<i32>("n") + 1).filter(before.c::<i32>("n").lt(10)));
    assert_eq!(
        mysql(select(numbers.c::<i32>("n"))),
        "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION SELECT numbers.n + ? AS anon_1 FROM numbers WHERE numbers.n < ?) \
         SELECT numbers.n FROM numbers",
    );
    // ANCHOR_END: count
}

#[test]
#[covers("CTE-06", "CTE-08")]
fn where_it_stands_and_how_it_is_made() {
    // ANCHOR: materialized
    let pay = || select(employee::salary).cte("pay").materialized();
    let stmt = || {
        let pay = pay();
        select(func::max(pay.c(employee::salary)))
    };
    assert_eq!(
        postgresql(stmt()),
        "WITH pay AS MATERIALIZED (SELECT employee.salary AS salary FROM employee) SELECT max(pay.salary) AS max_1 FROM pay",
    );
    assert_eq!(
        mysql(stmt()),
        "WITH pay AS (SELECT employee.salary AS salary FROM employee) SELECT max(pay.salary) AS max_1 FROM pay",
    );
    // ANCHOR_END: materialized
    // ANCHOR: nested
    let ids = select(contractor::id).cte("ids").nested();
    assert_eq!(
        standard(select(employee::name).filter(employee::id.in_(select(ids.c(contractor::id))))),
        "SELECT employee.name FROM employee WHERE employee.id IN \
         (WITH ids AS (SELECT contractor.id AS id FROM contractor) SELECT ids.id FROM ids)",
    );
    // ANCHOR_END: nested
}

#[test]
#[covers("CTE-03", "CTE-04", "CTE-05")]
fn with_and_writes() {
    // ANCHOR: into
    let hired = || {
        let rich = select((employee::id, employee::name)).filter(employee::salary.gt(100)).cte("rich");
        let rows = select((rich.c(employee::id), rich.c(employee::name)));
        contractor::insert().from_select((contractor::id, contractor::name), rows)
    };
    assert_eq!(
        postgresql(hired()),
        "WITH rich AS (SELECT employee.id AS id, employee.name AS name FROM employee WHERE employee.salary > $1) \
         INSERT INTO contractor (id, name) SELECT rich.id, rich.name FROM rich",
    );
    assert_eq!(
        mysql(hired()),
        "INSERT INTO contractor (id, name) WITH rich AS (SELECT employee.id AS id, employee.name AS name FROM employee \
         WHERE employee.salary > ?) SELECT rich.id, rich.name FROM rich",
    );
    // ANCHOR_END: into
    let fired = || {
        let old = select(contractor::id).cte("old");
        employee::delete().filter(employee::id.in_(select(old.c(contractor::id))))
    };
    assert_eq!(
        mysql(fired()),
        "WITH old AS (SELECT contractor.id AS id FROM contractor) \
         DELETE FROM employee WHERE employee.id IN (SELECT old.id FROM old)",
    );
    assert_eq!(
        mariadb(fired()),
        "DELETE FROM employee WHERE employee.id IN \
         (WITH old AS (SELECT contractor.id AS id FROM contractor) SELECT old.id FROM old)",
    );
    // ANCHOR: writes
    let gone = || employee::delete().filter(employee::salary.eq(0)).returning(employee::name).cte("gone");
    let names = || {
        let gone = gone();
        select(gone.c(employee::name))
    };
    assert_eq!(
        postgresql(names()),
        "WITH gone AS (DELETE FROM employee WHERE employee.salary = $1 RETURNING employee.name) SELECT gone.name FROM gone",
    );
    assert!(sqlite(names()).starts_with("sqlite cannot express"));
    let beside = contractor::delete().cte("beside");
    assert_eq!(
        postgresql(select(employee::id).add_cte(&beside)),
        "WITH beside AS (DELETE FROM contractor) SELECT employee.id FROM employee",
    );
    // ANCHOR_END: writes
}
