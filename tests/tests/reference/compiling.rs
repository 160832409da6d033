//! The code of the chapter "From a statement to text".

use alchemy_claims::covers;
use alchemy_orm::Engine;
use alchemy_orm::core::dialect::Ansi;
use alchemy_orm::core::{Name, SchemaMap, TranslateSchemas as _, prelude::*};

use super::dialects::{mariadb, mysql, on_an_engine, postgresql, refused, sqlite, standard};

// ANCHOR: declared
table! { pub team ("team") { id: Auto<i64> [primary_key], name: String } }
table! { pub player ("player") { id: Auto<i64> [primary_key], name: String, age: Option<i32>, team_id: i64 [references = team.id] } }
// ANCHOR_END: declared

#[covers("CMP-01", "CMP-14")]
#[test]
fn text_and_values() {
    // ANCHOR: compile
    let stmt = select(player::name).filter(player::age.gt(17)).limit(10);
    let compiled = stmt.compile(&alchemy_postgres::Dialect::default()).unwrap();
    assert_eq!(compiled.text(), "SELECT player.name FROM player WHERE player.age > $1 LIMIT $2");
    assert_eq!(compiled.params(), [Value::Int(17), Value::Int(10)]);
    // ANCHOR_END: compile
}

#[test]
fn names() {
    // ANCHOR: names
    let orders = Table::new("Order").column(Column::new("user", Integer)).column(Column::new("total", Integer));
    let stmt = || select((orders.c("user"), orders.c("total")));
    assert_eq!(postgresql(stmt()), r#"SELECT "Order"."user", "Order".total FROM "Order""#);
    assert_eq!(mysql(stmt()), "SELECT `Order`.user, `Order`.total FROM `Order`");
    // ANCHOR_END: names
    // ANCHOR: quoting
    let plain = Table::new(Name::unquoted("Order")).column(Column::new(Name::quoted("total"), Integer));
    assert_eq!(standard(select(plain.c("total"))), r#"SELECT Order."total" FROM Order"#);
    // ANCHOR_END: quoting
    // ANCHOR: labels
    let stmt = select((player::name, team::name, player::age + 1, func::count_all())).filter(player::team_id.eq(team::id));
    assert_eq!(
        standard(stmt),
        "SELECT player.name, team.name AS name_1, player.age + ? AS anon_1, count(*) AS count_1 FROM player, team \
         WHERE player.team_id = team.id",
    );
    // ANCHOR_END: labels
    // ANCHOR: schemas
    let invoice = Table::new("invoice").schema("billing").column(Column::new("id", Integer));
    let tenant = select(invoice.c("id")).translate_schemas(SchemaMap::new().to("billing", "tenant1"));
    assert_eq!(standard(tenant), "SELECT tenant1.invoice.id FROM tenant1.invoice");
    // ANCHOR_END: schemas
}

#[covers("CMP-03")]
#[test]
fn what_a_database_cannot_say() {
    // ANCHOR: unsupported
    let pattern = || select(player::id).filter(player::name.regexp_match("^A"));
    assert_eq!(refused(pattern()), ErrorKind::Unsupported);
    assert_eq!(postgresql(pattern()), "SELECT player.id FROM player WHERE player.name ~ $1");
    assert_eq!(mariadb(pattern()), "SELECT player.id FROM player WHERE player.name REGEXP ?");
    let full = || select((team::name, player::name.nullable())).full_join(player);
    assert_eq!(mysql(full()), "mysql cannot express FULL OUTER JOIN");
    // ANCHOR_END: unsupported
    assert!(sqlite(full()).contains("FULL OUTER JOIN player"));
}

#[test]
fn unjoined_sources() {
    // ANCHOR: unjoined
    let forgotten = select((player::name, team::name));
    assert_eq!(forgotten.unjoined().unwrap().len(), 1);
    let linked = forgotten.filter(player::team_id.eq(team::id));
    assert!(linked.unjoined().unwrap().is_empty());
    // ANCHOR_END: unjoined
}

#[covers("CMP-01", "CMP-04", "CMP-05")]
#[test]
fn parameters() {
    // ANCHOR: params
    let (low, ids) = (param::<i32>("low"), param_list::<i64>("ids"));
    let stmt = select(player::name).filter(player::age.gt(&low)).filter(player::id.in_(&ids));
    assert_eq!(
        sqlite(stmt.params((low.to(17), ids.to([1, 2])))),
        "SELECT player.name FROM player WHERE player.age > ? AND player.id IN (?, ?)",
    );
    assert_eq!(
        postgresql(stmt.params((low.to(17), ids.to([1, 2])))),
        "SELECT player.name FROM player WHERE player.age > $1 AND player.id = ANY ($2)",
    );
    // ANCHOR_END: params
    // ANCHOR: defaults
    let low = param::<i32>("low").default_value(17);
    let stmt = select(player::name).filter(player::age.gt(&low));
    assert_eq!(stmt.params(()).compile(&Ansi).unwrap().params(), [Value::Int(17)]);
    assert_eq!(stmt.params(("low", 20)).compile(&Ansi).unwrap().params(), [Value::Int(20)]);
    assert_eq!(refused(stmt.params(("high", 20))), ErrorKind::Programming);
    // ANCHOR_END: defaults
}

#[covers("EXP-26")]
#[test]
fn values_in_the_text() {
    // ANCHOR: inlined
    let plain = select(player::id).filter(player::name.eq("O'Hara")).limit(1).inlined();
    assert_eq!(mysql(plain), "SELECT player.id FROM player WHERE player.name = 'O''Hara' LIMIT 1");
    // ANCHOR_END: inlined
}

async fn kept(engine: &Engine) -> Result<()> {
    MetaData::of::<(team, player)>().create_all(engine).await?;
    // ANCHOR: kept
    engine.clear_kept_statements();
    for age in 16..20 {
        let _: Vec<String> = engine.all(select(player::name).filter(player::age.gt(age))).await?;
    }
    assert_eq!(engine.kept_statements(), 1);
    // ANCHOR_END: kept
    Ok(())
}

#[covers("CMP-06", "CMP-10")]
#[test]
fn texts_are_kept() {
    on_an_engine(kept);
}
