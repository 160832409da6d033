//! The code of the chapter "Text and rows of values".

use alchemy_claims::covers;
use alchemy_orm::core::{named, prelude::*};

use super::dialects::{mysql, postgresql, refused, sqlite, standard};

// ANCHOR: declared
table! { pub employee ("employee") { id: i64 [primary_key], name: String, salary: i64 } }
// ANCHOR_END: declared

#[test]
#[covers("TXT-01", "TXT-02")]
fn whole_statements() {
    // ANCHOR: text
    let stmt = text("SELECT id, name FROM employee WHERE salary > :low").bind("low", 100).columns::<(i64, String)>();
    assert_eq!(postgresql(stmt), "SELECT id, name FROM employee WHERE salary > $1");
    // ANCHOR_END: text
    // ANCHOR: colons
    let stmt = text(r"SELECT '12:30', salary::text, a\:b FROM employee -- at :noon").columns::<(String, String, String)>();
    assert_eq!(postgresql(stmt), "SELECT '12:30', salary::text, a:b FROM employee -- at :noon");
    // ANCHOR_END: colons
    // ANCHOR: rows
    let rich = text("SELECT id, name FROM employee WHERE salary > :low").bind("low", 100).columns::<(i64, String)>();
    let rich = rich.subquery("rich");
    assert_eq!(
        standard(select(rich.c::<String>("name")).filter(rich.c::<i64>("id").lt(9))),
        "SELECT rich.name FROM (SELECT id, name FROM employee WHERE salary > ?) AS rich WHERE rich.id < ?",
    );
    // ANCHOR_END: rows
}

#[test]
#[covers("TXT-04")]
fn lists() {
    // ANCHOR: lists
    let stmt = || text("SELECT name FROM employee WHERE id IN :ids").bind_list("ids", [1, 2, 3]);
    assert_eq!(standard(stmt().columns::<String>()), "SELECT name FROM employee WHERE id IN (?, ?, ?)");
    // ANCHOR_END: lists
    assert_eq!(postgresql(stmt().columns::<String>()), "SELECT name FROM employee WHERE id IN ($1, $2, $3)");
}

#[test]
#[covers("TXT-03")]
fn parts() {
    // ANCHOR: parts
    let stmt = select(employee::id)
        .filter(text("name ~ :start").bind("start", "^s"))
        .filter(employee::salary.gt(100))
        .order_by(text("name COLLATE \"C\""));
    assert_eq!(
        postgresql(stmt),
        "SELECT employee.id FROM employee WHERE name ~ $1 AND employee.salary > $2 ORDER BY name COLLATE \"C\"",
    );
    let rate = literal_column::<f64>("employee.salary * 1.5");
    assert_eq!(
        standard(select(rate.clone().label("rate")).from(employee).filter(rate.gt(100.0)).order_by(named("rate"))),
        "SELECT employee.salary * 1.5 AS rate FROM employee WHERE employee.salary * 1.5 > ? ORDER BY rate",
    );
    // ANCHOR_END: parts
    // ANCHOR: inline
    let stmt = select(employee::id).filter(employee::name.eq(inline("O'Hara")));
    assert_eq!(standard(stmt), "SELECT employee.id FROM employee WHERE employee.name = 'O''Hara'");
    // ANCHOR_END: inline
}

#[test]
#[covers("TXT-06")]
fn rows_of_values() {
    // ANCHOR: values
    let raised = || {
        let raises = values::<(i64, i64)>(["id", "amount"]).rows([(1, 10), (2, 20)]).subquery("raises");
        let stmt = select((employee::name, raises.c::<i64>("amount")));
        stmt.join_on(&raises, raises.c::<i64>("id").eq(employee::id))
    };
    assert_eq!(
        standard(raised()),
        "SELECT employee.name, raises.amount FROM employee \
         JOIN (VALUES (?, ?), (?, ?)) AS raises (id, amount) ON raises.id = employee.id",
    );
    assert_eq!(
        sqlite(raised()),
        "WITH raises(id, amount) AS (VALUES (?, ?), (?, ?)) SELECT employee.name, raises.amount FROM employee \
         JOIN raises ON raises.id = employee.id",
    );
    // ANCHOR_END: values
    assert!(mysql(raised()).contains("VALUES ROW(?, ?), ROW(?, ?)"), "{}", mysql(raised()));
    // ANCHOR: literal-values
    let units = values::<(i64, String)>(["n", "unit"]).row((1, "mm")).row((10, "cm")).literal_values().subquery("units");
    assert_eq!(
        standard(select(units.c::<String>("unit"))),
        "SELECT units.unit FROM (VALUES (1, 'mm'), (10, 'cm')) AS units (n, unit)",
    );
    // ANCHOR_END: literal-values
}

#[test]
fn mistakes() {
    // ANCHOR: mistakes
    let typo = text("SELECT 1 WHERE 1 = :one").bind("won", 1);
    assert_eq!(refused(typo), ErrorKind::Programming);
    // ANCHOR_END: mistakes
}
